package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The row is a lock on any server, cluster or not. */
@Timeout(60)
@SuppressWarnings("try") // a lock is held, not spoken to
class ClusterLockTest {

  private static final Duration LEASE = Duration.ofMillis(1500);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ExecutorService others = Executors.newCachedThreadPool();
  private Database first;
  private Database second;

  @BeforeEach
  void connect() {
    first = Database.open(settings, "run-one", event -> {});
    second = Database.open(settings, "run-two", event -> {});
    // As on two nodes: on one, the local lock tells that a holder's connection has ended.
    TestServer.execute(settings, "CREATE TABLE counter (n INT)", "INSERT INTO counter VALUES (0)");
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    others.shutdownNow();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  private ClusterLock acquire(Database database, Duration limit) {
    return acquire(database, database == first ? "one" : "two", limit);
  }

  private ClusterLock acquire(Database database, String run, Duration limit) {
    // Another history table for each: else a node of a cluster would know that no run has it.
    return ClusterLock.acquire(
        database, settings.name(), "history_" + run, run, limit, LEASE, events::add);
  }

  private String ask(String query) {
    return TestServer.query(settings, query).get(0);
  }

  private long token() {
    return Long.parseLong(ask("SELECT token FROM migrate_lock WHERE id = 'run'"));
  }

  private static void write(Database database, ClusterLock lock) throws SQLException {
    try (Statement statement = database.executor().createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute("UPDATE counter SET n = n + 1");
      statement.execute(lock.fence());
      statement.execute("COMMIT");
    } finally {
      try (Statement statement = database.executor().createStatement()) {
        statement.execute("ROLLBACK");
      }
    }
  }

  @Test
  void aFreeLockIsTakenWithoutAWordAndGivenBackAndItsTokenGrows() {
    long before;
    try (ClusterLock lock = acquire(first, Duration.ZERO)) {
      assertEquals("one", ask("SELECT operation FROM migrate_lock WHERE id = 'run'"));
      before = token();
    }
    assertEquals("null", ask("SELECT operation FROM migrate_lock WHERE id = 'run'"));
    try (ClusterLock lock = acquire(second, Duration.ZERO)) {
      assertTrue(token() > before);
    }
    assertEquals(List.of(), events);
    assertEquals("2", ask("SELECT COUNT(*) FROM migrate_lock"));
  }

  @Test
  void aHolderThatLivesIsWaitedForBeyondTheLease() throws Exception {
    ClusterLock lock = acquire(first, Duration.ZERO);
    Future<ClusterLock> waiting = others.submit(() -> acquire(second, LIMIT));
    Thread.sleep(LEASE.toMillis() * 3);
    assertFalse(waiting.isDone());
    write(first, lock);
    lock.close();
    waiting.get(10, TimeUnit.SECONDS).close();
    assertEquals(1, events.size(), events::toString);
    Event.Waiting event = assertInstanceOf(Event.Waiting.class, events.get(0));
    assertEquals("the lock of " + settings.name() + ".history_two in the cluster", event.what());
    assertTrue(event.holder().startsWith("operation one of "), event::holder);
    assertEquals("2", ask("SELECT COUNT(*) FROM migrate_lock"));
  }

  @Test
  void aHolderThatIsSilentForTheLeaseIsTakenOverFrom() throws SQLException {
    acquire(first, Duration.ZERO).close();
    TestServer.execute(settings, "UPDATE migrate_lock SET operation = 'dead', host = 'gone'");
    long start = System.nanoTime();
    try (ClusterLock lock = acquire(second, LIMIT)) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= LEASE.toMillis(), () -> millis + " ms");
      write(second, lock);
    }
    assertEquals(2, events.size(), events::toString);
    assertTrue(((Event.Notice) events.get(1)).text().contains("operation dead of gone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ANSI", "TRADITIONAL", "NO_BACKSLASH_ESCAPES", "ORACLE"})
  void afterATakeoverTheFormerHolderCanCommitNothing(String mode) throws Exception {
    if (mode.equals("ORACLE") && TestServer.vendor() != Vendor.MARIADB) {
      return;
    }
    try (ClusterLock lock = acquire(first, Duration.ZERO);
        Statement statement = first.executor().createStatement()) {
      statement.execute("SET SESSION sql_mode = '" + mode + "'");
      write(first, lock);
      LockTable table = new LockTable(settings.name());
      // Between the look and the takeover the holder may have given a sign of life.
      Waits.await(
          () -> table.take(second.executor(), table.state(second.executor()), "two", "other", ""));
      SQLException failure = assertThrows(SQLException.class, () -> write(first, lock));
      LockLostException lost = assertInstanceOf(LockLostException.class, lock.told(failure));
      assertEquals("lock-lost", lost.problem().code());
      assertTrue(lost.problem().text().contains("operation two of other since"), lost::getMessage);
    }
    assertEquals("1", ask("SELECT n FROM counter"));
    assertEquals("two", ask("SELECT operation FROM migrate_lock WHERE id = 'run'"));
  }

