package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDdlTest {

  private static TableDdl ddl(String name, String definition) {
    return TableDdl.of(definition.getBytes(UTF_8), name, "shop");
  }

  private static String create(TableDdl ddl) {
    return new String(ddl.create().get(0), UTF_8);
  }

  private static List<String> texts(List<byte[]> statements) {
    return statements.stream().map(s -> new String(s, UTF_8)).toList();
  }

  @Test
  void secondary_indexes_and_foreign_keys_are_made_later() {
    TableDdl ddl =
        ddl(
            "t",
            """
            CREATE TABLE `t` (
              `id` int NOT NULL AUTO_INCREMENT,
              `a` int DEFAULT NULL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `u` (`a`),
              KEY `k` (`a`,`id`) /*!80000 INVISIBLE */,
              FULLTEXT KEY `f1` (`b`) /*!50100 WITH PARSER `ngram` */ ,
              FULLTEXT KEY `f2` (`b`),
              CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `t` (`id`) ON DELETE SET NULL,
              CONSTRAINT `h` CHECK ((`a` > 0))
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4""");

    assertEquals(
        """
        CREATE TABLE `t` (
          `id` int NOT NULL AUTO_INCREMENT,
          `a` int DEFAULT NULL,
          PRIMARY KEY (`id`),
          CONSTRAINT `h` CHECK ((`a` > 0))
        ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4""",
        create(ddl));
    assertEquals(
        List.of(
            """
            ALTER TABLE `t`
              ADD UNIQUE KEY `u` (`a`),
              ADD KEY `k` (`a`,`id`) /*!80000 INVISIBLE */,
              ADD FULLTEXT KEY `f1` (`b`) /*!50100 WITH PARSER `ngram` */""",
            """
            ALTER TABLE `t`
              ADD FULLTEXT KEY `f2` (`b`)"""),
        texts(ddl.indexes()));
    assertEquals(
        List.of(
            """
            ALTER TABLE `t`
              ADD CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `t` (`id`) ON DELETE SET NULL"""),
        texts(ddl.foreignKeys()));
    assertEquals(7L, ddl.autoIncrement());
    assertEquals("InnoDB", ddl.engine());
  }

  @Test
  void names_and_texts_may_hold_anything() {
    TableDdl ddl =
        ddl(
            "a`b (\n",
            """
            CREATE TABLE `a``b (
            ` (
              `c,)(` varchar(20) DEFAULT 'it''s \\\\ ", ) \\n x',
              `KEY` enum('a,b','\\'') COMMENT 'KEY `x` (`y`),\\nPRIMARY KEY (`z`)',
              PRIMARY KEY (`KEY`),
              KEY `k,(` (`c,)(`)
            ) ENGINE=InnoDB COMMENT='AUTO_INCREMENT=5 ENGINE=MyISAM'""");

    assertEquals(List.of("ALTER TABLE `a``b (\n`\n  ADD KEY `k,(` (`c,)(`)"), texts(ddl.indexes()));
    assertNull(ddl.autoIncrement());
    assertEquals("InnoDB", ddl.engine());
  }

  @Test
  void keys_stay_that_the_table_needs_from_the_start() {
    TableDdl noPrimaryKey =
        ddl(
            "t",
            "CREATE TABLE `t` (\n  `a` int NOT NULL,\n  UNIQUE KEY `u` (`a`),\n  KEY `k` (`a`)\n)"
                + " ENGINE=InnoDB");
    TableDdl counter =
        ddl(
            "t",
            "CREATE TABLE `t` (\n  `a` int,\n  `id` int AUTO_INCREMENT,\n  PRIMARY KEY (`a`),\n"
                + "  KEY `x` (`a`),\n  KEY `id` (`id`),\n  KEY `y` (`a`)\n) ENGINE=InnoDB");
    TableDdl otherEngine =
        ddl("t", "CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`)\n) ENGINE=MyISAM");
    TableDdl versioned =
        ddl(
            "t",
            "CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`)\n) ENGINE=InnoDB WITH SYSTEM"
                + " VERSIONING");

    assertTrue(create(noPrimaryKey).contains("UNIQUE KEY"));
    assertEquals(List.of("ALTER TABLE `t`\n  ADD KEY `k` (`a`)"), texts(noPrimaryKey.indexes()));
    assertTrue(create(counter).contains("KEY `x`"), "keys keep their order");
    assertEquals(List.of("ALTER TABLE `t`\n  ADD KEY `y` (`a`)"), texts(counter.indexes()));
    assertTrue(otherEngine.indexes().isEmpty());
    assertTrue(versioned.indexes().isEmpty());
    assertTrue(versioned.versioned() && versioned.implicitPeriod());
  }

  @Test
  void the_own_database_is_left_out_and_others_are_told() {
    TableDdl ddl =
        ddl(
            "t",
            "CREATE TABLE `t` (\n  `a` int DEFAULT nextval(`shop`.`s`),\n  `b` int DEFAULT"
                + " (nextval(`other`.`s2`) + 1),\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES"
                + " `third`.`p` (`id`)\n) ENGINE=InnoDB");

    assertTrue(create(ddl).contains("DEFAULT nextval(`s`)"), create(ddl));
    assertTrue(ddl.sequences().contains("s"));
    assertEquals(Set.of("other", "third"), ddl.foreignDatabases());
  }

  @Test
  void the_hash_does_not_change_with_counters() {
    String table = "CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB%s CHARSET=utf8mb4";
    String plain = ddl("t", String.format(table, "")).definitionHash();

    assertEquals(plain, ddl("t", String.format(table, " AUTO_INCREMENT=9")).definitionHash());
    assertNotEquals(plain, ddl("t", String.format(table, " COMMENT='9'")).definitionHash());
    String auto = " PARTITION BY SYSTEM_TIME INTERVAL 1 DAY AUTO\nPARTITIONS ";
    assertEquals(
        ddl("t", String.format(table, auto + "2")).definitionHash(),
        ddl("t", String.format(table, auto + "3")).definitionHash());
  }

  @Test
  void a_default_that_is_no_text_is_written_in_hexadecimal() {
    byte[] printed =
        DdlTokens.bytes(
            "CREATE TABLE `t` (\n  `b` binary(4) DEFAULT '\u00FF\\0A\\\\',\n  `c` varbinary(4)"
                + " DEFAULT 'a\\''''\n) ENGINE=InnoDB");

    String create = create(TableDdl.of(printed, "t", "shop"));

    assertTrue(create.contains("`b` binary(4) DEFAULT x'ff00415c'"), create);
    assertTrue(create.contains("`c` varbinary(4) DEFAULT 'a\\''''"), create);
    assertFalse(create.contains("\uFFFD"));
  }
}
