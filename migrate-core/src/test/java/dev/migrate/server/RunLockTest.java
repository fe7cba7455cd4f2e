package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Orphan;
import dev.migrate.environment.Password;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // a lock is held, not spoken to
class RunLockTest {

  private static final String TABLE = "flyway_schema_history";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final List<Event> events = new ArrayList<>();
  private final ExecutorService others = Executors.newCachedThreadPool();
  private Database first;
  private Database second;

  @BeforeEach
  void connect() {
    first = Database.open(settings, "run-one", event -> {});
    second = Database.open(settings, "run-two", event -> {});
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    others.shutdownNow();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  private RunLock acquire(Database database, Duration limit) {
    return RunLock.acquire(
        database.executor(), database.schema(), TABLE, limit, Orphan.WAIT, events::add);
  }

  private String user(Database database) throws SQLException {
    return DatabaseTest.ask(
        database.executor(),
        "SELECT COALESCE(IS_USED_LOCK('" + RunLock.name(settings.name(), TABLE) + "'), 'no one')");
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.sleep(20);
    }
  }

  @Test
  void aFreeLockIsTakenWithoutAWordAndGivenBack() throws SQLException {
    try (RunLock lock = acquire(first, Duration.ZERO)) {
      assertEquals(Long.toString(first.facts().connectionId()), user(second));
    }
    assertEquals("no one", user(second));
    assertEquals(List.of(), events);
  }

  @Test
  void anotherTableOrDatabaseHasALockOfItsOwn() {
    try (RunLock lock = acquire(first, Duration.ZERO);
        RunLock other =
            RunLock.acquire(
                second.executor(),
                second.schema(),
                "other",
                Duration.ZERO,
                Orphan.WAIT,
                events::add)) {
      assertEquals(List.of(), events);
    }
  }

  @Test
  void aSecondRunWaitsSayingWhoHoldsTheLockAndGoesOnWhenItIsFree() throws Exception {
    RunLock lock = acquire(first, Duration.ZERO);
    Waits.untilIdle(settings, first.facts().connectionId());
    Future<RunLock> waiting = others.submit(() -> acquire(second, LIMIT));
    Thread.sleep(2500);
    assertFalse(waiting.isDone());
    lock.close();
    waiting.get(10, TimeUnit.SECONDS).close();
    assertEquals(1, events.size(), events::toString);
    Event.Waiting event = (Event.Waiting) events.get(0);
    assertEquals("the lock of " + settings.name() + "." + TABLE, event.what());
    assertEquals(LIMIT, event.limit());
    assertTrue(
        event
            .holder()
            .startsWith(
                "connection "
                    + first.facts().connectionId()
                    + " of "
                    + settings.username()
                    + " from "),
        event::holder);
    assertTrue(event.holder().contains(", idle for "), event::holder);
    if (DatabaseTest.ask(first.executor(), "SELECT @@performance_schema").equals("1")) {
      assertTrue(event.holder().endsWith(", program migrate, operation run-one"), event::holder);
    }
  }

  @Test
  void afterTheLimitTheRunIsRefusedNamingTheHolderAndTheFix() {
    try (RunLock lock = acquire(first, Duration.ZERO)) {
      long start = System.nanoTime();
      RefusedException e =
          assertThrows(RefusedException.class, () -> acquire(second, Duration.ofSeconds(2)));
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 1900 && millis < 6000, () -> millis + " ms");
      assertEquals("lock-timeout", e.problem().code());
      String id = Long.toString(first.facts().connectionId());
      String text = e.problem().text();
      assertTrue(text.contains("was not free within 2 s"), text);
      assertTrue(text.contains("It is held by connection " + id + " of "), text);
      assertTrue(text.endsWith("KILL " + id), text);
    }
  }

  @Test
  void aHolderThatTheAccountMayNotSeeIsNamedByItsConnection() {
    String name = "u" + Long.toHexString(System.nanoTime());
    TestServer.execute(
        settings,
        "CREATE USER " + name + " IDENTIFIED BY 'p4ss-Word'",
        "GRANT ALL ON " + settings.name() + ".* TO " + name);
    DatabaseSettings account = Altered.account(settings, name, new Password.Fixed("p4ss-Word"));
    try (RunLock lock = acquire(first, Duration.ZERO);
        Database little = Database.open(account, "run-three", event -> {})) {
      RefusedException e =
          assertThrows(RefusedException.class, () -> acquire(little, Duration.ZERO));
      String text = e.problem().text();
      assertTrue(
          text.contains("It is held by connection " + first.facts().connectionId() + "\n"), text);
    } finally {
      TestServer.execute(settings, "DROP USER " + name);
    }
  }

  @Test
  void theLockEndsWithItsConnectionAndClosingItThenIsNoError() throws Exception {
    RunLock lock = acquire(first, Duration.ZERO);
    first.executor().abort(Runnable::run);
    await(() -> user(second).equals("no one"));
    lock.close();
    acquire(second, Duration.ZERO).close();
  }

  @Test
  void aMigrationOfStockFlywayIsWaitedFor(@TempDir Path folder)
      throws IOException, ExecutionException, InterruptedException, Exception {
    Flyway flyway =
        flyway(folder, "CREATE TABLE t (id INT); DO SLEEP(4); INSERT INTO t VALUES (1);");
    Future<?> migration = others.submit(flyway::migrate);
    await(() -> migration.isDone() || statements().contains("DO SLEEP(4)"));
    assertEquals("0", DatabaseTest.ask(first.executor(), "SELECT COUNT(*) FROM t"));
    try (RunLock lock = acquire(second, LIMIT)) {
      assertEquals("1", DatabaseTest.ask(first.executor(), "SELECT COUNT(*) FROM t"));
      assertEquals(1, events.size(), events::toString);
      assertTrue(((Event.Waiting) events.get(0)).holder().contains("in a statement for"));
    }
    migration.get();
  }

  @Test
  void stockFlywayWaitsForOurRun(@TempDir Path folder) throws Exception {
    Flyway flyway = flyway(folder, "CREATE TABLE t (id INT);");
    Future<?> migration;
    try (RunLock lock = acquire(first, Duration.ZERO)) {
      migration = others.submit(flyway::migrate);
      await(() -> migration.isDone() || statements().contains("GET_LOCK"));
      Thread.sleep(500);
      assertFalse(migration.isDone());
      assertEquals(
          "0",
          DatabaseTest.ask(
              second.executor(),
              "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                  + " AND table_name = 't'"));
    }
    migration.get(30, TimeUnit.SECONDS);
    assertEquals("0", DatabaseTest.ask(second.executor(), "SELECT COUNT(*) FROM t"));
  }

  /** The statements that run in the test's database, but for this one. */
  private String statements() throws SQLException {
    return DatabaseTest.ask(
        first.executor(),
        "SELECT GROUP_CONCAT(info) FROM information_schema.processlist"
            + " WHERE db = DATABASE() AND id <> CONNECTION_ID()");
  }

  private Flyway flyway(Path folder, String sql) throws IOException {
    Files.writeString(folder.resolve("V1__slow.sql"), sql);
    return Flyway.configure()
        .dataSource(
            "jdbc:mysql://" + settings.address(),
            settings.username(),
            ((Password.Fixed) settings.password()).value())
        .locations("filesystem:" + folder)
        .load();
  }
}
