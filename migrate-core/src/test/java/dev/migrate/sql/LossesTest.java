package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What data the text of a statement says is lost. */
class LossesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "DROP TABLE IF EXISTS a, s.b | DROP_TABLE table a; DROP_TABLE table s.b",
        "DROP TEMPORARY TABLE a | ",
        "DROP DATABASE d | DROP_DATABASE database d",
        "DROP SEQUENCE s | DROP_SEQUENCE sequence s",
        "DROP VIEW v | ",
        "DROP INDEX i ON t | ",
        "TRUNCATE t | TRUNCATE_TABLE all rows of t",
        "CREATE OR REPLACE TABLE t (a INT) | REPLACE_TABLE table t",
        "CREATE TABLE t (a INT) | ",
        "ALTER TABLE t DROP a, DROP COLUMN b, DROP KEY c |"
            + " DROP_COLUMN column a of t; DROP_COLUMN column b of t",
        "ALTER TABLE t ADD a INT, DROP FOREIGN KEY f | ",
        "ALTER TABLE t DROP PARTITION p, q |"
            + " DROP_PARTITION partition p of t; DROP_PARTITION partition q of t",
        "ALTER TABLE t TRUNCATE PARTITION ALL | TRUNCATE_PARTITION all rows of t",
        "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u | ",
        "ALTER TABLE t DISCARD TABLESPACE | DISCARD_TABLESPACE all rows of t",
        "ALTER TABLE t DISCARD PARTITION p TABLESPACE | DISCARD_TABLESPACE partition p of t",
        "ALTER TABLE t ENGINE = BLACKHOLE | ENGINE all rows of t",
        "ALTER TABLE t DROP SYSTEM VERSIONING | DROP_HISTORY earlier rows of t",
        "ALTER IGNORE TABLE t ADD UNIQUE (a) | DROP_DUPLICATES rows with equal keys of t",
        "ALTER TABLE t FROB a | UNKNOWN has a clause that is not understood",
        "ALTER TABLE 't' DROP a | UNKNOWN is not understood",
        "DELETE FROM t | DELETE_ALL all rows of t",
        "DELETE FROM t LIMIT 5 | DELETE_ALL all rows of t",
        "DELETE FROM t WHERE 1 = 1 | DELETE_ALL all rows of t",
        "DELETE FROM t WHERE a = 1 | DELETE_SOME rows of t",
        "DELETE HISTORY FROM t | DROP_HISTORY earlier rows of t",
        "WITH x AS (SELECT 1 AS a WHERE 1) DELETE FROM t WHERE a IN (SELECT a FROM x) |"
            + " DELETE_SOME rows of t",
        "ANALYZE FORMAT=JSON DELETE FROM t | DELETE_ALL all rows of t",
        "EXPLAIN DELETE FROM t | ",
        "UPDATE t SET a = (SELECT max(b) FROM u WHERE c) | UPDATE_ALL values of all rows of t",
        "UPDATE t SET a = 1 WHERE TRUE ORDER BY a | UPDATE_ALL values of all rows of t",
        "UPDATE t SET a = 1 WHERE b | ",
        "UPDATE t JOIN u ON t.a = u.a SET t.b = u.b | ",
        "UPDATE t LEFT JOIN u USING (a) SET t.b = 1 |"
            + " UPDATE_ALL values of all rows of t; UPDATE_ALL values of all rows of u",
        "REPLACE INTO t VALUES (1) | REPLACE_ROWS rows of the same key in t",
        "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2 | ",
        "LOAD DATA INFILE 'x' REPLACE INTO TABLE t | LOAD_REPLACE rows of the same key in t",
        "LOAD DATA INFILE 'x' INTO TABLE t | ",
        "CALL p() | UNKNOWN runs a program",
        "EXECUTE s | UNKNOWN executes a text that is made elsewhere",
        "EXECUTE IMMEDIATE 'DROP TABLE t' | UNKNOWN executes a text that is made elsewhere",
        "FROBNICATE t | UNKNOWN is not understood",
        "SELECT 'DELETE FROM t' | ",
        "(SELECT 1) | ",
        "SET @a = 1 | ",
        "SET STATEMENT lock_wait_timeout=1 FOR DROP TABLE t | DROP_TABLE table t",
        "/*!50000 DROP TABLE t */ | DROP_TABLE table t",
      })
  void losses_are_read_from_the_text(String sql, String expected) {
    Statement statement = Splitter.split("V1.sql", sql).get(0);
    String shown =
        Losses.of(statement).stream()
            .flatMap(losses -> losses.lost().stream())
            .map(each -> each.cause() + " " + each.text())
            .collect(Collectors.joining("; "));
    assertEquals(expected == null ? "" : expected, shown);
  }
}
