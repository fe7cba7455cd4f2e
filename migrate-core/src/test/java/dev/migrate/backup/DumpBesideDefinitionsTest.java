package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.server.Vendor;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What others execute while backups lock the server: it waits, and neither fails. */
@Isolated("locks of the whole server")
class DumpBesideDefinitionsTest {

  private static final int BACKUPS = 12;
  private static final int OTHERS = 4;

  @TempDir Path folder;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong executed = new AtomicLong();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();

  @Test
  void a_backup_is_no_deadlock_for_others() throws Exception {
    backUpBeside("CREATE TABLE a (id INT)", "DROP TABLE a");
  }

  @Test
  void a_backup_comes_to_its_end_beside_others_who_analyze_tables() throws Exception {
    backUpBeside(
        "CREATE TABLE IF NOT EXISTS a (id INT)",
        TestServer.vendor() == Vendor.MYSQL
            ? "ANALYZE TABLE a UPDATE HISTOGRAM ON id"
            : "ANALYZE TABLE a PERSISTENT FOR ALL");
  }

  @Test
  void a_backup_that_locks_tables_comes_to_its_end_beside_others_who_flush_them() throws Exception {
    DatabaseSettings admin = TestServer.freshDatabase();
    TestServer.execute(
        admin,
        "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM",
        "CREATE TABLE u (id INT PRIMARY KEY) ENGINE=MyISAM",
        "INSERT INTO t VALUES (1)");
    try (LeastAccount account = LeastAccount.of(admin)) {
      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () -> backUpBeside(account.settings(), "FLUSH TABLES WITH READ LOCK", "UNLOCK TABLES"));
    }
  }

  private void backUpBeside(String... theirs) throws Exception {
    DatabaseSettings source = TestServer.freshDatabase();
    TestServer.execute(source, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    backUpBeside(source, theirs);
  }

  private void backUpBeside(DatabaseSettings source, String... theirs) throws Exception {
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      DatabaseSettings database = TestServer.freshDatabase();
      Thread other = new Thread(() -> execute(database, theirs));
      other.start();
      others.add(other);
    }
    try {
      for (int i = 0; i < BACKUPS; i++) {
        Dumps.take(source, folder, Form.ZSTD, event -> {});
      }
    } finally {
      over.set(true);
      for (Thread other : others) {
        other.join();
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(executed.get() > BACKUPS, "executed only " + executed);
  }

  private void execute(DatabaseSettings database, String... theirs) {
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        for (String each : theirs) {
          statement.execute(each);
        }
        executed.incrementAndGet();
      }
    } catch (SQLException e) {
      failures.add(e);
    }
  }
}
