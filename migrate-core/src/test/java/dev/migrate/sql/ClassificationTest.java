package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CREATE TABLE IF NOT EXISTS `a``b`.c (x INT)                     | DDL         | YES      | TABLE a`b.c
          create or replace table t as select 1                           | DDL         | YES      | TABLE t
          CREATE TEMPORARY TABLE t (x INT)                                | DDL         | NO       | TABLE t
          DROP TEMPORARY TABLE IF EXISTS t                                | DDL         | NO       | TABLE t
          DROP TABLE IF EXISTS a, b.c, `d` CASCADE                        | DDL         | YES      | TABLE a, TABLE b.c, TABLE d
          ALTER TABLE a ADD COLUMN b INT, RENAME COLUMN c TO d            | DDL         | YES      | TABLE a
          ALTER TABLE a RENAME TO s.b, RENAME INDEX c TO d                | DDL         | YES      | TABLE a, TABLE s.b
          ALTER ONLINE IGNORE TABLE IF EXISTS a DROP b                    | DDL         | YES      | TABLE a
          RENAME TABLE a TO b, c.d TO e                                   | DDL         | YES      | TABLE a, TABLE b, TABLE c.d, TABLE e
          TRUNCATE a                                                      | DDL         | YES      | TABLE a
          TRUNCATE TABLE s.a                                              | DDL         | YES      | TABLE s.a
          CREATE UNIQUE INDEX IF NOT EXISTS i USING BTREE ON t (a)        | DDL         | YES      | INDEX i, TABLE t
          DROP INDEX i ON s.t                                             | DDL         | YES      | INDEX i, TABLE s.t
          CREATE OR REPLACE ALGORITHM = MERGE DEFINER = a@b.c SQL SECURITY DEFINER VIEW v AS SELECT 1 | DDL | YES | VIEW v
          CREATE DEFINER=CURRENT_USER() SQL SECURITY INVOKER VIEW v AS SELECT 1 | DDL   | YES      | VIEW v
          DROP VIEW a, b                                                  | DDL         | YES      | VIEW a, VIEW b
          CREATE DEFINER=`a`@`%` TRIGGER s.g BEFORE INSERT ON t FOR EACH ROW SET @a = 1 | DDL | YES | TRIGGER s.g, TABLE t
          DROP TRIGGER IF EXISTS g                                        | DDL         | YES      | TRIGGER g
          CREATE PROCEDURE IF NOT EXISTS p() SELECT 1                     | DDL         | YES      | PROCEDURE p
          CREATE AGGREGATE FUNCTION f RETURNS STRING SONAME 'f.so'        | DDL         | YES      | FUNCTION f
          ALTER EVENT e DISABLE                                           | DDL         | YES      | EVENT e
          CREATE SEQUENCE s START 1                                       | DDL         | YES      | SEQUENCE s
          CREATE DATABASE IF NOT EXISTS d                                 | DDL         | YES      | DATABASE d
          ALTER SCHEMA CHARACTER SET utf8mb4                              | DDL         | YES      | ''
          CREATE UNDO TABLESPACE x ADD DATAFILE 'x.ibu'                   | DDL         | YES      | ''
          /*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50001 VIEW v AS SELECT 1 */ | DDL   | POSSIBLE | VIEW v
          /*M!100100 CREATE TABLE t (a INT) */                            | DDL         | POSSIBLE | TABLE t
          CREATE /*!50530 TEMPORARY */ TABLE t (a INT)                    | DDL         | NO       | TABLE t
          INSERT LOW_PRIORITY IGNORE INTO s.t (a) VALUES (1)              | DML         | NO       | TABLE s.t
          INSERT t SELECT * FROM u                                        | DML         | NO       | TABLE t
          REPLACE INTO t VALUES (1)                                       | DML         | NO       | TABLE t
          UPDATE IGNORE t SET a = 1                                       | DML         | NO       | TABLE t
          UPDATE a AS x JOIN s.b y ON (x.c = y.d), e SET x.f = 1 WHERE 1  | DML         | NO       | TABLE a, TABLE s.b, TABLE e
          UPDATE a JOIN (SELECT 1 FROM z) y SET a.f = 1                   | DML         | NO       | TABLE a
          DELETE FROM t WHERE a = 1                                       | DML         | NO       | TABLE t
          DELETE QUICK FROM s.t.*, u USING s.t JOIN u                     | DML         | NO       | TABLE s.t, TABLE u
          DELETE x FROM a x LEFT JOIN b ON a.c = b.c WHERE 1              | DML         | NO       | TABLE a, TABLE b
          WITH a AS (SELECT 1), b (c) AS (SELECT 2) UPDATE t, a SET t.x = 1 | DML       | NO       | TABLE t, TABLE a
          WITH RECURSIVE a AS (SELECT 1) DELETE FROM t                    | DML         | NO       | TABLE t
          WITH a AS (SELECT 1) SELECT * FROM a                            | QUERY       | NO       | ''
          SELECT 1                                                        | QUERY       | NO       | ''
          (SELECT 1) UNION (SELECT 2)                                     | QUERY       | NO       | ''
          VALUES ROW(1)                                                   | QUERY       | NO       | ''
          EXPLAIN DELETE FROM t                                           | QUERY       | NO       | ''
          DO SLEEP(0)                                                     | QUERY       | NO       | ''
          START TRANSACTION                                               | TRANSACTION | YES      | ''
          BEGIN                                                           | TRANSACTION | YES      | ''
          COMMIT                                                          | TRANSACTION | YES      | ''
          ROLLBACK TO SAVEPOINT a                                         | TRANSACTION | NO       | ''
          SAVEPOINT a                                                     | TRANSACTION | NO       | ''
          SET @a = 1, autocommit = 0                                      | TRANSACTION | POSSIBLE | ''
          SET @@session.autocommit := 1                                   | TRANSACTION | POSSIBLE | ''
          SET @a = @@autocommit                                           | SESSION     | NO       | ''
          SET FOREIGN_KEY_CHECKS = 0                                      | SESSION     | NO       | ''
          SET GLOBAL event_scheduler = ON                                 | ADMIN       | NO       | ''
          SET @@global.event_scheduler = ON                               | ADMIN       | NO       | ''
          SET PASSWORD FOR a = 'x'                                        | ACCOUNT     | YES      | ACCOUNT 'a'
          SET STATEMENT max_statement_time = 1 FOR ALTER TABLE t ADD a INT | DDL        | YES      | TABLE t
          USE d                                                           | SESSION     | NO       | ''
          PREPARE s FROM @a                                               | SESSION     | NO       | ''
          EXECUTE s                                                       | SESSION     | POSSIBLE | ''
          DROP PREPARE s                                                  | SESSION     | NO       | ''
          LOCK TABLES t WRITE                                             | SESSION     | YES      | ''
          UNLOCK TABLES                                                   | SESSION     | POSSIBLE | ''
          CREATE USER a IDENTIFIED BY 'x'                                 | ACCOUNT     | YES      | ACCOUNT 'a'
          DROP ROLE a                                                     | ACCOUNT     | YES      | ACCOUNT 'a'
          RENAME USER a TO b                                              | ACCOUNT     | YES      | ACCOUNT 'a', ACCOUNT 'b'
          GRANT ALL ON *.* TO a                                           | ACCOUNT     | YES      | ACCOUNT 'a'
          SET PASSWORD = 'x'                                              | ACCOUNT     | YES      | ''
          GRANT a TO b, `c`@'%', d@10.0.0.1 WITH ADMIN OPTION             | ACCOUNT     | YES      | ACCOUNT 'b', ACCOUNT 'c'@'%', ACCOUNT 'd'@'10.0.0.1'
          GRANT SELECT (`to`) ON t TO 'o b'@localhost                    | ACCOUNT     | YES      | ACCOUNT 'o b'@'localhost'
          REVOKE ALL PRIVILEGES, GRANT OPTION FROM a, CURRENT_USER()      | ACCOUNT     | YES      | ACCOUNT 'a'
          DROP USER IF EXISTS a, b@h                                      | ACCOUNT     | YES      | ACCOUNT 'a', ACCOUNT 'b'@'h'
          CREATE USER a IDENTIFIED WITH p AS 'x', b DEFAULT ROLE r, q     | ACCOUNT     | YES      | ACCOUNT 'a', ACCOUNT 'b'
          SET DEFAULT ROLE r TO a                                         | ACCOUNT     | POSSIBLE | ACCOUNT 'a'
          ALTER TABLE t EXCHANGE PARTITION p WITH TABLE s.u               | DDL         | YES      | TABLE t, TABLE s.u
          ALTER TABLE t CONVERT PARTITION p TO TABLE u                    | DDL         | YES      | TABLE t, TABLE u
          ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4, RENAME u        | DDL         | YES      | TABLE t, TABLE u
          ALTER EVENT e RENAME TO f DO DO 1                               | DDL         | YES      | EVENT e, EVENT f
          DROP PACKAGE BODY IF EXISTS p                                   | DDL         | YES      | PACKAGE_BODY p
          CALL p()                                                        | CALL        | POSSIBLE | ''
          BEGIN NOT ATOMIC SELECT 1; END                                  | CALL        | POSSIBLE | ''
          LOAD DATA LOCAL INFILE 'x' INTO TABLE s.t                       | LOAD        | NO       | TABLE s.t
          LOAD INDEX INTO CACHE t                                         | ADMIN       | POSSIBLE | ''
          ANALYZE LOCAL TABLE t                                           | ADMIN       | YES      | ''
          ANALYZE FORMAT=JSON DELETE FROM t                               | DML         | NO       | TABLE t
          FLUSH TABLES                                                    | ADMIN       | YES      | ''
          START REPLICA                                                   | ADMIN       | POSSIBLE | ''
          INSTALL COMPONENT 'file://x'                                    | ADMIN       | POSSIBLE | ''
          CREATE GIZMO g                                                  | UNKNOWN     | POSSIBLE | ''
          FROBNICATE t                                                    | UNKNOWN     | POSSIBLE | ''
          """)
  void aStatementIsToldByItsFirstWords(
      String sql, StatementKind kind, ImplicitCommit commit, String objects) {
    Statement statement = Splitter.split("a", "-- c\n" + sql + ";").get(0);
    String named =
        statement.objects().stream()
            .map(ClassificationTest::text)
            .collect(Collectors.joining(", "));
    assertEquals(
        kind + " " + commit + " " + objects.replace("''", ""),
        statement.kind() + " " + statement.commit() + " " + named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CREATE USER a IDENTIFIED BY 's3cret'               | CREATE USER a IDENTIFIED BY '***'
          ALTER USER a IDENTIFIED BY "s3cret" -- s3cret      | ALTER USER a IDENTIFIED BY '***'
          SET PASSWORD FOR a = 's3cret'                      | SET PASSWORD FOR a = '***'
          GRANT ALL ON *.* TO a IDENTIFIED BY 's3cret'       | GRANT ALL ON *.* TO a IDENTIFIED BY '***'
          CHANGE MASTER TO MASTER_PASSWORD='s3cret'          | CHANGE MASTER TO MASTER_PASSWORD='***'
          INSERT INTO u (name, passwd) VALUES ('a','s3cret') | INSERT INTO u (name, passwd) VALUES ('***','***')
          EXECUTE IMMEDIATE 'SET PASSWORD = ''s3cret'''      | EXECUTE IMMEDIATE '***'
          INSERT INTO u (name) VALUES ('a')                  | INSERT INTO u (name) VALUES ('a')
          """)
  void aSummaryHoldsNoSecret(String sql, String summary) {
    Statement statement = Splitter.split("V1__a.sql", sql).get(0);
    assertEquals(summary, statement.summary());
    assertEquals("V1__a.sql:1 " + summary, statement.toString());
    assertFalse(statement.toString().contains("s3cret"));
  }

  @Test
  void aSummaryIsOneLineOfEightyCharacters() {
    String sql = "CREATE TABLE t (\n  a INT, -- the a\r\n\tb INT /* the b */\n)";
    Statement statement = Splitter.split("a", sql).get(0);
    assertEquals("CREATE TABLE t ( a INT, b INT )", statement.summary());
    Statement longer = Splitter.split("a", "SELECT " + "a, ".repeat(50) + "b").get(0);
    assertEquals(80, longer.summary().length());
    assertEquals("SELECT a, a, ", longer.summary().substring(0, 13));
  }

  private static String text(ObjectName name) {
    return String.join(
        "",
        List.of(name.type() + " ", name.schema() == null ? "" : name.schema() + ".", name.name()));
  }
}
