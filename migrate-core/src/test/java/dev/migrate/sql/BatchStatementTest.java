package dev.migrate.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE t SET a = 1 | `t` | UPDATE t SET a = 1 WHERE (C)",
        "update low_priority ignore s.t set a=1 where b | `s`.`t`"
            + "| update low_priority ignore s.t set a=1 where ( b) AND (C)",
        "UPDATE t AS x SET x.a = 1 WHERE a=1 OR b=2 | `x`"
            + "| UPDATE t AS x SET x.a = 1 WHERE ( a=1 OR b=2) AND (C)",
        "UPDATE `a``b` x USE INDEX (i) SET a=(SELECT 1 FROM u WHERE v LIMIT 1) | `x`"
            + "| UPDATE `a``b` x USE INDEX (i) SET a=(SELECT 1 FROM u WHERE v LIMIT 1) WHERE (C)",
        "DELETE FROM t | `t` | DELETE FROM t WHERE (C)",
        "DELETE FROM t PARTITION (p1) WHERE(a)OR(b) | `t`"
            + "| DELETE FROM t PARTITION (p1) WHERE ((a)OR(b)) AND (C)",
        "INSERT INTO u SELECT * FROM t | `t` | INSERT INTO u SELECT * FROM t WHERE (C)",
        "INSERT IGNORE INTO u (a, b) SELECT x.a, MAX_OF(y.b) FROM t x LEFT JOIN y ON y.t = x.id"
            + " WHERE x.k ON DUPLICATE KEY UPDATE a = VALUES(a) | `x` | INSERT IGNORE INTO u (a, b)"
            + " SELECT x.a, MAX_OF(y.b) FROM t x LEFT JOIN y ON y.t = x.id WHERE ( x.k) AND (C) ON"
            + " DUPLICATE KEY UPDATE a = VALUES(a)",
        "REPLACE u SELECT a, (SELECT MAX(b) FROM v GROUP BY c ORDER BY 1) FROM t FOR UPDATE | `t`"
            + "| REPLACE u SELECT a, (SELECT MAX(b) FROM v GROUP BY c ORDER BY 1) FROM t WHERE (C)"
            + " FOR UPDATE",
        "INSERT INTO t (a) SELECT a FROM t | `t` | INSERT INTO t (a) SELECT a FROM t WHERE (C)",
        "INSERT INTO u SELECT t.order, t.`limit`, 'GROUP BY' FROM t | `t`"
            + "| INSERT INTO u SELECT t.order, t.`limit`, 'GROUP BY' FROM t WHERE (C)",
      })
  void theConditionIsAddedWhereItBelongs(String sql, String qualifier, String sliced) {
    BatchStatement batch = batch("-- migrate:batch 10\n" + sql + ";");

    assertEquals(sliced, batch.slice("C"));
    assertEquals(qualifier, batch.qualifier());
  }

  @Test
  void commentsAndLineEndsStayWhereTheyAre() {
    BatchStatement batch =
        batch(
            """
            -- migrate:batch 10
            DELETE /*+ NO_MERGE() */ FROM t -- the ; table
            WHERE # why
              a = 'it''s -- no comment' -- one
              AND b /* two */;
            -- end
            """);

    assertEquals(
        """
        DELETE /*+ NO_MERGE() */ FROM t -- the ; table
        WHERE ( # why
          a = 'it''s -- no comment' -- one
          AND b) AND (C)\
        """,
        batch.slice("C").replace(" /* two */", ""));
  }

  @Test
  void sizeAndColumnsAreRead() {
    assertEquals(5000, batch("-- migrate:batch 5000\nDELETE FROM t").size());
    assertEquals(List.of("a", "b c"), batch("-- migrate:batch 5 by a, `b c`\nDELETE FROM t").by());
  }

  @Test
  void aStatementWithoutTheDirectiveIsNotOne() {
    assertFalse(BatchStatement.of(statement("UPDATE t SET a = 1 LIMIT 1")).isPresent());
    assertTrue(BatchStatement.of(statement("-- migrate:commit\nSELECT 1")).isEmpty());
  }

  @Test
  void assignedAndListedColumnsAreKnown() {
    assertEquals(
        List.of("a", "b", "c"),
        batch("-- migrate:batch 1\nUPDATE t x SET a = (b = 2), x.b = IF(c = 1, 2, 3), `c` = 1")
            .columns());
    assertEquals(
        List.of("a", "b"),
        batch("-- migrate:batch 1\nINSERT INTO u (a,`b`) SELECT x, y FROM t").columns());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET a = 1 ORDER BY b",
        "UPDATE t SET a = 1 LIMIT 5",
        "UPDATE t, u SET t.a = u.a",
        "UPDATE t JOIN u ON u.id = t.id SET t.a = u.a",
        "UPDATE t FOR PORTION OF p FROM '2000-01-01' TO '2001-01-01' SET a = 1",
        "UPDATE t SET a = @n := @n + 1",
        "UPDATE t SET a = (SELECT MAX(b) FROM (SELECT * FROM t) x)",
        "UPDATE t SET a = (SELECT MAX(b) FROM (SELECT * FROM `s`.`T`) x)",
        "UPDATE t SET a = LAST_INSERT_ID()",
        "UPDATE t SET a = RAND(7)",
        "WITH x AS (SELECT 1) UPDATE t SET a = 1",
        "DELETE t FROM t JOIN u ON u.id = t.id",
        "DELETE FROM t USING t JOIN u ON u.id = t.id",
        "DELETE FROM t WHERE id IN (SELECT p FROM t)",
        "DELETE FROM t WHERE a RETURNING id",
        "DELETE FROM t LIMIT 5",
        "INSERT INTO u VALUES (1)",
        "INSERT INTO u SET a = 1",
        "INSERT INTO u TABLE t",
        "INSERT INTO u (SELECT * FROM t)",
        "INSERT INTO u WITH x AS (SELECT 1) SELECT * FROM x",
        "INSERT INTO u SELECT 1",
        "INSERT INTO u SELECT DISTINCT a FROM t",
        "INSERT INTO u SELECT COUNT(*) FROM t",
        "INSERT INTO u SELECT COALESCE(MAX(a), 0) FROM t",
        "INSERT INTO u SELECT a FROM t GROUP BY a",
        "INSERT INTO u SELECT a FROM t UNION SELECT b FROM v",
        "INSERT INTO u SELECT ROW_NUMBER() OVER (ORDER BY a) FROM t",
        "INSERT INTO u SELECT a FROM (SELECT * FROM t) x",
        "INSERT INTO u SELECT a FROM JSON_TABLE('[]', '$[*]' COLUMNS (a INT PATH '$')) x",
        "INSERT INTO u SELECT v.a FROM t RIGHT JOIN v ON v.id = t.id",
        "INSERT INTO u SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.a = t.a)",
        "INSERT INTO u SELECT t.a FROM t LEFT JOIN u ON u.a = t.a WHERE u.a IS NULL",
        "INSERT INTO t SELECT * FROM t",
        "REPLACE INTO t (a) SELECT a FROM t",
        "INSERT INTO t (a) SELECT a FROM t ON DUPLICATE KEY UPDATE a = 1",
        "UPDATE t SET a = 1 /*! WHERE b = 1 */",
        "SELECT 1",
        "ALTER TABLE t ADD b INT",
      })
  void whatCannotBeCutIsRefusedWithItsLine(String sql) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class, () -> batch("\n-- migrate:batch 10\n" + sql + ";"));

    assertEquals("batch-unsuitable", e.problem().code());
    assertEquals("V1__fill.sql:3", e.problem().where());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch",
        "batch 0",
        "batch -5",
        "batch many",
        "batch 10 by",
        "batch 10 by a b, c",
        "batch 12345678901"
      })
  void aDirectiveThatCannotBeReadIsRefused(String directive) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> batch("-- migrate:" + directive + "\nDELETE FROM t"));

    assertEquals("batch-unsuitable", e.problem().code());
    assertTrue(e.problem().problem().contains(directive), e.problem().problem());
  }

  private static BatchStatement batch(String script) {
    return BatchStatement.of(statement(script)).orElseThrow();
  }

  private static Statement statement(String script) {
    return Splitter.split("V1__fill.sql", script).get(0);
  }
}
