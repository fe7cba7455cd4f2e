package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.backup.file.Form;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Database;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
  private DatabaseSettings least;

  @BeforeEach
  void createAccount() {
    admin = TestServer.freshDatabase();
    String account = "'" + admin.name() + "'@'%'";
    TestServer.execute(
        admin,
        "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=InnoDB",
        "INSERT INTO t VALUES (1)",
        "CREATE TABLE `old engine` (id INT PRIMARY KEY) ENGINE=MyISAM",
        "INSERT INTO `old engine` VALUES (1), (2)",
        "CREATE USER " + account + " IDENTIFIED BY 'least-1'",
        "GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON `"
            + admin.name()
            + "`.* TO "
            + account);
    if (TestServer.vendor() == Vendor.MYSQL) {
      TestServer.execute(admin, "GRANT SHOW_ROUTINE ON *.* TO " + account);
    } else {
      TestServer.execute(admin, "GRANT SELECT ON mysql.proc TO " + account);
    }
    least =
        new DatabaseSettings(
            admin.host(),
            admin.port(),
            admin.name(),
            admin.name(),
            new Password.Fixed("least-1"),
            admin.tls(),
            null,
            admin.connectTimeout(),
            admin.lockTimeouts(),
            admin.properties());
  }

  @AfterEach
  void dropAccount() {
    TestServer.execute(admin, "DROP USER '" + admin.name() + "'@'%'");
  }

  private Taken take() {
    try (Database database = Database.open(least, "least", event -> {})) {
      DumpOrder order =
          new DumpOrder(
              "test",
              "operation",
              database.schema(),
              null,
              folder,
              Form.ZSTD,
              null,
              2,
              List.of(),
              false,
              Duration.ofSeconds(1));
      return Dump.take(order, database::worker, events::add);
    }
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
    TestServer.execute(
        admin, "REVOKE TRIGGER ON `" + admin.name() + "`.* FROM '" + admin.name() + "'@'%'");

    MigrateException e = assertThrows(MigrateException.class, this::take);

    assertEquals("backup-privilege-missing", e.problem().code());
    assertTrue(e.problem().text().contains("TRIGGER"), e.problem().text());
  }
}
