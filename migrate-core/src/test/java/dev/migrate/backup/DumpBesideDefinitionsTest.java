package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions that others execute while backups lock the server: they wait, and none fails. */
class DumpBesideDefinitionsTest {

  private static final int BACKUPS = 12;
  private static final int OTHERS = 4;

  @TempDir Path folder;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong executed = new AtomicLong();
  private final List<SQLException> failures = new CopyOnWriteArrayList<>();

  @Test
  void a_backup_is_no_deadlock_for_others() throws Exception {
    DatabaseSettings source = TestServer.freshDatabase();
    TestServer.execute(source, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      DatabaseSettings theirs = TestServer.freshDatabase();
      Thread other = new Thread(() -> define(theirs));
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

  private void define(DatabaseSettings theirs) {
    try (Connection connection = TestServer.connect(theirs);
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        statement.execute("CREATE TABLE a (id INT)");
        statement.execute("DROP TABLE a");
        executed.incrementAndGet();
      }
    } catch (SQLException e) {
      failures.add(e);
    }
  }
}
