package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.server.ServerVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements of both vendors' manuals and of real migrations, clause by clause. */
class TableStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ALTER TABLE t ADD a INT | +a int",
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS `a b` VARCHAR(20) NOT NULL DEFAULT '' AFTER `c` |"
            + " +a b varchar(20) notnull default '' after c",
        "ALTER TABLE t ADD (a INTEGER UNSIGNED, b DEC(10, 2) FIRST, KEY (a)) |"
            + " +a int unsigned; +b decimal(10,2) first; +PLAIN null[a]",
        "ALTER TABLE t ADD vector INT, ADD period DATE | +vector int; +period date",
        "alter table s.t drop a, drop column if exists b restrict | -a; -b",
        "ALTER TABLE t DROP COLUMN `drop`, DROP PRIMARY KEY, DROP KEY k, DROP INDEX IF EXISTS i |"
            + " -drop; -index PRIMARY; -index k; -index i",
        "ALTER TABLE t DROP FOREIGN KEY f, DROP CONSTRAINT c, DROP CHECK d |"
            + " -fk f; -constraint c; -constraint d",
        "ALTER TABLE t MODIFY a BIGINT UNSIGNED NOT NULL AUTO_INCREMENT FIRST |"
            + " a->a bigint unsigned notnull auto first",
        "ALTER TABLE t CHANGE COLUMN a b ENUM('x','Y, (z') COMMENT 'it''s' |"
            + " a->b enum('x','Y, (z') comment it's",
        "ALTER TABLE t ALTER a SET DEFAULT 5, ALTER COLUMN b DROP DEFAULT, ALTER c SET DEFAULT"
            + " (now() + interval 1 day) |"
            + " default a=5; default b=null; default c=(now() + interval 1 day)",
        "ALTER TABLE t ALTER COLUMN a SET INVISIBLE, ALTER INDEX i NOT IGNORED, ALTER CHECK c NOT"
            + " ENFORCED | ALTER COLUMN a SET INVISIBLE; ALTER INDEX i NOT IGNORED; ALTER CHECK c"
            + " NOT ENFORCED",
        "ALTER TABLE t RENAME COLUMN a TO b, RENAME INDEX i TO j, RENAME KEY k TO l |"
            + " column a->b; index i->j; index k->l",
        "ALTER TABLE t RENAME s.u | table s.u",
        "ALTER TABLE t RENAME TO u | table u",
        "ALTER TABLE t RENAME = u | table u",
        "ALTER TABLE t ADD INDEX (a(10), b DESC), ADD UNIQUE KEY u ((lower(a))) USING BTREE COMMENT"
            + " 'x' INVISIBLE | +PLAIN null[a, b]; +UNIQUE u[]",
        "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING BTREE (a), ADD CONSTRAINT q UNIQUE (b) |"
            + " +PRIMARY PRIMARY[a]; +UNIQUE q[b]",
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY IF NOT EXISTS i (a, b) REFERENCES s.u (c, d)"
            + " MATCH SIMPLE ON DELETE SET NULL ON UPDATE NO ACTION | +fk f[a, b]->s.u[c, d]",
        "ALTER TABLE t ADD FULLTEXT INDEX x (a) WITH PARSER ngram, ADD SPATIAL (g), ADD VECTOR INDEX"
            + " v (e) M=8 DISTANCE=cosine | +FULLTEXT x[a]; +SPATIAL null[g]; +VECTOR v[e]",
        "ALTER TABLE t ADD CHECK (a > (1)), ADD CONSTRAINT c CHECK (b) NOT ENFORCED |"
            + " +check null a > (1); +check c b unenforced",
        "ALTER TABLE t ENGINE=InnoDB ROW_FORMAT DYNAMIC, AUTO_INCREMENT = 5, COMMENT='a b',"
            + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, DATA DIRECTORY='/x' |"
            + " ENGINE=InnoDB; ROW_FORMAT=DYNAMIC; AUTO_INCREMENT=5; COMMENT=a b; CHARSET=utf8mb4;"
            + " COLLATE=utf8mb4_bin; DATA DIRECTORY=/x",
        "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin | convert utf8mb4"
            + " utf8mb4_bin",
        "ALTER TABLE t ALGORITHM=INPLACE, LOCK NONE, ADD a INT | algorithm INPLACE; lock NONE; +a"
            + " int",
        "ALTER TABLE t DROP PARTITION p0, p1 | partition DROP[p0, p1]",
        "ALTER TABLE t TRUNCATE PARTITION ALL | partition TRUNCATE[]",
        "ALTER TABLE t ADD PARTITION (PARTITION p VALUES LESS THAN (5), PARTITION q VALUES LESS THAN"
            + " MAXVALUE) | partition ADD[]",
        "ALTER TABLE t REORGANIZE PARTITION a, b INTO (PARTITION c VALUES IN (1,2)) |"
            + " partition REORGANIZE[a, b]",
        "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u WITHOUT VALIDATION | partition"
            + " EXCHANGE[p]",
        "ALTER TABLE t ADD a INT PARTITION BY HASH (a) PARTITIONS 4 | +a int; partition BY[]",
        "ALTER TABLE t ENGINE=InnoDB REMOVE PARTITIONING | ENGINE=InnoDB; partition REMOVE[]",
        "ALTER TABLE t FORCE, DISABLE KEYS, WITHOUT VALIDATION, ORDER BY a, b DESC, ADD c INT |"
            + " FORCE; DISABLE KEYS; WITHOUT VALIDATION; ORDER BY a , b DESC; +c int",
        "ALTER TABLE t DISCARD TABLESPACE | DISCARD TABLESPACE",
        "ALTER ONLINE IGNORE TABLE IF EXISTS t WAIT 5 DROP COLUMN a | -a",
        "ALTER TABLE t NOWAIT ADD SYSTEM VERSIONING, DROP PERIOD FOR p | ADD SYSTEM VERSIONING;"
            + " DROP PERIOD FOR p",
        "ALTER TABLE t | ",
        "SET STATEMENT lock_wait_timeout=1 FOR ALTER TABLE t DROP a | -a",
        "/*!80000 ALTER TABLE t DROP a */ | -a",
        "CREATE UNIQUE INDEX i USING BTREE ON s.t (a, b(5)) COMMENT 'c' ALGORITHM=INPLACE"
            + " LOCK=NONE | +UNIQUE i[a, b]; algorithm INPLACE; lock NONE",
        "CREATE OR REPLACE INDEX IF NOT EXISTS i ON t (a) NOWAIT | -index i; +PLAIN i[a]",
        "DROP INDEX IF EXISTS `PRIMARY` ON t WAIT 1 LOCK=EXCLUSIVE | -index PRIMARY; lock"
            + " EXCLUSIVE",
      })
  void every_clause_is_read(String sql, String expected) {
    TableStatement statement = read(sql);
    assertTrue(statement.understood(), statement.toString());
    assertEquals(expected == null ? "" : expected, shown(statement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a SERIAL | a bigint unsigned notnull auto unique",
        "a BOOL DEFAULT TRUE | a tinyint(1) default TRUE",
        "a DOUBLE PRECISION ZEROFILL | a double unsigned zerofill",
        "a NATIONAL CHARACTER VARYING(5) | a varchar(5) charset utf8mb3",
        "a NVARCHAR(5) | a varchar(5) charset utf8mb3",
        "a CHAR(1) CHARACTER SET LATIN1 BINARY | a char(1) charset latin1 collate latin1_bin",
        "a TEXT COLLATE 'utf8mb4_bin' NOT NULL | a text collate utf8mb4_bin notnull",
        "a LONG VARCHAR | a mediumtext",
        "a INT PRIMARY KEY CHECK (a > 0) ENFORCED | a int primary check a > 0",
        "a INT REFERENCES s.u (id) ON DELETE CASCADE | a int ->s.u",
        "a TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE NOW(6) |"
            + " a timestamp(6) default CURRENT_TIMESTAMP(6) update NOW(6)",
        "a DATETIME DEFAULT current_timestamp() ON UPDATE current_timestamp() NOT NULL |"
            + " a datetime notnull default current_timestamp() update current_timestamp()",
        "a BIT(1) DEFAULT b'0' | a bit(1) default b'0'",
        "a INT DEFAULT -1 UNIQUE KEY COMMENT 'x' | a int unique default -1 comment x",
        "a INT GENERATED ALWAYS AS (b + 1) STORED NOT NULL INVISIBLE | a int notnull computed"
            + " invisible",
        "a INT AS (b) PERSISTENT | a int computed",
        "a TIMESTAMP(6) GENERATED ALWAYS AS ROW START | a timestamp(6) computed",
        "a POINT SRID 4326 NOT NULL | a point notnull",
        "a POINT REF_SYSTEM_ID=4326 | a point",
        "a BIGINT DEFAULT NEXT VALUE FOR s NOT NULL | a bigint notnull default NEXT VALUE FOR s",
        "a JSON DEFAULT (JSON_OBJECT()) COLUMN_FORMAT FIXED STORAGE DISK | a json default"
            + " (JSON_OBJECT())",
        "a BLOB COMPRESSED WITHOUT SYSTEM VERSIONING | a blob",
        "a UUID DEFAULT UUID() | a uuid default UUID()",
      })
  void every_attribute_of_a_column_is_read(String definition, String expected) {
    TableStatement statement = read("CREATE TABLE t (" + definition + ")");
    assertTrue(statement.understood(), statement.toString());
    assertEquals("+" + expected, shown(statement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ALTER TABLE t FROBNICATE (a, b), DROP b | ?FROBNICATE (a, b); -b",
        "ALTER TABLE t ADD a GEOGRAPHY, DROP b | ?ADD a GEOGRAPHY; -b",
        "ALTER TABLE t DROP a SIDEWAYS | ?DROP a SIDEWAYS",
        "ALTER TABLE t DROP a, | ?DROP a",
        "ALTER TABLE t ADD (a INT, b GEOGRAPHY) | ?ADD (a INT, b GEOGRAPHY)",
        "CREATE TABLE t (a INT, b GEOGRAPHY, c INT FROB) ENGINE=InnoDB |"
            + " +a int; ?b GEOGRAPHY; ?c INT FROB; ENGINE=InnoDB",
        "CREATE TABLE t (a INT) FROB | +a int; ?FROB",
        "CREATE INDEX i ON t (a) FROB | +PLAIN i[a]; ?FROB",
        "CREATE INDEX i ON t a | ?INDEX i ON t a",
      })
  void what_nobody_understands_is_unknown_and_the_rest_is_read(String sql, String expected) {
    TableStatement statement = read(sql);
    assertFalse(statement.understood());
    assertEquals(expected, shown(statement));
  }

  @Test
  void a_whole_table_is_read() {
    TableStatement table =
        read(
            """
            CREATE TABLE IF NOT EXISTS `shop`.`orders` (
              `id` bigint(20) NOT NULL AUTO_INCREMENT,
              `customer` int(11) DEFAULT NULL COMMENT 'who, and (why)', -- a comment
              PRIMARY KEY (`id`),
              CONSTRAINT UNIQUE KEY `u` (`customer`, (`id` + 1)),
              CONSTRAINT `f` FOREIGN KEY (`customer`) REFERENCES `customers` (`id`)
            ) ENGINE=InnoDB AUTO_INCREMENT=7, DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
            /*!50100 PARTITION BY HASH (id) PARTITIONS 4 */
            """);
    assertTrue(table.understood(), table.toString());
    assertTrue(table.conditional());
    assertEquals(new ObjectName(ObjectName.Type.TABLE, "shop", "orders"), table.table());
    assertEquals(
        "+id bigint(20) notnull auto; +customer int(11) default NULL comment who, and (why);"
            + " +PRIMARY PRIMARY[id]; +UNIQUE u[customer, ]; +fk f[customer]->customers[id];"
            + " ENGINE=InnoDB; AUTO_INCREMENT=7; CHARSET=utf8mb4; COLLATE=utf8mb4_bin;"
            + " partition BY[]",
        shown(table));
    assertEquals("7", table.option("AUTO_INCREMENT").orElseThrow());
    assertEquals(
        List.of("id", "customer"), table.columns().stream().map(ColumnText::name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE t LIKE s.u | s.u",
        "CREATE TEMPORARY TABLE t (LIKE u) | temporary u",
        "CREATE OR REPLACE TABLE t SELECT 1 | replace select",
        "CREATE TABLE t (a INT) ENGINE=InnoDB IGNORE AS SELECT 1 AS a | select",
        "CREATE TABLE t AS (SELECT 1) | select",
        "CREATE TABLE t (SELECT 1) | select",
        "CREATE TABLE t ENGINE=MyISAM WITH x AS (SELECT 1) SELECT * FROM x | select",
        "ALTER IGNORE TABLE IF EXISTS t FORCE | conditional ignore",
      })
  void where_its_columns_come_from_and_how_it_is_made_is_said(String sql, String expected) {
    TableStatement table = read(sql);
    assertTrue(table.understood(), table.toString());
    ObjectName like = table.like();
    assertEquals(
        expected,
        ((table.temporary() ? "temporary " : "")
                + (table.replace() ? "replace " : "")
                + (table.conditional() ? "conditional " : "")
                + (table.ignore() ? "ignore " : "")
                + (table.select() ? "select" : "")
                + (like == null ? "" : name(like)))
            .strip());
  }

  @Test
  void a_comment_is_read_as_the_server_would() {
    String sql =
        "ALTER TABLE t ADD a INT /*!80023 INVISIBLE */, ADD b INT /*M!100303 INVISIBLE */"
            + " /*!50100 COMMENT 'x' */";
    Statement statement = Splitter.split("V1.sql", sql).get(0);
    assertEquals(
        "+a int invisible; +b int comment x",
        shown(TableStatement.of(statement, ServerVersion.parse("9.7.4")).orElseThrow()));
    assertEquals(
        "+a int; +b int invisible comment x",
        shown(TableStatement.of(statement, ServerVersion.parse("11.4.5-MariaDB")).orElseThrow()));
    assertEquals(
        "+a int invisible; +b int invisible comment x",
        shown(TableStatement.of(statement).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "DROP TABLE t",
    "CREATE VIEW v AS SELECT 1",
    "ALTER DATABASE d CHARACTER SET utf8mb4",
    "RENAME TABLE a TO b",
    "TRUNCATE TABLE t",
    "INSERT INTO t VALUES (1)",
    "CREATE SEQUENCE s",
    "ALTER VIEW v AS SELECT 1",
  })
  void other_statements_are_none(String sql) {
    assertTrue(TableStatement.of(Splitter.split("V1.sql", sql).get(0)).isEmpty());
  }

  private static TableStatement read(String sql) {
    return TableStatement.of(Splitter.split("V1.sql", sql).get(0)).orElseThrow();
  }

  private static String shown(TableStatement statement) {
    return statement.clauses().stream()
        .map(TableStatementTest::shown)
        .collect(Collectors.joining("; "));
  }

  private static String shown(Clause clause) {
    if (clause instanceof Clause.AddColumn add) {
      return "+" + shown(add.column()) + after(add.after());
    }
    if (clause instanceof Clause.ModifyColumn modify) {
      return modify.name() + "->" + shown(modify.column()) + after(modify.after());
    }
    if (clause instanceof Clause.DropColumn drop) {
      return "-" + drop.name();
    }
    if (clause instanceof Clause.AddIndex index) {
      return "+" + index.kind() + " " + index.name() + index.columns();
    }
    if (clause instanceof Clause.AddForeignKey key) {
      return ("+fk " + key.name() + key.columns() + "->")
          + (name(key.references()) + key.referencedColumns());
    }
    if (clause instanceof Clause.AddCheck check) {
      return "+check "
          + check.name()
          + " "
          + check.expression()
          + (check.enforced() ? "" : " unenforced");
    }
    return shownShortly(clause);
  }

  private static String shownShortly(Clause clause) {
    if (clause instanceof Clause.DropIndex drop) {
      return "-index " + drop.name();
    }
    if (clause instanceof Clause.DropForeignKey drop) {
      return "-fk " + drop.name();
    }
    if (clause instanceof Clause.DropConstraint drop) {
      return "-constraint " + drop.name();
    }
    if (clause instanceof Clause.AlterDefault of) {
      return "default " + of.column() + "=" + of.defaultText();
    }
    if (clause instanceof Clause.RenameColumn rename) {
      return "column " + rename.from() + "->" + rename.to();
    }
    if (clause instanceof Clause.RenameIndex rename) {
      return "index " + rename.from() + "->" + rename.to();
    }
    if (clause instanceof Clause.RenameTable rename) {
      return "table " + name(rename.to());
    }
    if (clause instanceof Clause.Option option) {
      return option.name() + "=" + option.value();
    }
    if (clause instanceof Clause.Convert convert) {
      return "convert " + convert.charset() + " " + convert.collation();
    }
    if (clause instanceof Clause.Partition partition) {
      return "partition " + partition.verb() + partition.partitions();
    }
    if (clause instanceof Clause.Algorithm algorithm) {
      return "algorithm " + algorithm.name();
    }
    if (clause instanceof Clause.Lock lock) {
      return "lock " + lock.name();
    }
    return clause instanceof Clause.Other other
        ? other.text()
        : "?" + ((Clause.Unknown) clause).text();
  }

  private static String shown(ColumnText column) {
    ObjectName references = column.references();
    return column.name()
        + (" " + column.type())
        + said(" charset ", column.charset())
        + said(" collate ", column.collation())
        + (column.notNull() ? " notnull" : "")
        + (column.autoIncrement() ? " auto" : "")
        + (column.primaryKey() ? " primary" : "")
        + (column.unique() ? " unique" : "")
        + said(" default ", column.defaultText())
        + said(" update ", column.onUpdate())
        + said(" check ", column.check())
        + (column.generated() ? " computed" : "")
        + (column.invisible() ? " invisible" : "")
        + (references == null ? "" : " ->" + name(references))
        + said(" comment ", column.comment().isEmpty() ? null : column.comment());
  }

  private static String said(String what, @Nullable String value) {
    return value == null ? "" : what + value;
  }

  private static String after(@Nullable String after) {
    return after != null && after.isEmpty() ? " first" : said(" after ", after);
  }

  private static String name(ObjectName table) {
    return table.schema() == null ? table.name() : table.schema() + "." + table.name();
  }
}
