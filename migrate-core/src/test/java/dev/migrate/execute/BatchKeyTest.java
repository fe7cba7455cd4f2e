package dev.migrate.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.ServerException;
import dev.migrate.sql.BatchStatement;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchKeyTest {

  @Test
  void thePrimaryKeyIsTakenElseAUniqueOneThatSuits() throws SQLException {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE p (id INT PRIMARY KEY, a INT NOT NULL UNIQUE, b INT NOT NULL,"
                + " UNIQUE KEY ba (b, a))",
            "CREATE TABLE u (f FLOAT NOT NULL UNIQUE, n INT UNIQUE, c VARCHAR(300) NOT NULL,"
                + " d INT NOT NULL, UNIQUE KEY prefix (c(10)), UNIQUE KEY whole (c, d))");

    assertEquals(List.of("id"), key(table, "batch 1", "UPDATE p SET b = 1"));
    assertEquals(List.of("a"), key(table, "batch 1", "UPDATE p SET id = 1"));
    assertEquals(List.of("b", "a"), key(table, "batch 1 by B", "DELETE FROM p"));
    assertEquals(List.of("c", "d"), key(table, "batch 1", "DELETE FROM u"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(id INT) | DELETE FROM t | no primary or unique key",
        "(id INT UNIQUE) | DELETE FROM t | may be null in id",
        "(id FLOAT PRIMARY KEY) | DELETE FROM t | of type float",
        "(id TIMESTAMP PRIMARY KEY) | DELETE FROM t | of type timestamp",
        "(id ENUM('a') PRIMARY KEY) | DELETE FROM t | of type enum",
        "(id INT PRIMARY KEY) | UPDATE t SET Id = 1 | which the statement sets",
        "(id INT PRIMARY KEY, a INT NOT NULL UNIQUE) | UPDATE t SET a = 1, id = 1 | sets",
        "(id INT PRIMARY KEY) ENGINE=MyISAM | DELETE FROM t | MyISAM, which has no transactions",
        "(id INT PRIMARY KEY, a INT) | INSERT INTO t (id) SELECT id + 1 FROM t | later batch",
        "(id INT PRIMARY KEY) | DELETE FROM none | is no table that stays"
      })
  void aTableWithoutASuitableKeyIsRefused(String tableStatementReason) {
    String[] parts = tableStatementReason.split(" \\| ", 3);
    BatchTable table = new BatchTable("CREATE TABLE t " + parts[0]);
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> key(table, "batch 1", parts[1]));

    assertEquals("batch-unsuitable", e.problem().code());
    assertTrue(e.problem().problem().contains(parts[2]), e.problem().problem());
  }

  @Test
  void aViewIsRefused() {
    BatchTable table =
        new BatchTable("CREATE TABLE t (id INT PRIMARY KEY)", "CREATE VIEW v AS SELECT * FROM t");
    assertThrows(ConfigurationException.class, () -> key(table, "batch 1", "DELETE FROM v"));
  }

  @Test
  void bothOptimizersReadOnlyTheRangeOfABatch() throws SQLException {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE d (d INT PRIMARY KEY)",
            "INSERT INTO d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
            "CREATE TABLE t (a VARCHAR(9) NOT NULL, b INT NOT NULL, c INT NOT NULL, n INT, x"
                + " CHAR(100), PRIMARY KEY (a, b, c))",
            "INSERT INTO t SELECT CONCAT('k', p.d), q.d, 100 * r.d + 10 * s.d + e.d, 0, 'x' FROM d"
                + " p, d q, d r, d s, d e",
            "ANALYZE TABLE t");
    BatchStatement statement = BatchTable.batch("batch 500", "UPDATE t SET n = n + 1");
    List<Long> read = new ArrayList<>();
    try (Connection connection = table.connect()) {
      BatchKey key = new BatchKeyReader(connection, statement).read();
      KeyRanges ranges = new KeyRanges(connection, key);
      BatchPosition at = ranges.start();
      for (KeyRanges.Range range = ranges.next(at, 3333);
          range != null;
          range = ranges.next(at, 3333)) {
        String slice = statement.slice(range.condition(key, statement.qualifier()));
        read.add(rowsRead(table, slice));
        at = range.to();
      }
      assertTrue(ranges.estimate(ranges.start()) > 50_000);
      assertEquals(0, ranges.estimate(at));
    }
    assertEquals(31, read.size());
    assertTrue(read.stream().allMatch(rows -> rows <= 3 * 3333), read.toString());
  }

  /** What the server's own counters say that one statement read. */
  private static long rowsRead(BatchTable table, String sql) throws SQLException {
    try (Connection connection = table.connect();
        var statement = connection.createStatement()) {
      statement.execute("FLUSH STATUS");
      statement.execute(sql);
      try (var rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
        long read = 0;
        while (rows.next()) {
          read += rows.getLong(2);
        }
        return read;
      }
    }
  }

  @Test
  void aPositionIsReadAsItWasWritten() {
    BatchPosition position =
        new BatchPosition(List.of("ä", "b x"), 5, List.of("", "41"), List.of("00", ""));
    assertEquals(position, BatchPosition.decode(position.encode()));
    BatchPosition none = new BatchPosition(List.of("a"), 0, null, null);
    assertEquals(none, BatchPosition.decode(none.encode()));
    assertTrue(none.isComplete());
    assertThrows(ServerException.class, () -> BatchPosition.decode("1 0 x61 x41 x4"));
    assertThrows(ServerException.class, () -> BatchPosition.decode("2 0 x61 - -"));
  }

  @Test
  void aPositionOfAnotherKeyIsRefused() throws SQLException {
    BatchTable table =
        new BatchTable(
            "CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL UNIQUE)",
            "INSERT INTO t VALUES (1, 1)");
    String position = new BatchPosition(List.of("id"), 0, null, List.of("31")).encode();
    table.execute("INSERT INTO journal VALUES (1, '" + position + "')");
    assertThrows(ConfigurationException.class, () -> table.run("batch 1 by a", "DELETE FROM t"));
    assertEquals(List.of("1"), TestServer.query(table.database, "SELECT COUNT(*) FROM t"));
  }

  private static List<String> key(BatchTable table, String directive, String sql)
      throws SQLException {
    try (Connection connection = table.connect()) {
      return new BatchKeyReader(connection, BatchTable.batch(directive, sql)).read().names();
    }
  }
}
