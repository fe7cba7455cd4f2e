package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A restore whose last definition a real deadlock ends, over the tables of InnoDB's statistics. */
@Isolated("locks the tables of statistics, for which each definition waits")
class DeadlockedRestoreTest {

  @TempDir Path folder;
  private final DatabaseSettings source = TestServer.freshDatabase();
  private final DatabaseSettings target = TestServer.freshDatabase();
  private final CountDownLatch filling = new CountDownLatch(1);
  private final CountDownLatch locked = new CountDownLatch(1);
  private int connections;

  @Test
  void what_a_deadlock_ended_goes_on() throws Exception {
    assumeTrue(TestServer.vendor() == Vendor.MARIADB, "MySQL's definitions lock no statistics");
    TestServer.execute(
        source, "CREATE TABLE t (id INT)", "INSERT INTO t SELECT seq FROM seq_1_to_99");
    Path file = Dumps.take(source, folder, Form.ZSTD, event -> {}).file();

    try (Connection another = TestServer.connect(source);
        Statement theirs = another.createStatement()) {
      another.setAutoCommit(false);
      // Of two transactions the one that has done more is spared.
      theirs.execute("UPDATE t SET id = -id");
      Future<Restored> restored = CompletableFuture.supplyAsync(() -> restore(file));
      filling.await();
      theirs.executeQuery("SELECT * FROM mysql.innodb_index_stats FOR UPDATE").close();
      locked.countDown();
      awaitLock(restored);
      long deadlocks = deadlocks();
      theirs.executeQuery("SELECT * FROM mysql.innodb_table_stats FOR UPDATE").close();
      assertTrue(deadlocks() > deadlocks);
      another.rollback();

      assertEquals(99, restored.get(60, TimeUnit.SECONDS).rows());
      assertEquals(List.of("t"), TestServer.query(target, "SHOW TABLES"));
    }
  }

  private Restored restore(Path file) {
    RestoreOrder order =
        new RestoreOrder(file, null, target.name(), "restore", 2, List.of(), false, false);
    try (Database server = Database.open(target, "restore", event -> {})) {
      return Restore.run(order, () -> connect(server), event -> {});
    }
  }

  /** The second is the one that puts the rows in: all tables are there. */
  private Connection connect(Database server) {
    if (++connections == 2) {
      filling.countDown();
      try {
        locked.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return server.worker();
  }

  private static void awaitLock(Future<Restored> restored) throws InterruptedException {
    while (TestServer.query(
            TestServer.admin(),
            "SELECT 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
        .isEmpty()) {
      assertFalse(restored.isDone(), () -> "it does not wait: " + restored);
      // What the server shows is as old as the last look, if that is less than 0.1 s ago.
      Thread.sleep(150);
    }
  }

  private static long deadlocks() {
    return Long.parseLong(
        TestServer.query(
                TestServer.admin(),
                "SELECT variable_value FROM information_schema.global_status"
                    + " WHERE variable_name = 'Innodb_deadlocks'")
            .get(0));
  }
}
