package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.StatementException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An ALTER behind a long transaction, as the application beside it sees it. */
@Isolated("measures how long statements wait for locks")
class LockedTableTest {

  private static final Duration START = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  void others_wait_no_longer_than_the_timeout_and_it_is_told_who_holds_the_table()
      throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    TestProject project = TestProject.on(folder, limited(database));
    project.write("V1__t.sql", "CREATE TABLE t (a INT PRIMARY KEY);", "INSERT INTO t VALUES (1);");
    upgrade(project);
    project.write("V2__b.sql", "ALTER TABLE t ADD COLUMN b INT NULL;");
    AtomicBoolean over = new AtomicBoolean();
    try (Connection holder = TestServer.connect(database);
        Statement statement = holder.createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute("SELECT COUNT(*) FROM t");
      long holderId = holder.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).getId();
      CompletableFuture<Duration> longest =
          CompletableFuture.supplyAsync(() -> longestQuery(database, over));
      CompletableFuture<Void> upgrade = CompletableFuture.runAsync(() -> upgrade(project));
      Thread.sleep(START.plusSeconds(2).toMillis());
      statement.execute("COMMIT");
      upgrade.get();
      over.set(true);
      Duration blocked = longest.get();
      assertTrue(blocked.compareTo(START.plusSeconds(1)) < 0, blocked.toString());
      boolean named =
          project.events().stream()
              .anyMatch(
                  e ->
                      e instanceof Event.Waiting w
                          && w.holder().contains("connection " + holderId));
      assertTrue(named, project.events().toString());
    }
    assertEquals(
        List.of("2"),
        TestServer.query(
            database,
            "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = 't'"));
  }

  @Test
  void a_statement_that_blocks_others_is_stopped_and_the_next_upgrade_completes() throws Exception {
    DatabaseSettings database = TestServer.freshDatabase();
    TestProject project =
        TestProject.on(folder, database)
            .watch(new WatchSettings(false, Optional.of(Duration.ofSeconds(2))));
    project.write("V1__t.sql", "CREATE TABLE t (a INT PRIMARY KEY, b INT);", rows(7));
    upgrade(project);
    project.write(
        "V2__b.sql",
        "ALTER TABLE t ADD COLUMN c INT NULL;",
        "UPDATE t SET b = SLEEP(1) WHERE a > 0;",
        "ALTER TABLE t ADD COLUMN d INT NULL;");
    StatementException e;
    try (Connection other = TestServer.connect(database)) {
      CompletableFuture<?> waiter = CompletableFuture.runAsync(() -> change(database, other));
      e = assertThrows(StatementException.class, () -> upgrade(project));
      waiter.get();
    }
    assertEquals("stopped-blocking", e.problem().code());
    assertTrue(e.problem().text().contains("UPDATE t SET b = ? WHERE a = ?"), e.getMessage());
    assertTrue(e.problem().text().contains("statement 1 of 3 is committed"), e.getMessage());
    assertEquals(
        List.of("7"),
        TestServer.query(database, "SELECT COUNT(*) FROM t WHERE b IS NULL OR a = 1"));
    assertTrue(e.problem().text().endsWith(": mvn migrate:upgrade"), e.getMessage());
    project.watch(WatchSettings.NONE);
    upgrade(project);
    assertEquals(List.of("7"), TestServer.query(database, "SELECT COUNT(d IS NULL) FROM t"));
  }

  private static String rows(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(row -> "(" + row + ", NULL)")
        .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", ";"));
  }

  /** Once the table is being changed. */
  private static void change(DatabaseSettings database, Connection connection) {
    String sleeping =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep' AND db = '"
            + database.name()
            + "'";
    while (TestServer.query(database, sleeping).equals(List.of("0"))) {
      Thread.onSpinWait();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE t SET b = 42 WHERE a = 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings limited(DatabaseSettings database) {
    return new DatabaseSettings(
        database.host(),
        database.port(),
        database.name(),
        database.username(),
        database.password(),
        database.tls(),
        database.trustStore(),
        database.connectTimeout(),
        LockTimeouts.DEFAULT.statement(START, Duration.ofSeconds(4)),
        database.properties());
  }

  private static Duration longestQuery(DatabaseSettings database, AtomicBoolean over) {
    Duration longest = Duration.ZERO;
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        long begin = System.nanoTime();
        statement.execute("SELECT COUNT(*) FROM t");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        longest = took.compareTo(longest) > 0 ? took : longest;
        Thread.sleep(20);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return longest;
  }

  private static void upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }
}
