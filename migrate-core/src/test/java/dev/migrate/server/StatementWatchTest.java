package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.StatementWatch.Kind;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(120)
@SuppressWarnings("try") // a transaction is held open, not spoken to
@Isolated("measures how long statements wait for locks")
class StatementWatchTest {

  private static final String REBUILD = "ALTER TABLE t FORCE, ALGORITHM=INPLACE, LOCK=NONE";

  /** Longer with the keys that are added: the watch has to see it at work, and a transaction. */
  private static final Duration REBUILT = Duration.ofMillis(1200);

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(300), Duration.ofMillis(600));

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ExecutorService others = Executors.newCachedThreadPool();
  private Database database;

  @BeforeEach
  void connect() {
    database = Database.open(settings, "run-one", event -> {});
  }

  @AfterEach
  void close() {
    database.close();
    others.shutdownNow();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  private static LockTimeouts limits(Duration start, Duration cutover) {
    return LockTimeouts.DEFAULT.statement(start, cutover);
  }

  private void run(LockTimeouts limits, Kind kind, String sql) throws SQLException {
    try (StatementWatch watch =
            StatementWatch.over(database, limits, WatchSettings.NONE, events::add, PAUSES);
        Statement statement = database.executor().createStatement()) {
      statement.execute(
          "SET SESSION lock_wait_timeout = " + limits.sessionSeconds(kind == Kind.REBUILD));
      watch.run(Subject.of("the statement", kind), () -> statement.execute(sql));
    }
  }

  private LockTimeoutException refused(LockTimeouts limits, Kind kind, String sql) {
    return assertThrows(LockTimeoutException.class, () -> run(limits, kind, sql));
  }

  /** The longest a query of the table took while the work went on, in milliseconds. */
  private Future<Long> longestQuery(Future<?> work) {
    return others.submit(
        () -> {
          long longest = 0;
          try (Connection connection = TestServer.connect(settings)) {
            while (!work.isDone()) {
              long begin = System.nanoTime();
              DatabaseTest.ask(connection, "SELECT COUNT(*) FROM t WHERE id = 1");
              longest = Math.max(longest, System.nanoTime() - begin);
              Thread.sleep(10);
            }
          }
          return longest / 1_000_000;
        });
  }

  @Test
  void aLongTransactionStopsAnAlterAndNobodyElseForLongerThanTheTimeout() throws Exception {
    Waits.table(settings, 1);
    LockTimeouts limits = limits(Duration.ofMillis(1500), Duration.ofSeconds(60));
    try (Connection holder = Waits.transaction(settings, "SELECT * FROM t")) {
      Future<LockTimeoutException> work =
          others.submit(() -> refused(limits, Kind.REBUILD, REBUILD));
      Future<Long> longest = longestQuery(work);
      String text = work.get().problem().text();
      String id = Long.toString(Waits.id(holder));
      assertTrue(text.startsWith("the statement did not get its lock in 3 attempts"), text);
      assertTrue(text.contains("connection " + id + " of " + settings.username()), text);
      assertTrue(text.contains("transaction open for "), text);
      assertTrue(text.contains("KILL " + id), text);
      assertTrue(text.endsWith("then run the goal again"), text);
      boolean told = TestServer.vendor() == Vendor.MYSQL;
      assertEquals(told, text.contains("SHARED_READ on " + settings.name() + ".t"), text);
      assertEquals(!told, text.contains("candidates only"), text);
      assertTrue(longest.get() >= 1000 && longest.get() < 2700, () -> text + longest);
    }
    assertEquals(3, events.stream().filter(Event.Waiting.class::isInstance).count());
    assertEquals(2, events.stream().filter(Event.Notice.class::isInstance).count());
  }

  @Test
  void anAlterGoesThroughWhenTheTransactionEndsBetweenTwoAttempts() throws Exception {
    Waits.table(settings, 1);
    LockTimeouts limits = limits(Duration.ofMillis(1500), Duration.ofSeconds(60));
    Connection holder = Waits.transaction(settings, "SELECT * FROM t");
    Future<?> work =
        others.submit(
            () -> {
              run(limits, Kind.REBUILD, "ALTER TABLE t ADD b INT");
              return null;
            });
    Waits.await(() -> events.stream().anyMatch(Event.Notice.class::isInstance));
    holder.close();
    work.get();
    assertEquals(List.of("null", "null"), TestServer.query(settings, "SELECT b FROM t"));
  }

  @Test
  void aStatementThatOnlyDefinesIsBoundedByItsSession() throws Exception {
    Waits.table(settings, 1);
    LockTimeouts limits = limits(Duration.ofSeconds(2), Duration.ofSeconds(60));
    try (Connection holder = Waits.transaction(settings, "SELECT * FROM t")) {
      String text = refused(limits, Kind.DEFINITION, "DROP TABLE t").problem().text();
      assertTrue(text.matches("(?s).*3 attempts, 6(\\.\\d)? s in all, and did nothing.*"), text);
      assertTrue(text.contains("KILL " + Waits.id(holder)), text);
    }
    assertEquals(List.of("2"), TestServer.query(settings, "SELECT COUNT(*) FROM t"));
  }

  /** Rebuilds, with a transaction on the table begun meanwhile. */
  private Connection duringRebuild(LockTimeouts limits, Callable<Boolean> until, Future<?>[] work)
      throws Exception {
    work[0] =
        others.submit(
            () -> {
              run(limits, Kind.REBUILD, REBUILD + ", ADD KEY (a), ADD KEY (a, id)");
              return null;
            });
    Waits.await(() -> work[0].isDone() || until.call());
    return Waits.transaction(settings, "SELECT * FROM t LIMIT 1");
  }

  private boolean isAltering() throws Exception {
    if (!Waits.alterState(settings).startsWith("altering table")) {
      return false;
    }
    // So that the watch, too, sees it at work.
    Thread.sleep(1400);
    return true;
  }

  @Test
  void atTheEndOfARebuildTheOtherTimeoutHoldsAndTheWorkIsNotBegunAgain() throws Exception {
    Waits.tableRebuiltIn(settings, REBUILT);
    LockTimeouts limits = limits(Duration.ofSeconds(1), Duration.ofSeconds(3));
    Future<?>[] work = new Future<?>[1];
    try (Connection holder = duringRebuild(limits, this::isAltering, work)) {
      Exception e = assertThrows(Exception.class, () -> work[0].get(60, TimeUnit.SECONDS));
      String text = assertInstanceOf(LockTimeoutException.class, e.getCause()).problem().text();
      assertTrue(
          text.matches("(?s)the statement worked for [\\d.]+ s and then waited (2\\.[5-9]|3).*"),
          text);
      assertTrue(text.contains("its work is undone"), text);
      assertTrue(text.contains("KILL " + Waits.id(holder)), text);
      assertTrue(text.contains("-Dmigrate.cutoverTimeout="), text);
    }
    assertEquals(0, events.stream().filter(Event.Notice.class::isInstance).count());
    assertEquals(1, events.stream().filter(Event.Waiting.class::isInstance).count());
  }

  @Test
  void atTheEndOfARebuildATransactionMayGoOnForLongerThanTheTimeoutOfTheStart() throws Exception {
    Waits.tableRebuiltIn(settings, REBUILT);
    LockTimeouts limits = limits(Duration.ofSeconds(1), Duration.ofSeconds(30));
    Future<?>[] work = new Future<?>[1];
    try (Connection holder = duringRebuild(limits, this::isAltering, work)) {
      Waits.await(() -> Waits.alterState(settings).startsWith("Waiting for"));
      Thread.sleep(2500);
      assertFalse(work[0].isDone());
    }
    work[0].get(60, TimeUnit.SECONDS);
  }

  @Test
  void whoHoldsTheRowsOfAnUpdateIsNamedAndItIsNotRunAgain() throws Exception {
    Waits.table(settings, 1);
    TestServer.execute(settings, "UPDATE t SET a = 'x'");
    try (Connection holder = Waits.transaction(settings, "UPDATE t SET a = 'y'");
        Statement statement = database.executor().createStatement()) {
      statement.execute("SET SESSION innodb_lock_wait_timeout = 3");
      String text =
          refused(LockTimeouts.DEFAULT, Kind.ROWS, "UPDATE t SET a = 'z'").problem().text();
      assertTrue(text.startsWith("the statement waited 3"), text);
      assertTrue(text.contains("rows that another transaction has locked"), text);
      assertTrue(text.contains("row locks on " + settings.name() + ".t"), text);
      assertTrue(text.contains("KILL " + Waits.id(holder)), text);
      assertFalse(text.contains("candidates"), text);
    }
  }

  @Test
  void quickStatementsAreWatchedWithoutAConnection() throws Exception {
    try (StatementWatch watch =
            StatementWatch.over(
                database, LockTimeouts.DEFAULT, WatchSettings.NONE, events::add, PAUSES);
        Statement statement = database.executor().createStatement()) {
      for (int i = 0; i < 30; i++) {
        watch.run(Subject.of("DO", Kind.ROWS), () -> statement.execute("DO SLEEP(0.05)"));
      }
      assertEquals("1", connections());
      watch.run(Subject.of("DO", Kind.ROWS), () -> statement.execute("DO SLEEP(1.8)"));
      assertEquals("2", connections());
    }
    Waits.await(() -> connections().equals("1"));
    assertEquals(List.of(), events);
  }

  private String connections() throws SQLException {
    return DatabaseTest.ask(
        database.executor(),
        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()");
  }

  @Test
  void anErrorOfAnotherKindComesAsItIs() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> run(LockTimeouts.DEFAULT, Kind.REBUILD, "ALTER TABLE none ADD b INT"));
    assertEquals(1146, e.getErrorCode());
  }

  @Test
  void aKillThatCameTooLateHitsNoLaterStatement() throws Exception {
    try (Connection other = TestServer.connect(settings);
        Statement killer = other.createStatement();
        Statement statement = database.executor().createStatement()) {
      killer.execute("KILL QUERY " + database.facts().connectionId());
      try {
        statement.execute("DO 0");
      } catch (SQLException e) {
        assertEquals(1317, e.getErrorCode());
      }
      statement.execute("CREATE TABLE later (id INT)");
    }
  }

  @Test
  void anOldTransactionIsWaitedForBeforeARebuildBegins() throws Exception {
    Waits.table(settings, 1);
    Duration none = Duration.ZERO;
    assertEquals(
        List.of(),
        OldTransactions.await(database, settings.name(), "t", none, none, events::add).ids());
    if (TestServer.vendor() == Vendor.MARIADB) {
      // It does not tell, and a transaction of less than a minute is nothing to speak of.
      return;
    }
    Connection holder = Waits.transaction(settings, "SELECT * FROM t");
    // The server renews its list of transactions every 100 ms at most.
    Thread.sleep(300);
    assertEquals(
        List.of(Waits.id(holder)),
        OldTransactions.await(database, settings.name(), "t", none, none, events::add).ids());
    Future<Blockers> waiting =
        others.submit(
            () ->
                OldTransactions.await(
                    database, settings.name(), "t", none, Duration.ofSeconds(30), events::add));
    Waits.await(() -> !events.isEmpty());
    assertTrue(((Event.Waiting) events.get(0)).holder().contains("SHARED_READ on "));
    holder.close();
    assertEquals(List.of(), waiting.get().ids());
    assertEquals(1, events.size());
  }
}
