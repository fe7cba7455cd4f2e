package dev.migrate.execute;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.ServerException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunTest {

  /** 0 to 99,999 in two columns of one table, as id with gaps. */
  private static final String[] HUNDRED_THOUSAND = {
    "CREATE TABLE digits (d INT PRIMARY KEY)",
    "INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
    "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, tenant INT NOT NULL, n INT NOT NULL,"
        + " s VARCHAR(20), UNIQUE KEY by_tenant (tenant, id)) ",
    "INSERT INTO t (id, tenant, n, s) SELECT 3 * v + 1 + (v > 50000) * 1000000, v % 7, v % 1000,"
        + " CONCAT('s', v) FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d AS v"
        + " FROM digits a, digits b, digits c, digits d, digits e) x",
    "CREATE TABLE u (id INT PRIMARY KEY, s VARCHAR(40))"
  };

  private static final String SUM =
      "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, tenant, n, s))) FROM t";

  private static final String SUM_U = "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, s))) FROM u";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET n = n + 1, s = CONCAT(s, '!') WHERE n > 500 OR tenant = 3",
        "DELETE FROM t WHERE n % 3 = 1 OR tenant = 2",
        "INSERT INTO u SELECT x.id, CONCAT(x.s, d.d) FROM t AS x LEFT JOIN digits d ON d.d = x.n"
            + " WHERE x.tenant < 5 ON DUPLICATE KEY UPDATE s = 'twice'",
        "INSERT INTO t (tenant, n, s) SELECT tenant, n, 'copy' FROM t WHERE n = 7"
      })
  void aHundredThousandRowsEndAsWithoutBatches(String sql) throws SQLException {
    BatchTable whole = new BatchTable(HUNDRED_THOUSAND);
    whole.execute(sql);
    for (String directive : List.of("batch 9000", "batch 33333 by tenant")) {
      if (directive.contains("by") && sql.startsWith("INSERT INTO t")) {
        continue;
      }
      BatchTable cut = new BatchTable(HUNDRED_THOUSAND);
      List<Long> notes = new ArrayList<>();
      cut.run(
          directive,
          sql,
          (position, rows) -> {
            notes.add(rows);
            return BatchTable.note(position, rows);
          });

      assertTrue(notes.size() >= 4, notes.toString());
      String sum = SUM.replace("(*), ", "(*), SUM(id > 2000000), ");
      String withoutId = sum.replace("'|', id, tenant", "'|', tenant");
      boolean itself = sql.startsWith("INSERT INTO t");
      assertEquals(
          whole.query(itself ? withoutId.replace("SUM(id > 2000000), ", "") : sum),
          cut.query(itself ? withoutId.replace("SUM(id > 2000000), ", "") : sum));
      assertEquals(whole.query(SUM_U), cut.query(SUM_U));
      assertTrue(BatchRun.isComplete(cut.position()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INT | -2147483648, -5, 0, 7, 2147483647",
        "BIGINT UNSIGNED | 0, 1, 9223372036854775807, 9223372036854775808, 18446744073709551615",
        "SMALLINT(5) UNSIGNED ZEROFILL | 1, 20, 65535",
        "DECIMAL(40,10) | -1.5, 0, 0.0000000001, 123456789012345678901234567890.0000000002",
        "YEAR | '2024', '1999', '2155', '0000'",
        "DATE | '1000-01-01', '2024-02-29', '9999-12-31'",
        "DATETIME(6) | '2024-01-01', '2024-01-01 00:00:00.000001', '2024-01-01 00:00:00.000002'",
        "TIME(3) | '-838:59:59', '-00:00:00.001', '00:00:00', '838:59:59'",
        "BINARY(16) | X'00', X'27', X'FFEE5C0A', X'5C'",
        "VARBINARY(20) | X'', X'00', X'0000', X'2700', X'5C27'",
        "VARCHAR(20) CHARACTER SET utf8mb4 | '', 'a', 'B', 'c''', 'D\\\\', 'é1', '😀', '%', 'ß2'",
        "VARCHAR(20) CHARACTER SET latin1 | 'b', 'C', 'ä', 'Ö', 'z'",
        "VARCHAR(20) CHARACTER SET utf16 | 'b', 'C', 'ä', '😀', 'z'",
        "CHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin | 'a', 'A', 'b', 'B ', 'aa'",
        "CHAR(10) CHARACTER SET ascii | '1', '10', '2', 'x', 'Y'"
      })
  void keysOfEveryTypeAreWalkedOnce(String typeAndValues) throws SQLException {
    String[] parts = typeAndValues.split(" \\| ", 2);
    String values = "(" + parts[1].replace(", ", ", 0), (") + ", 0)";
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (k " + parts[0] + " NOT NULL, n INT, PRIMARY KEY (k))",
            "INSERT INTO t VALUES " + values);
    for (int size = 1; size <= 3; size++) {
      table.folding = size != 2;
      table.execute("DELETE FROM journal", "UPDATE t SET n = 0");
      table.run("batch " + size, "UPDATE t SET n = n + 1");
      assertEquals(List.of("1"), table.query("SELECT DISTINCT n FROM t"));
    }
    table.run("batch 1", "UPDATE t SET n = n + 1");
    assertEquals(List.of("1"), table.query("SELECT DISTINCT n FROM t"), "it was complete");
  }

  @Test
  void compositeKeysWhoseFirstColumnsAreEqualUnderTheirCollationAreWalkedOnce()
      throws SQLException {
    for (int size = 1; size <= 9; size++) {
      BatchTable table =
          new BatchTable(
              "CREATE TABLE t (a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT"
                  + " NULL, b VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,"
                  + " c INT NOT NULL, n INT, PRIMARY KEY (a, b, c))",
              "INSERT INTO t VALUES ('x','p',1,0),('X','P',2,0),('x','p ',3,0),('X','q',1,0),"
                  + "('y','p',1,0),('Y','P',2,0),('y','é',3,0),('Y','E',4,0),('z','',1,0)");
      table.run("batch " + size, "UPDATE t SET n = n + 1");
      assertEquals(List.of("1|9"), table.query("SELECT n, COUNT(*) FROM t GROUP BY n"));
    }
  }

  @Test
  void aRunGoesOnAtEveryPositionItWasCutAt() throws SQLException {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (a INT, b VARCHAR(9), n INT, PRIMARY KEY (a, b))",
            "INSERT INTO t VALUES (1,'a',0),(1,'b',0),(1,'C',0),(2,'a',0),(2,'b',0),(2,'d',0),"
                + "(5,'x',0),(5,'y',0),(7,'a',0),(8,'a',0),(9,'a',0)");
    for (int cut = 1; cut <= 11; cut++) {
      for (String end : List.of("NO STATEMENT", "KILL CONNECTION_ID()")) {
        table.folding = cut % 3 > 0;
        table.execute("DELETE FROM journal", "UPDATE t SET n = 0");
        cut(table, cut, end);
        assertEquals(cut - 1, BatchRun.rows(table.position()));
        table.run("batch 2", "UPDATE t SET n = n + 1");
        assertEquals(List.of("1|11"), table.query("SELECT n, COUNT(*) FROM t GROUP BY n"));
      }
    }
  }

  private static void cut(BatchTable table, int cut, String end) {
    int[] batch = {0};
    assertThrows(
        SQLException.class,
        () ->
            table.run(
                "batch 1",
                "UPDATE t SET n = n + 1",
                (position, rows) -> ++batch[0] == cut ? end : BatchTable.note(position, rows)));
  }

  @Test
  void rowsThatOthersAddRemoveAndChangeMeanwhileAreNeitherLostNorTakenTwice() throws Exception {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, n INT, m INT DEFAULT 0)",
            "INSERT INTO t (n) VALUES (0),(0),(0),(0),(0),(0),(0),(0)",
            "INSERT INTO t (n) SELECT 0 FROM t a, t b, t c, t d",
            "DELETE FROM t WHERE id % 5 = 0");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> write(table, done));
    table.run("batch 50", "UPDATE t SET n = n + 1");
    done.set(true);
    assertTrue(others.get(30, TimeUnit.SECONDS) > 0);
    List<String> greatest = BatchPosition.decode(table.position()).end();
    String hex = requireNonNull(greatest).get(0);
    String end = new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);

    assertEquals(List.of("1"), table.query("SELECT DISTINCT n FROM t WHERE id <= " + end));
    assertEquals(List.of("0"), table.query("SELECT DISTINCT n FROM t WHERE id > " + end));
  }

  private static int write(BatchTable table, AtomicBoolean done) {
    int rounds = 0;
    try (Connection connection = table.connect();
        Statement statement = connection.createStatement()) {
      for (int id = 4000; !done.get(); id = Math.max(1, id - 37)) {
        statement.execute("INSERT INTO t (n) VALUES (0)");
        statement.execute("DELETE FROM t WHERE id = " + id);
        statement.execute("UPDATE t SET m = m + 1 WHERE id BETWEEN " + (id - 9) + " AND " + id);
        rounds++;
      }
      return rounds;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBatchThatWaitsTooLongForALockIsTriedAgain() throws Exception {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (id INT PRIMARY KEY, n INT)",
            "INSERT INTO t VALUES (1,0),(2,0),(3,0),(4,0)");
    try (Connection connection = table.connect();
        Connection other = table.connect();
        Statement statement = other.createStatement()) {
      connection.createStatement().execute("SET SESSION innodb_lock_wait_timeout = 1");
      statement.execute("START TRANSACTION");
      statement.execute("UPDATE t SET n = 5 WHERE id = 3");
      CompletableFuture<Void> release =
          CompletableFuture.runAsync(
              () -> {
                try (other) {
                  statement.execute("DO SLEEP(2.5)");
                  statement.execute("ROLLBACK");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      table.run(connection, "batch 2", "UPDATE t SET n = n + 1", BatchTable::note);
      release.get();
    }
    assertEquals(List.of("1"), table.query("SELECT DISTINCT n FROM t"));
    assertTrue(
        table.events.stream()
            .anyMatch(e -> e instanceof Event.Detail detail && detail.text().contains("1205")),
        table.events.toString());
  }

  @Test
  void aJournalWithoutTheRowEndsTheRun() throws SQLException {
    BatchTable table =
        new BatchTable("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1),(2)");
    ServerException e =
        assertThrows(
            ServerException.class,
            () ->
                table.run(
                    "batch 1",
                    "DELETE FROM t",
                    (position, rows) -> "UPDATE journal SET position = '' WHERE id = 2"));
    assertEquals("batch-position-lost", e.problem().code());
  }

  @Test
  void aStatementOverAnEmptyTableIsCheckedByTheServer() throws SQLException {
    BatchTable table = new BatchTable("CREATE TABLE t (id INT PRIMARY KEY)");
    assertThrows(SQLException.class, () -> table.run("batch 1", "UPDATE t SET no_column = 1"));
    assertEquals(0, table.run("batch 1", "DELETE FROM t"));
  }

  @Test
  void progressIsToldOfWhatTakesLong() throws SQLException {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (id INT PRIMARY KEY, n INT)",
            "INSERT INTO t VALUES (1,0),(2,0),(3,0),(4,0),(5,0),(6,0),(7,0)");
    table.run("batch 1", "UPDATE t SET n = SLEEP(0.5)");

    List<Event> told =
        table.events.stream().filter(event -> event instanceof Event.Progress).toList();
    assertTrue(told.size() == 1 || told.size() == 2, table.events.toString());
    Event.Progress progress = (Event.Progress) told.get(0);
    assertEquals("V1__fill.sql:2", progress.what());
    assertTrue(progress.done() >= 4 && progress.done() <= 6, progress.toString());
    assertTrue(progress.estimatedTotal() >= progress.done(), progress.toString());
  }
}
