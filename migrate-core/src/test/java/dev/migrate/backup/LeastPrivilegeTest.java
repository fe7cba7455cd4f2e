package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastPrivilegeTest {

  @TempDir Path folder;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private DatabaseSettings admin;
  private LeastAccount least;

  @BeforeEach
  void createAccount() {
    admin = TestServer.freshDatabase();
    TestServer.execute(
        admin,
        "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB",
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE `old engine` (id INT PRIMARY KEY) ENGINE=MyISAM",
        "INSERT INTO `old engine` VALUES (1), (2)");
    least = LeastAccount.of(admin);
  }

  @AfterEach
  void dropAccount() {
    least.close();
  }

  private Taken take() {
    return Dumps.take(least.settings(), folder, Form.ZSTD, events::add);
  }

  @Test
  void an_account_without_RELOAD_locks_the_tables_for_a_moment() {
    Taken taken = take();

    assertEquals("LOCK TABLES READ", taken.manifest().snapshot().method());
    assertEquals(3, taken.manifest().rows());
  }

  @Test
  void an_open_transaction_is_waited_for_in_short_attempts_and_then_named() throws Exception {
    try (Connection other = TestServer.connect(admin);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (2)");
      Thread ending =
          new Thread(
              () -> {
                try {
                  while (events.stream().noneMatch(Event.Waiting.class::isInstance)) {
                    Thread.sleep(20);
                  }
                  other.rollback();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      ending.start();

      Taken taken = take();

      ending.join();
      assertEquals(3, taken.manifest().rows());
    }
  }

  @Test
  void a_missing_privilege_is_named_before_anything_is_read() {
    TestServer.execute(admin, "REVOKE TRIGGER ON `" + admin.name() + "`.* FROM " + least.name());

    MigrateException e = assertThrows(MigrateException.class, this::take);

    assertEquals("backup-privilege-missing", e.problem().code());
    assertTrue(e.problem().text().contains("TRIGGER"), e.problem().text());
  }
}
