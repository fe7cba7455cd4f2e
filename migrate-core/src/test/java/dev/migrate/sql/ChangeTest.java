package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those a test does not run on a server, and the words that are easily taken for others. */
class ChangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CREATE FUNCTION f RETURNS STRING SONAME 'x.so' | HIDDEN",
        "CREATE FUNCTION f() RETURNS INT RETURN (SELECT soname FROM t) | CREATE",
        "CREATE FUNCTION f() RETURNS INT RETURN 1 | CREATE",
        "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'h') | HIDDEN",
        "CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'h') | REPEATABLE",
        "ALTER SERVER s OPTIONS (HOST 'h') | REPEATABLE",
        "DROP SERVER s | HIDDEN",
        "CREATE TABLESPACE ts ADD DATAFILE 'a.ibd' | HIDDEN",
        "CREATE RESOURCE GROUP g TYPE = USER | HIDDEN",
        "CREATE SPATIAL REFERENCE SYSTEM 4326 NAME 'x' | HIDDEN",
        "CREATE OR REPLACE SPATIAL REFERENCE SYSTEM 4326 NAME 'x' | REPEATABLE",
        "ALTER DATABASE CHARACTER SET utf8mb4 | REPEATABLE",
        "ALTER TABLE t DISCARD TABLESPACE | HIDDEN",
        "ALTER TABLE t IMPORT PARTITION p TABLESPACE | HIDDEN",
        "ALTER TABLE t RENAME COLUMN a TO b, CHANGE b a INT FIRST | ALTER because",
        "ALTER TABLE t TRUNCATE PARTITION p | MOVE moving",
        "SET STATEMENT lock_wait_timeout=1 FOR DROP TABLE IF EXISTS t | DROP conditional",
        "CREATE OR REPLACE TABLE t (id INT) | REPLACE moving",
        "CREATE TABLE IF NOT EXISTS t (id INT) | CREATE conditional",
        "CREATE EVENT e ON SCHEDULE AT '2030-01-01' DO DO 1 | CREATE because",
        "CREATE EVENT e ON SCHEDULE AT NOW() ON COMPLETION PRESERVE DO DO 1 | CREATE",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' DO DO 1 | CREATE",
        "INSTALL PLUGIN p SONAME 'x' | HIDDEN",
        "INSTALL PLUGIN IF NOT EXISTS p SONAME 'x' | REPEATABLE",
        "RESET PERSIST IF EXISTS x | REPEATABLE",
        "RESET BINARY LOGS AND GTIDS | HIDDEN",
        "PURGE BINARY LOGS BEFORE NOW() | HIDDEN",
        "KILL 5 | HIDDEN",
        "CHANGE MASTER TO MASTER_HOST='h' | HIDDEN",
        "LOAD INDEX INTO CACHE t | REPEATABLE",
        "SET GLOBAL a = 1, GLOBAL b = 'x', PERSIST c := -5 | REPEATABLE",
        "SET GLOBAL a = b + 1 | HIDDEN",
        "SET GLOBAL a = DEFAULT | REPEATABLE",
        "SET GLOBAL a = @x | HIDDEN",
        "SET @@global.a = ON | REPEATABLE",
        "SET GLOBAL a = CONCAT(b, 'c') | HIDDEN",
        "GRANT SELECT ON t TO u | REPEATABLE",
        "REVOKE SELECT ON t FROM u | ALTER",
        "SET PASSWORD = 'x' | ALTER",
        "IMPORT TABLE FROM 'x.sdi' | HIDDEN",
        "CALL p() | HIDDEN",
        "LOAD DATA INFILE 'x' INTO TABLE t | HIDDEN",
        "FROBNICATE t | HIDDEN",
      })
  void aStatementsChangeIsToldByItsWords(String sql, String expected) {
    Change change = Change.of(Splitter.split("V1.sql", sql).get(0));
    boolean because = !change.why().isEmpty() && change.kind() != Change.Kind.HIDDEN;
    assertEquals(
        expected,
        change.kind()
            + (change.conditional() ? " conditional" : "")
            + (change.movesRows() ? " moving" : "")
            + (because ? " because" : ""));
  }
}
