package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups of tables between whose rows amounts are moved meanwhile: every copy has the exact total.
 * The system property {@code campaign.dumps} says how many (3), {@code campaign.seed} which moves.
 */
class ConsistencyTest {

  private static final int DUMPS = Integer.getInteger("campaign.dumps", 3);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
  private static final int TABLES = 4;
  private static final int ROWS = 5000;
  private static final int WRITERS = 3;
  private static final String TOTAL =
      "SELECT (SELECT SUM(amount) FROM t0) + (SELECT SUM(amount) FROM t1)"
          + " + (SELECT SUM(amount) FROM t2) + (SELECT SUM(amount) FROM t3)";

  @TempDir Path folder;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong moves = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  @Test
  void every_copy_has_the_exact_total_whatever_is_written_meanwhile() throws Exception {
    DatabaseSettings source = TestServer.freshDatabase();
    make(source);
    String total = TestServer.query(source, TOTAL).get(0);
    List<Thread> writers = new ArrayList<>();
    try (LeastAccount least = LeastAccount.of(source)) {
      for (int i = 0; i < WRITERS; i++) {
        Random random = new Random(SEED + i);
        Thread writer = new Thread(() -> write(source, random));
        writer.start();
        writers.add(writer);
      }
      for (int i = 0; i < DUMPS; i++) {
        long before = moves.get();
        Taken taken =
            Dumps.take(i % 2 == 0 ? least.settings() : source, folder, Form.ZSTD, event -> {});
        assertTrue(moves.get() > before, "nothing was written during the backup");
        requireTotal(total, taken);
      }
    } finally {
      over.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    System.out.println(
        DUMPS + " backups during " + moves.get() + " moves, seed " + SEED + ": all exact");
  }

  private static void requireTotal(String total, Taken taken) {
    DatabaseSettings copy = TestServer.freshDatabase();
    Dumps.restore(copy, taken.file());
    String method = taken.manifest().snapshot().method();
    assertEquals(total, TestServer.query(copy, TOTAL).get(0), method + ", seed " + SEED);
    TestServer.execute(copy, "DROP DATABASE " + copy.name());
  }

  private static void make(DatabaseSettings source) {
    for (int t = 0; t < TABLES; t++) {
      StringBuilder rows = new StringBuilder("INSERT INTO t" + t + " VALUES ");
      for (int i = 0; i < ROWS; i++) {
        rows.append(i == 0 ? "" : ",").append("(").append(i).append(",1000,REPEAT('x',100))");
      }
      TestServer.execute(
          source,
          "CREATE TABLE t"
              + t
              + " (id INT PRIMARY KEY, amount BIGINT NOT NULL, filler VARCHAR(100)) ENGINE=InnoDB",
          rows.toString());
    }
  }

  private void write(DatabaseSettings source, Random random) {
    try (Connection connection = TestServer.connect(source);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        move(connection, statement, random);
      }
    } catch (SQLException e) {
      failure.set(e);
    }
  }

  private void move(Connection connection, Statement statement, Random random) throws SQLException {
    int amount = random.nextInt(100);
    try {
      for (String sign : List.of(" - ", " + ")) {
        statement.executeUpdate(
            "UPDATE t"
                + random.nextInt(TABLES)
                + " SET amount = amount"
                + sign
                + amount
                + " WHERE id = "
                + random.nextInt(ROWS));
      }
      connection.commit();
      moves.incrementAndGet();
    } catch (SQLException e) {
      if (e.getErrorCode() != 1213 && e.getErrorCode() != 1205) {
        throw e;
      }
      connection.rollback();
    }
  }
}
