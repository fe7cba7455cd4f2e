package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import dev.migrate.server.StatementWatch.Kind;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is told of statements that take seconds; each sleeps in its midst to take that long. */
@Timeout(120)
class StatementProgressTest {

  private static final String INSTRUMENTS = "performance_schema.setup_consumers";

  private static final String CONSUMER =
      "SELECT enabled FROM performance_schema.setup_consumers WHERE name ="
          + " 'events_stages_current'";

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Database database;

  @BeforeEach
  void connect() {
    database = Database.open(settings, "run-one", event -> {});
  }

  @AfterEach
  void close() {
    database.close();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  private static Subject subject(Kind kind, String what) {
    return new Subject("V3__x.sql:12", what + " …", what, null, "t", kind, RowPasses.UNKNOWN);
  }

  private void run(WatchSettings watching, Subject of, String sql) throws SQLException {
    Subject subject =
        new Subject(
            of.where(), of.summary(), of.what(), settings.name(), "t", of.kind(), of.passes());
    try (StatementWatch watch =
            StatementWatch.over(database, LockTimeouts.DEFAULT, watching, events::add);
        Statement statement = database.executor().createStatement()) {
      watch.run(subject, () -> statement.execute(sql));
    }
  }

  private List<Event.StatementProgress> told() {
    return events.stream()
        .filter(Event.StatementProgress.class::isInstance)
        .map(Event.StatementProgress.class::cast)
        .toList();
  }

  @Test
  @ResourceLock(INSTRUMENTS)
  void aCopyIsToldInPercentThatGrow() throws Exception {
    Waits.table(settings, TestServer.vendor() == Vendor.MYSQL ? 17 : 18);
    WatchSettings watching = new WatchSettings(true, Optional.empty());
    // Until the table is large enough for this machine.
    for (int length = 201; told().isEmpty(); length++) {
      run(
          watching,
          subject(Kind.REBUILD, "ALTER TABLE t"),
          "ALTER TABLE t MODIFY a VARCHAR("
              + length
              + "), ADD KEY (a), ADD KEY (a, id), ALGORITHM=COPY");
      TestServer.execute(settings, "INSERT INTO t (a) SELECT a FROM t");
    }
    List<Event.StatementProgress> told = told();
    double last = -1;
    for (Event.StatementProgress each : told) {
      assertEquals("V3__x.sql:12", each.where());
      assertEquals("t", each.table());
      assertTrue(each.elapsed().toMillis() >= 1900, each::toString);
      if (each.percent() != null) {
        assertTrue(each.percent() >= last, told::toString);
        last = each.percent();
      } else {
        assertNotNull(each.unknown(), told::toString);
      }
    }
    assertTrue(last > 20, told::toString);
    if (TestServer.vendor() == Vendor.MYSQL) {
      assertEquals(List.of("NO"), TestServer.query(settings, CONSUMER));
    }
  }

  @Test
  @ResourceLock(INSTRUMENTS)
  void whereTheServerDoesNotTellOnlyTheTimeIsToldAndWhy() throws Exception {
    run(WatchSettings.NONE, Subject.of("DO", Kind.DEFINITION), "DO SLEEP(3.5)");
    assertFalse(told().isEmpty());
    for (Event.StatementProgress each : told()) {
      assertNull(each.percent());
      assertNull(each.remaining());
      String why = Objects.requireNonNull(each.unknown());
      assertTrue(
          TestServer.vendor() == Vendor.MARIADB
              ? why.contains("MariaDB does not tell")
              : why.contains("events_stages_current is off; -Dmigrate.enableInstruments"),
          why);
    }
  }

  @Test
  @ResourceLock(INSTRUMENTS)
  void whatWasTurnedOnIsTurnedOffAgainAlsoAfterAnError() {
    List<String> before = TestServer.query(settings, CONSUMER);
    List<String> during = new ArrayList<>();
    WatchSettings watching = new WatchSettings(true, Optional.empty());
    try (StatementWatch watch =
        StatementWatch.over(database, LockTimeouts.DEFAULT, watching, events::add)) {
      StatementWatch.Work failing =
          () -> {
            during.addAll(TestServer.query(settings, CONSUMER));
            throw new SQLException("failed");
          };
      assertThrows(SQLException.class, () -> watch.run(Subject.of("DO", Kind.DEFINITION), failing));
    }
    assertEquals(TestServer.vendor() == Vendor.MYSQL ? List.of("YES") : before, during);
    assertEquals(before, TestServer.query(settings, CONSUMER));
    assertEquals(List.of(), events);
  }

  @Test
  @ResourceLock(INSTRUMENTS)
  void anAccountThatMayNotLookIsToldWhatWouldLetIt() throws Exception {
    try (LeastAccount least = LeastAccount.of(settings)) {
      database.close();
      database = Database.open(least.settings(), "run-two", event -> {});
      run(
          new WatchSettings(true, Optional.empty()),
          subject(Kind.DEFINITION, "DO SLEEP"),
          "DO SLEEP(2.8)");
    }
    String texts = events.toString();
    assertFalse(told().isEmpty());
    assertTrue(texts.contains("The account may not see all the sessions that wait behind"), texts);
    if (TestServer.vendor() == Vendor.MYSQL) {
      assertTrue(texts.contains("-Dmigrate.enableInstruments has no effect"), texts);
      assertTrue(texts.contains("unknown=the account may not read MySQL's"), texts);
    }
  }

  @Test
  void sessionsThatWaitBehindAStatementAreCountedAndNamedWithoutTheirLiterals() throws Exception {
    Waits.table(settings, 3);
    try (Connection first = TestServer.connect(settings);
        Connection second = TestServer.connect(settings)) {
      Thread work = begin("UPDATE t SET a = CONCAT(a, SLEEP(1)) WHERE id > 0", WatchSettings.NONE);
      Waits.await(this::isChanging);
      Waits.begin(first, "UPDATE t SET a = 'a secret' WHERE id = 1");
      Waits.begin(second, "ALTER TABLE t ADD b VARCHAR(20) DEFAULT 'secret too'");
      work.join();
      assertTrue(told().stream().anyMatch(each -> each.blocked() >= 2), events::toString);
      String text =
          events.stream()
              .filter(Event.Notice.class::isInstance)
              .map(Object::toString)
              .findFirst()
              .orElseThrow();
      // A backup of a test beside this one waits behind it, too, and who waits behind that.
      assertTrue(text.matches("(?s).*keeps \\d+ sessions waiting for 5 s: connection .*"), text);
      assertTrue(text.contains("connection " + Waits.id(first) + " of "), text);
      assertTrue(text.contains(": UPDATE t SET a = ? WHERE id = ?"), text);
      assertTrue(text.contains("-Dmigrate.stopIfBlocking="), text);
      assertFalse(text.contains("secret"), text);
    }
  }

  @Test
  void aStatementIsStoppedWhenOthersHaveWaitedForTooLong() throws Exception {
    Waits.table(settings, 4);
    WatchSettings watching = new WatchSettings(false, Optional.of(Duration.ofSeconds(2)));
    DatabaseSettings elsewhere = TestServer.freshDatabase();
    Waits.table(elsewhere, 1);
    try (Connection other = TestServer.connect(settings);
        Connection unconcerned = TestServer.connect(elsewhere);
        Connection reader = Waits.transaction(elsewhere, "SELECT * FROM t")) {
      // A table of that name in another database is not this one.
      long elsewhereId = Waits.id(unconcerned);
      Waits.begin(unconcerned, "DROP TABLE t");
      Thread waiter =
          new Thread(
              () -> {
                while (!isChanging()) {
                  Thread.onSpinWait();
                }
                Waits.begin(other, "UPDATE t SET a = 'z' WHERE id = 1");
              });
      waiter.start();
      long begin = System.nanoTime();
      LockTimeoutException e =
          assertThrows(
              LockTimeoutException.class,
              () ->
                  run(
                      watching,
                      subject(Kind.ROWS, "UPDATE t"),
                      "UPDATE t SET a = CONCAT(a, SLEEP(1)) WHERE id > 0"));
      waiter.join();
      assertTrue(System.nanoTime() - begin < 8_000_000_000L);
      String text = e.problem().text();
      assertEquals("stopped-blocking", e.problem().code());
      // A backup of another test may wait beside it.
      assertTrue(text.contains(" waited behind it: "), text);
      assertTrue(text.contains("connection " + Waits.id(other) + " of"), text);
      assertFalse(text.contains("connection " + elsewhereId + " of"), text);
      reader.rollback();
      assertTrue(text.contains("UPDATE t SET a = ? WHERE id = ?"), text);
    }
    assertEquals(
        List.of("0"), TestServer.query(settings, "SELECT COUNT(*) FROM t WHERE a LIKE '%0'"));
  }

  private boolean isChanging() {
    return TestServer.query(
            settings,
            "SELECT state FROM information_schema.processlist WHERE id = "
                + database.facts().connectionId())
        .equals(List.of("User sleep"));
  }

  private Thread begin(String sql, WatchSettings watching) {
    Thread work =
        new Thread(
            () -> {
              try {
                run(watching, subject(Kind.ROWS, "UPDATE t"), sql);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    work.start();
    return work;
  }
}
