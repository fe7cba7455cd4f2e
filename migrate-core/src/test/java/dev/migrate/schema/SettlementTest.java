package dev.migrate.schema;

import static dev.migrate.schema.Settlement.Verdict.RAN;
import static dev.migrate.schema.Settlement.Verdict.RUN;
import static dev.migrate.schema.Settlement.Verdict.UNDECIDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.Settlement.Verdict;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs statements of every kind and asks before and after whether each ran. */
class SettlementTest {

  /**
   * @param not what is settled where it did not run
   * @param ran what is settled where it ran
   */
  record Case(@Nullable Vendor vendor, String sql, Verdict not, Verdict ran) {
    /** A server that does not do all or none may have done one of them. */
    boolean isOfSeveral() {
      return sql.matches("(DROP (TABLE|VIEW) \\w+|CREATE USER .*), .*");
    }

    @Override
    public String toString() {
      return sql;
    }
  }

  private static final String SETUP =
      """
      CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b INT, s VARCHAR(20)) ENGINE=InnoDB;
      INSERT INTO t (a, b) VALUES (1, 2), (3, 4);
      CREATE TABLE twin LIKE t;
      CREATE TABLE twin2 LIKE t;
      CREATE TABLE m (id INT) ENGINE=MyISAM;
      CREATE TABLE m2 (id INT) ENGINE=MyISAM;
      CREATE TABLE p (id INT) ENGINE=InnoDB PARTITION BY RANGE (id)
        (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
      CREATE TABLE h (id INT) ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 2;
      CREATE TABLE alike (id INT) ENGINE=InnoDB;
      CREATE TABLE child (id INT, t_id INT, CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id));
      CREATE INDEX ix ON twin (a);
      CREATE VIEW v AS SELECT id, a FROM t;
      CREATE VIEW v2 AS SELECT 1 AS x;
      CREATE PROCEDURE proc() SELECT 1;
      CREATE FUNCTION func() RETURNS INT DETERMINISTIC RETURN 1;
      CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1;
      CREATE EVENT ev ON SCHEDULE EVERY 1 YEAR DISABLE DO DO 1;
      CREATE SEQUENCE sq0;
      DELIMITER $$
      CREATE PACKAGE pk PROCEDURE pp(); END$$
      CREATE PACKAGE BODY pk PROCEDURE pp() SELECT 1; END$$
      """;

  static List<Case> statements() {
    List<Case> cases = new ArrayList<>();
    for (String sql : VISIBLE.lines().toList()) {
      cases.add(new Case(null, sql, RUN, RAN));
    }
    for (String sql : MARIADB.lines().toList()) {
      cases.add(new Case(Vendor.MARIADB, sql, RUN, RAN));
    }
    for (String sql : MYSQL.lines().toList()) {
      cases.add(new Case(Vendor.MYSQL, sql, RUN, RAN));
    }
    for (String sql : HARMLESS.lines().toList()) {
      cases.add(new Case(null, sql, RUN, RUN));
    }
    for (String sql : HIDDEN.lines().toList()) {
      cases.add(new Case(null, sql, UNDECIDED, UNDECIDED));
    }
    for (String sql : HIDDEN_MARIADB.lines().toList()) {
      cases.add(new Case(Vendor.MARIADB, sql, UNDECIDED, UNDECIDED));
    }
    cases.add(
        new Case(
            null,
            "CREATE EVENT once ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR DO DO 1",
            UNDECIDED,
            RAN));
    cases.removeIf(each -> each.vendor != null && each.vendor != TestServer.vendor());
    return cases;
  }

