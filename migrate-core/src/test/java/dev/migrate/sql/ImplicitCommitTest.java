package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link ImplicitCommit} says is what the server does. */
class ImplicitCommitTest {

  private static DatabaseSettings database;
  private static String user;

  @BeforeAll
  static void createDatabase() {
    database = TestServer.freshDatabase();
    user = database.name();
    TestServer.execute(
        database,
        "CREATE TABLE witness (a INT) ENGINE=InnoDB",
        "CREATE TABLE t (a INT, b INT) ENGINE=InnoDB",
        "CREATE TABLE m (a INT, INDEX (a)) ENGINE=MyISAM",
        "CREATE PROCEDURE quiet() DO 1",
        "CREATE PROCEDURE loud() TRUNCATE TABLE t",
        "CREATE USER " + user);
  }

  @AfterAll
  static void dropDatabase() {
    TestServer.execute(database, "DROP USER " + user, "DROP DATABASE " + database.name());
  }

  static Stream<String> statements() {
    return Stream.of(
        "CREATE TABLE t2 (a INT); DROP TABLE t2",
        "ALTER TABLE t ADD c INT; ALTER TABLE t DROP c",
        "CREATE INDEX i ON t (a); DROP INDEX i ON t",
        "RENAME TABLE t TO t3; RENAME TABLE t3 TO t",
        "TRUNCATE t",
        "CREATE TEMPORARY TABLE t4 (a INT); INSERT INTO t4 VALUES (1); DROP TEMPORARY TABLE t4",
        "/*!50001 CREATE VIEW v AS SELECT 1 */; ALTER VIEW v AS SELECT 2; DROP VIEW v",
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @a = 1; DROP TRIGGER g",
        "CREATE PROCEDURE p() DO 1; ALTER PROCEDURE p COMMENT 'a'; DROP PROCEDURE p",
        "CREATE FUNCTION f() RETURNS INT NO SQL RETURN 1; DROP FUNCTION f",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DO 1; ALTER EVENT e DISABLE; DROP EVENT e",
        "ALTER DATABASE CHARACTER SET utf8mb4",
        "CREATE SERVER $user FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'a'); DROP SERVER $user",
        "INSERT INTO t (a) VALUES (1); UPDATE t SET a = 2; DELETE FROM t; REPLACE INTO t (a) SELECT 1",
        "WITH x AS (SELECT 1) SELECT * FROM x; SELECT 1; SHOW TABLES; EXPLAIN SELECT 1; DO SLEEP(0)",
        "START TRANSACTION; ROLLBACK",
        "BEGIN; COMMIT",
        "SAVEPOINT a",
        "SET autocommit = 1",
        "SET autocommit = 0",
        "SET @a = 1; SET SESSION foreign_key_checks = 1; SET NAMES utf8mb4; SET ROLE NONE",
        "SET GLOBAL lock_wait_timeout = 86400",
        "PREPARE s FROM 'DO 1'; EXECUTE s; DEALLOCATE PREPARE s",
        "PREPARE s FROM 'TRUNCATE t'; EXECUTE s; DEALLOCATE PREPARE s",
        "LOCK TABLES t WRITE, witness WRITE; UNLOCK TABLES",
        "UNLOCK TABLES",
        "HANDLER t OPEN; HANDLER t CLOSE",
        "GRANT SELECT ON $user.* TO $user; REVOKE SELECT ON $user.* FROM $user",
        "CREATE ROLE r$user; GRANT r$user TO $user; DROP ROLE r$user",
        "RENAME USER $user TO x$user; RENAME USER x$user TO $user",
        "ALTER USER $user IDENTIFIED BY 'Xy_12345678'",
        "CALL quiet()",
        "CALL loud()",
        "ANALYZE TABLE t",
        "CHECK TABLE t",
        "OPTIMIZE TABLE t",
        "REPAIR TABLE m",
        "CHECKSUM TABLE t",
        "LOAD INDEX INTO CACHE m",
        "FLUSH TABLES",
        "FLUSH STATUS");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void theServerCommitsWhereWeSaySo(String script) throws SQLException {
    try (Connection connection = TestServer.connect(database);
        java.sql.Statement session = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (Statement statement : Splitter.split("a", script.replace("$user", user))) {
        ImplicitCommit contrary =
            commits(session, statement.sql()) ? ImplicitCommit.NO : ImplicitCommit.YES;
        assertNotEquals(contrary, statement.commit(), statement.toString());
      }
    }
  }

  /** Whether a row written before the statement outlives a rollback after it. */
  private static boolean commits(java.sql.Statement session, String sql) throws SQLException {
    session.execute("DELETE FROM witness");
    session.execute("COMMIT");
    session.execute("INSERT INTO witness VALUES (1)");
    session.execute(sql);
    session.execute("ROLLBACK");
    try (ResultSet rows = session.executeQuery("SELECT COUNT(*) FROM witness")) {
      rows.next();
      return rows.getInt(1) == 1;
    }
  }
}
