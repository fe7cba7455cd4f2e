package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.RuleSettings;
import dev.migrate.server.ServerVersion;
import dev.migrate.sql.Splitter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rules of design and hygiene find, and what they let pass, on servers of both vendors.
 */
class DesignRulesTest {

  private static final List<String> SERVERS =
      List.of("9.7.4", "10.11.11-MariaDB", "11.4.5-MariaDB");

  /**
   * One rule's cases.
   *
   * @param found each a script in which the rule finds something once
   * @param passed each a script in which it finds nothing
   */
  record Cases(String code, List<String> found, List<String> passed) {}

  static final List<Cases> CASES =
      List.of(
          new Cases(
              "S601",
              List.of(
                  "CREATE TABLE t (a INT, UNIQUE (a))",
                  "CREATE TABLE t AS SELECT 1",
                  "ALTER TABLE t DROP PRIMARY KEY"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY)",
                  "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b))",
                  "CREATE TABLE t (a INT); ALTER TABLE t ADD PRIMARY KEY (a)",
                  "CREATE TABLE t (a INT); DROP TABLE t",
                  "CREATE TEMPORARY TABLE t (a INT)",
                  "CREATE TABLE t LIKE u",
                  "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b)")),
          new Cases(
              "S602",
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, b INT, c INT, KEY x (b), KEY y (b, c))",
                  "CREATE TABLE t (a INT PRIMARY KEY, KEY x (a))",
                  "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a), UNIQUE u (a), KEY k (b))",
                  "CREATE TABLE t (a INT PRIMARY KEY, b INT); CREATE INDEX x ON t (b);"
                      + " ALTER TABLE t ADD UNIQUE y (b)",
                  "ALTER TABLE t ADD KEY x (a), ADD KEY y (a)"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, b INT, c INT, KEY x (b), KEY y (c, b))",
                  "CREATE TABLE t (a INT PRIMARY KEY, b INT, c INT, UNIQUE x (b), KEY y (b, c))",
                  "CREATE TABLE t (a INT PRIMARY KEY, b TEXT, c INT, KEY x (b(9)), KEY y (b(5), c))",
                  "CREATE TABLE t (a INT PRIMARY KEY, b TEXT, KEY x (b(9)), FULLTEXT KEY y (b))",
                  "ALTER TABLE t ADD KEY x (a); ALTER TABLE t DROP KEY x, ADD KEY y (a, b)")),
          new Cases(
              "S603",
              List.of(
                  "CREATE TABLE u (a BIGINT PRIMARY KEY); CREATE TABLE t (b INT PRIMARY KEY,"
                      + " FOREIGN KEY (b) REFERENCES u (a))",
                  "CREATE TABLE u (a INT UNSIGNED PRIMARY KEY); CREATE TABLE t (b INT PRIMARY KEY);"
                      + " ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES u (a)",
                  "CREATE TABLE u (a INT PRIMARY KEY); CREATE TABLE t (b BIGINT PRIMARY KEY"
                      + " REFERENCES u (a))",
                  "CREATE TABLE t (a INT PRIMARY KEY, b BIGINT, FOREIGN KEY (b) REFERENCES t (a))",
                  "CREATE TABLE u (a VARCHAR(9) CHARACTER SET ascii PRIMARY KEY); CREATE TABLE t (b"
                      + " VARCHAR(9) CHARACTER SET utf8mb4 PRIMARY KEY, FOREIGN KEY (b) REFERENCES u"
                      + " (a))"),
              List.of(
                  "CREATE TABLE u (a INT(11) PRIMARY KEY); CREATE TABLE t (b INTEGER PRIMARY KEY,"
                      + " FOREIGN KEY (b) REFERENCES u (a))",
                  "CREATE TABLE u (a VARCHAR(9) PRIMARY KEY); CREATE TABLE t (b CHAR(5) PRIMARY KEY,"
                      + " FOREIGN KEY (b) REFERENCES u (a))",
                  "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES u (a)")),
          new Cases(
              "S604",
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY) ENGINE=MyISAM",
                  "ALTER TABLE t ENGINE = MEMORY"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY) ENGINE=InnoDB",
                  "CREATE TABLE t (a INT PRIMARY KEY)",
                  "CREATE TEMPORARY TABLE t (a INT) ENGINE=MEMORY")),
          new Cases(
              "S605",
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY) DEFAULT CHARSET=utf8",
                  "CREATE TABLE t (a INT PRIMARY KEY) COLLATE latin1_swedish_ci",
                  "CREATE TABLE t (a VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY)",
                  "ALTER TABLE t MODIFY a VARCHAR(9) COLLATE utf8mb3_bin",
                  "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb3"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY) DEFAULT CHARSET=utf8mb4 COLLATE"
                      + " utf8mb4_general_ci",
                  "CREATE TABLE t (a CHAR(36) CHARACTER SET ascii PRIMARY KEY)",
                  "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4")),
          new Cases(
              "S606",
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, `order` INT)",
                  "CREATE TABLE `groups` (a INT PRIMARY KEY)",
                  "ALTER TABLE t ADD `rank` INT",
                  "ALTER TABLE t RENAME COLUMN a TO `offset`",
                  "CREATE VIEW `system` AS SELECT 1"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, status INT, name INT, `value` INT)",
                  "ALTER TABLE `order` ADD b INT",
                  "ALTER TABLE t DROP COLUMN `rank`")),
          new Cases(
              "S607",
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, b DATETIME DEFAULT '0000-00-00 00:00:00')",
                  "ALTER TABLE t ADD b DATE NOT NULL DEFAULT '2020-00-01'",
                  "ALTER TABLE t MODIFY b TIMESTAMP DEFAULT 0",
                  "CREATE TABLE t (a INT PRIMARY KEY, b DATE); ALTER TABLE t ALTER b SET DEFAULT"
                      + " '0000-00-00'"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, b DATETIME DEFAULT CURRENT_TIMESTAMP)",
                  "ALTER TABLE t ADD b DATE DEFAULT '2000-10-10', ADD c VARCHAR(20) DEFAULT"
                      + " '0000-00-00', ADD d DATE DEFAULT NULL",
                  "ALTER TABLE t ADD b INT DEFAULT 0")),
          new Cases(
              "S608",
              List.of(
                  "CREATE TABLE t (a INT(11) PRIMARY KEY, b BIGINT(20) UNSIGNED)",
                  "ALTER TABLE t ADD b YEAR(4)",
                  "ALTER TABLE t MODIFY b TINYINT(4)"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY, b TINYINT(1), c BOOL, d INT(5) ZEROFILL, e"
                      + " DECIMAL(5), f VARCHAR(11))")),
          new Cases(
              "S609",
              List.of(
                  "ALTER TABLE t ADD " + "a".repeat(65) + " INT",
                  "CREATE TABLE "
                      + "t".repeat(60)
                      + " (a INT PRIMARY KEY, FOREIGN KEY (a) REFERENCES"
                      + " u (a))",
                  "CREATE INDEX " + "i".repeat(65) + " ON t (a)"),
              List.of(
                  "ALTER TABLE t ADD " + "a".repeat(64) + " INT",
                  "CREATE TABLE "
                      + "t".repeat(60)
                      + " (a INT PRIMARY KEY, CONSTRAINT f FOREIGN KEY"
                      + " (a) REFERENCES u (a))")),
          new Cases(
              "S610",
              List.of(
                  "CREATE TABLE Orders (a INT PRIMARY KEY)",
                  "ALTER TABLE t ADD `first name` INT",
                  "CREATE INDEX `by-name` ON t (a)",
                  "ALTER TABLE t RENAME TO Other",
                  "CREATE VIEW `2024` AS SELECT 1"),
              List.of(
                  "CREATE TABLE order_items (createdAt INT PRIMARY KEY)",
                  "ALTER TABLE Orders DROP COLUMN `first name`")),
          new Cases(
              "H701",
              List.of(
                  "ALTER TABLE t ADD a INT; UPDATE t SET a = 1 WHERE b",
                  "INSERT INTO t VALUES (1); DROP TABLE u"),
              List.of(
                  "CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)",
                  "INSERT INTO t VALUES (1); UPDATE t SET a = 2 WHERE a = 1",
                  "ALTER TABLE t ADD a INT; CREATE VIEW v AS SELECT 1")),
          new Cases(
              "H702",
              List.of(
                  "CREATE TABLE shop.t (a INT PRIMARY KEY)",
                  "USE shop",
                  "INSERT INTO t SELECT * FROM shop.u",
                  "CREATE VIEW v AS SELECT a FROM shop.u",
                  "CREATE DATABASE shop"),
              List.of(
                  "CREATE VIEW v AS SELECT u.a FROM u JOIN w ON u.a = w.a",
                  "UPDATE t AS x JOIN u AS y ON x.a = y.a SET x.b = y.b",
                  "INSERT INTO t SELECT table_name FROM information_schema.tables")),
          new Cases(
              "H703",
              List.of(
                  "CREATE USER a@b IDENTIFIED BY 'x'",
                  "ALTER USER a IDENTIFIED WITH mysql_native_password AS '*0123'",
                  "SET PASSWORD FOR a@b = 'x'",
                  "SET PASSWORD = PASSWORD('x')",
                  "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD 'x')",
                  "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='x'",
                  "CREATE TABLE t (a INT PRIMARY KEY) ENGINE=FEDERATED"
                      + " CONNECTION='mysql://u:x@h/d/t'"),
              List.of(
                  "CREATE USER a@b",
                  "CREATE USER a@b IDENTIFIED WITH auth_socket",
                  "CREATE TABLE t (a INT PRIMARY KEY, password VARCHAR(20) NOT NULL COMMENT 'x')",
                  "UPDATE t SET password = 'x' WHERE a",
                  "GRANT SELECT ON t TO a@b")),
          new Cases(
              "H704",
              List.of(
                  "CREATE DEFINER=`admin`@`localhost` VIEW v AS SELECT 1",
                  "CREATE OR REPLACE ALGORITHM=MERGE DEFINER = admin@'%' SQL SECURITY DEFINER VIEW v"
                      + " AS SELECT 1",
                  "CREATE DEFINER='admin'@'10.0.0.1' PROCEDURE p() SELECT 1"),
              List.of(
                  "CREATE VIEW v AS SELECT 1",
                  "CREATE DEFINER=CURRENT_USER() PROCEDURE p() SELECT 1",
                  "CREATE TABLE t (definer INT PRIMARY KEY)")),
          new Cases(
              "H706",
              List.of("FROBNICATE t", "ALTER TABLE t ADD a GEOGRAPHY, ADD b INT"),
              List.of("ALTER TABLE t ADD a GEOMETRY", "CALL p()", "DO 1")));

  static Stream<Arguments> found() {
    return CASES.stream()
        .flatMap(
            cases ->
                SERVERS.stream()
                    .flatMap(
                        server ->
                            cases.found.stream()
                                .map(sql -> Arguments.of(cases.code, server, sql))));
  }

  static Stream<Arguments> passed() {
    return CASES.stream()
        .flatMap(
            cases ->
                SERVERS.stream()
                    .flatMap(
                        server ->
                            cases.passed.stream()
                                .map(sql -> Arguments.of(cases.code, server, sql))));
  }

  @ParameterizedTest
  @MethodSource
  void found(String code, String server, String sql) {
    assertEquals(1, count(code, server, sql), sql);
  }

  @ParameterizedTest
  @MethodSource
  void passed(String code, String server, String sql) {
    assertEquals(0, count(code, server, sql), sql);
  }

  private static long count(String code, String server, String sql) {
    ScriptFile file = ScriptFile.of("V1__a.sql", Splitter.split("V1__a.sql", sql));
    Facts facts =
        new Facts(
            Optional.of(ServerVersion.parse(server)), Optional.empty(), Optional.empty(), true);
    return SafetyRules.check(List.of(file), new RuleSettings(Map.of()), facts).findings().stream()
        .filter(finding -> finding.code().equals(code))
        .count();
  }
}