  private static final String VISIBLE =
      """
      CREATE TABLE n (id INT)
      CREATE TABLE IF NOT EXISTS n (id INT)
      CREATE TABLE n LIKE t
      CREATE TABLE n AS SELECT * FROM t
      CREATE TABLE `odd ``name`` (ä)` (id INT)
      CREATE TABLE %1$s.n (id INT)
      /*!50000 CREATE TABLE n (id INT) */
      CREATE /*!50000 TABLE */ n (id INT)
      ALTER TABLE t ADD COLUMN c INT
      ALTER TABLE t ADD COLUMN c INT FIRST, DROP COLUMN s
      ALTER TABLE t DROP COLUMN s
      ALTER TABLE t MODIFY s VARCHAR(40)
      ALTER TABLE t CHANGE s s2 VARCHAR(20)
      ALTER TABLE t RENAME COLUMN s TO s2
      ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a
      ALTER TABLE t ALTER COLUMN a SET DEFAULT 5
      ALTER TABLE t ADD INDEX (a)
      ALTER TABLE t ADD UNIQUE KEY u (a), ALGORITHM=INPLACE
      ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)
      ALTER TABLE t ADD COLUMN g INT GENERATED ALWAYS AS (a + 1) VIRTUAL
      ALTER TABLE t COMMENT 'a comment'
      ALTER TABLE t CONVERT TO CHARACTER SET latin1
      ALTER TABLE t DEFAULT CHARACTER SET latin1
      ALTER TABLE t ROW_FORMAT=COMPRESSED
      ALTER TABLE t STATS_PERSISTENT=1
      ALTER TABLE m ENGINE=InnoDB
      ALTER TABLE t RENAME TO moved
      ALTER TABLE t RENAME moved, ADD COLUMN c INT
      ALTER TABLE alike ADD COLUMN t_id INT, ADD FOREIGN KEY (t_id) REFERENCES t (id)
      ALTER TABLE child DROP FOREIGN KEY fk
      ALTER TABLE twin RENAME INDEX ix TO ix2
      ALTER TABLE child ALGORITHM=COPY, ADD COLUMN c INT
      ALTER TABLE p ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))
      ALTER TABLE p DROP PARTITION p0
      ALTER TABLE p TRUNCATE PARTITION p0
      ALTER TABLE p TRUNCATE PARTITION ALL
      ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE alike
      ALTER TABLE p REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES LESS THAN (15), PARTITION p2 VALUES LESS THAN (20))
      ALTER TABLE p REMOVE PARTITIONING
      ALTER TABLE h COALESCE PARTITION 1
      ALTER TABLE h ADD PARTITION PARTITIONS 2
      ALTER TABLE alike PARTITION BY HASH (id) PARTITIONS 3
      TRUNCATE TABLE twin
      TRUNCATE alike
      TRUNCATE TABLE p
      DROP TABLE alike
      DROP TABLE IF EXISTS alike
      DROP TABLE twin, alike
      DROP TABLE IF EXISTS nothing, alike
      RENAME TABLE alike TO moved
      RENAME TABLE alike TO moved, twin TO moved2
      RENAME TABLE twin TO tmp, twin2 TO twin, tmp TO twin2
      RENAME TABLE m TO moved
      CREATE INDEX i ON t (a)
      CREATE UNIQUE INDEX i ON t (a, id)
      CREATE FULLTEXT INDEX i ON t (s)
      DROP INDEX ix ON twin
      CREATE VIEW w AS SELECT * FROM t
      CREATE OR REPLACE VIEW v AS SELECT id FROM t
      CREATE OR REPLACE VIEW w AS SELECT id FROM t
      CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT id, a FROM t
      ALTER VIEW v AS SELECT b FROM t
      DROP VIEW v
      DROP VIEW v, v2
      CREATE PROCEDURE q(x INT) BEGIN SELECT x; SELECT 2; END
      CREATE DEFINER=CURRENT_USER PROCEDURE q() SELECT 1
      ALTER PROCEDURE proc COMMENT 'a comment'
      ALTER PROCEDURE proc SQL SECURITY INVOKER
      DROP PROCEDURE proc
      DROP PROCEDURE IF EXISTS proc
      CREATE FUNCTION g() RETURNS INT DETERMINISTIC RETURN 2
      ALTER FUNCTION func COMMENT 'a comment'
      DROP FUNCTION func
      CREATE TRIGGER trg2 AFTER UPDATE ON t FOR EACH ROW BEGIN SET @x = 1; SET @y = 2; END
      CREATE TRIGGER trg2 BEFORE INSERT ON t FOR EACH ROW PRECEDES trg SET NEW.a = 1
      DROP TRIGGER trg
      DROP TRIGGER IF EXISTS trg
      CREATE EVENT ev2 ON SCHEDULE EVERY 1 YEAR DISABLE DO DO 1
      ALTER EVENT ev ON SCHEDULE EVERY 2 YEAR
      ALTER EVENT ev COMMENT 'a comment'
      ALTER EVENT ev RENAME TO ev2
      ALTER EVENT ev DO DO 2
      DROP EVENT ev
      CREATE DATABASE %1$s_x
      CREATE DATABASE IF NOT EXISTS %1$s_x DEFAULT CHARACTER SET latin1
      ALTER DATABASE %1$s CHARACTER SET latin1
      DROP DATABASE %1$s
      CREATE USER '%2$s'@'localhost'
      CREATE USER %2$s@localhost IDENTIFIED BY 'Secret-1', '%2$s'@'10.0.0.%%'
      CREATE ROLE %2$s
      """;

  private static final String MYSQL =
      """
      ALTER TABLE twin ALTER INDEX ix INVISIBLE, ADD COLUMN c INT INVISIBLE
      CREATE VIEW w AS TABLE t
      """;