  @Test
  void aFailureOfAnotherKindStaysWhatItIs() {
    try (ClusterLock lock = acquire(first, Duration.ZERO)) {
      for (int code : new int[] {1064, 1213, 1242}) {
        SQLException failure = new SQLException("no", "HY000", code);
        assertSame(failure, lock.told(failure));
      }
    }
  }

  @Test
  void afterTheLimitTheRunIsRefusedNamingTheHolderAndHowToEndItByHand() throws SQLException {
    try (ClusterLock lock = acquire(first, Duration.ZERO)) {
      RefusedException e =
          assertThrows(RefusedException.class, () -> acquire(second, Duration.ofSeconds(2)));
      assertEquals("lock-timeout", e.problem().code());
      String text = e.problem().text();
      assertTrue(text.contains("not free in the cluster within 2 s"), text);
      assertTrue(text.contains("It is held by operation one of "), text);
      TestServer.execute(settings, text.substring(text.indexOf("UPDATE `")));
      acquire(second, Duration.ZERO).close();
      assertThrows(SQLException.class, () -> write(first, lock));
    }
    assertEquals("0", ask("SELECT n FROM counter"));
  }

  @Test
  void whileNobodyCanCommitTheLeaseDoesNotEnd() throws Exception {
    ClusterLock lock = acquire(first, Duration.ZERO);
    Future<ClusterLock> waiting = others.submit(() -> acquire(second, LIMIT));
    while (events.isEmpty()) {
      Thread.sleep(20);
    }
    // As a definition does in a cluster: holder and waiting run hang in their writes, reads go on.
    try (Connection connection = TestServer.connect(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLES migrate_lock READ");
      Thread.sleep(LEASE.toMillis() * 3);
    }
    Thread.sleep(LEASE.toMillis() * 2);
    assertFalse(waiting.isDone());
    write(first, lock);
    lock.close();
    waiting.get(10, TimeUnit.SECONDS).close();
    assertEquals(1, events.size(), events::toString);
  }

  @Test
  void aHeartbeatWhoseConnectionIsEndedGoesOnOnAnother() throws Exception {
    ClusterLock lock = acquire(first, Duration.ZERO);
    String others = "id <> CONNECTION_ID() AND db = DATABASE()";
    String executors = first.facts().connectionId() + ", " + second.facts().connectionId();
    for (String id :
        TestServer.query(
            settings,
            "SELECT id FROM information_schema.processlist WHERE "
                + others
                + " AND id NOT IN ("
                + executors
                + ")")) {
      TestServer.execute(settings, "KILL " + id);
    }
    assertThrows(RefusedException.class, () -> acquire(second, LEASE.multipliedBy(3)));
    write(first, lock);
    lock.close();
    acquire(second, Duration.ZERO).close();
  }

  @Test
  void aLockWhoseRowsWereRemovedIsMadeAnewWithAGreaterToken() throws SQLException {
    acquire(first, Duration.ZERO).close();
    long before = token();
    TestServer.execute(settings, "DELETE FROM migrate_lock WHERE id = 'run'");
    try (ClusterLock lock = acquire(second, Duration.ZERO)) {
      assertTrue(token() > before);
      write(second, lock);
    }
  }

  @Test
  void aTableOfANewerReleaseIsRefused() {
    acquire(first, Duration.ZERO).close();
    TestServer.execute(settings, "UPDATE migrate_lock SET format_version = 2");
    RefusedException e = assertThrows(RefusedException.class, () -> acquire(first, Duration.ZERO));
    assertEquals("state-newer", e.problem().code());
  }
}