  private static final String MARIADB =
      """
      CREATE OR REPLACE TABLE twin (id INT)
      CREATE OR REPLACE TABLE twin LIKE t
      CREATE OR REPLACE TABLE twin AS SELECT * FROM t
      CREATE OR REPLACE TABLE n (id INT)
      CREATE OR REPLACE PROCEDURE proc() SELECT 2
      CREATE OR REPLACE FUNCTION func() RETURNS INT DETERMINISTIC RETURN 2
      CREATE OR REPLACE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 2
      CREATE OR REPLACE EVENT ev ON SCHEDULE EVERY 3 YEAR DISABLE DO DO 1
      CREATE SEQUENCE sq
      ALTER SEQUENCE sq0 INCREMENT BY 3
      ALTER TABLE sq0 RENAME TO moved
      DROP SEQUENCE sq0
      DROP PACKAGE pk
      DROP PACKAGE BODY pk
      CREATE SEQUENCE sq START WITH 5 INCREMENT BY 2
      CREATE TABLE n (id INT) WITH SYSTEM VERSIONING
      ALTER TABLE t ADD SYSTEM VERSIONING
      ALTER TABLE p CONVERT PARTITION p1 TO TABLE apart
      ALTER TABLE p CONVERT TABLE alike TO PARTITION p2 VALUES LESS THAN (40)
      CREATE INDEX IF NOT EXISTS i ON t (a)
      CREATE OR REPLACE INDEX ix ON twin (b)
      RENAME TABLE IF EXISTS alike TO moved
      DROP INDEX IF EXISTS ix ON twin
      """;

  private static final String HARMLESS =
      """
      ALTER TABLE t ENGINE=InnoDB
      ALTER TABLE t FORCE
      ALTER TABLE t AUTO_INCREMENT=1000
      ALTER TABLE t ORDER BY a
      ALTER TABLE p REBUILD PARTITION p0
      ALTER TABLE p ANALYZE PARTITION p0
      CREATE TABLE IF NOT EXISTS t (id INT)
      DROP TABLE IF EXISTS nothing
      DROP PROCEDURE IF EXISTS nothing
      CREATE OR REPLACE VIEW v AS SELECT id, a FROM t
      CREATE DATABASE IF NOT EXISTS %1$s
      OPTIMIZE TABLE t
      ANALYZE TABLE t, twin
      CHECK TABLE t
      REPAIR TABLE m
      CHECKSUM TABLE t
      FLUSH TABLES
      SET GLOBAL max_connect_errors = 100
      """;

  private static final String HIDDEN =
      """
      TRUNCATE TABLE m
      RENAME TABLE m TO tmp, m2 TO m, tmp TO m2
      SET GLOBAL max_connect_errors = @@global.max_connect_errors + 0
      INSERT INTO m VALUES (1)
      CALL proc()
      """;

  private static final String HIDDEN_MARIADB =
      """
      BEGIN NOT ATOMIC SELECT 1; END
      ALTER SEQUENCE sq0 RESTART
      CREATE OR REPLACE SEQUENCE sq0
      """;

  @ParameterizedTest
  @MethodSource("statements")
  void tellsWhetherAStatementRan(Case each) throws SQLException {
    DatabaseSettings database = TestServer.freshDatabase();
    String account = "fp_" + UUID.randomUUID().toString().substring(0, 8);
    String sql = String.format(each.sql, database.name(), account);
    TestServer.execute(database, setup(sql));
    Statement statement = Splitter.split("V1__a.sql", sql).get(0);
    try (Database target = Database.open(database, "test", event -> {})) {
      Fingerprint before = fingerprint(target.executor(), database, statement);
      assertVerdict(each.not, statement, before, before.now(target.executor()));
      boolean visible = each.not != UNDECIDED && each.ran != UNDECIDED && !each.isOfSeveral();
      assertEquals(visible, Settlement.isVisible(statement, before), "isVisible");
      execute(target.executor(), sql);
      assertVerdict(each.ran, statement, before, before.now(target.executor()));
      if (each.ran == RUN) {
        execute(target.executor(), sql);
      }
    } finally {
      TestServer.execute(
          TestServer.admin(),
          "DROP DATABASE IF EXISTS " + database.name(),
          "DROP DATABASE IF EXISTS " + database.name() + "_x",
          "DROP ROLE IF EXISTS " + account,
          "DROP USER IF EXISTS " + account + "@localhost, " + account + "@'10.0.0.%'");
    }
  }

  /** What the statement names, and table t, which the rest stands on. */
  private static String[] setup(String sql) {
    List<String> words = List.of(sql.split("\\W+", -1));
    return Splitter.split("setup", SETUP).stream()
        .filter(
            each ->
                each.objects().stream()
                    .anyMatch(object -> object.name().equals("t") || words.contains(object.name())))
        .map(Statement::sql)
        .toArray(String[]::new);
  }

  private static Fingerprint fingerprint(
      Connection connection, DatabaseSettings database, Statement statement) throws SQLException {
    Fingerprint read = Fingerprint.of(connection, database.name(), statement);
    Fingerprint stored = Fingerprint.decode(read.encoded());
    assertEquals(read.encoded(), stored.encoded());
    return stored;
  }

  private static void assertVerdict(
      Verdict expected, Statement statement, Fingerprint before, Fingerprint now) {
    Settlement settlement = Settlement.of(statement, before, now);
    assertEquals(
        expected,
        settlement.verdict(),
        () -> settlement.reason() + "\n" + before.encoded() + "\n" + now.encoded());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
