package dev.migrate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Orphan;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.Build;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class OrphansTest {

  private static final String TABLE = "flyway_schema_history";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration YOUNG = Duration.ZERO;

  private final DatabaseSettings settings = TestServer.freshDatabase();
  private final List<Event> events = new ArrayList<>();
  private Database database;

  @BeforeEach
  void connect() {
    database = Database.open(settings, "run-two", event -> {});
  }

  @AfterEach
  void close() {
    database.close();
    TestServer.execute(settings, "DROP DATABASE " + settings.name());
  }

  /** Kills a build with {@code kill -9} in an ALTER that goes on for seconds; that session's id. */
  private long orphan(Path folder) throws Exception {
    TestProject.on(folder, settings)
        .write("V1__table.sql", String.join(";\n", Waits.tableOf(19)) + ";")
        .write("V2__keys.sql", "ALTER TABLE t ADD KEY (a), ADD KEY (a, id), ADD KEY (id, a);");
    Process build = Build.start(folder, settings);
    Waits.await(() -> !build.isAlive() || Waits.alterState(settings).startsWith("altering"));
    if (!build.isAlive()) {
      fail(new String(build.getInputStream().readAllBytes(), UTF_8));
    }
    build.destroyForcibly().waitFor();
    List<String> ids =
        TestServer.query(
            settings,
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                + " AND info LIKE 'ALTER%'");
    assertEquals(1, ids.size());
    return Long.parseLong(ids.get(0));
  }

  @Test
  void a_session_of_ours_with_the_same_id_after_a_restart_is_not_waited_for() throws SQLException {
    Connection ours = database.executor();
    long id = Long.parseLong(first(ours, "SELECT CONNECTION_ID()"));
    Orphans.await(ours, id, "run-one", YOUNG, Duration.ofSeconds(1), Orphan.WAIT, events::add);
    assertEquals(List.of(), events);
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      assertTrue(row.next());
      return row.getString(1);
    }
  }

  private String keys() {
    return TestServer.query(
            settings,
            "SELECT COUNT(DISTINCT index_name) FROM information_schema.statistics"
                + " WHERE table_schema = DATABASE() AND table_name = 't'")
        .get(0);
  }

  private RunLock acquire(Orphan orphan) {
    return RunLock.acquire(
        database.executor(), database.schema(), TABLE, LIMIT, orphan, events::add);
  }

  private boolean says(String text) {
    return events.stream().anyMatch(event -> event.toString().contains(text));
  }

  @Test
  void theNextRunWaitsForTheAlterOfABuildThatWasKilled(@TempDir Path folder) throws Exception {
    long id = orphan(folder);
    acquire(Orphan.WAIT).close();
    assertTrue(says("connection " + id + " of " + settings.username()), events::toString);
    assertTrue(says("Connection " + id + " is a run of this plugin"), events::toString);
    assertTrue(says("-Dmigrate.orphan=kill"), events::toString);
    assertEquals("4", keys());
  }

  @Test
  void theNextRunEndsTheAlterOfABuildThatWasKilledWhenItShall(@TempDir Path folder)
      throws Exception {
    long id = orphan(folder);
    acquire(Orphan.KILL).close();
    assertTrue(says("Ended what an earlier run had left: connection " + id), events::toString);
    assertEquals("1", keys());
    assertEquals("", Waits.alterState(settings));
  }

  @Test
  void aHolderThatIsNotOneOfOursIsNotEnded() throws Exception {
    try (Connection stranger = TestServer.connect(settings);
        PreparedStatement lock = stranger.prepareStatement("DO GET_LOCK(?, 0)")) {
      lock.setString(1, RunLock.name(settings.name(), TABLE));
      lock.execute();
      RefusedException e = assertThrows(RefusedException.class, () -> acquire(Orphan.KILL));
      assertEquals("orphan-not-ours", e.problem().code());
      assertTrue(e.problem().text().endsWith("KILL " + Waits.id(stranger)));
    }
  }

  private void await(long id, String operation, Duration age, Duration limit, Orphan orphan) {
    Orphans.await(database.executor(), id, operation, age, limit, orphan, events::add);
  }

  @Test
  void aSessionOfTheOperationIsWaitedForOrEndedBeforeItsWorkIsLookedAt() throws Exception {
    Database first = Database.open(settings, "run-one", event -> {});
    long id = first.facts().connectionId();
    Waits.untilIdle(settings, id);
    await(id, "run-one", YOUNG, LIMIT, Orphan.WAIT);
    assertEquals(List.of(), events, "it is idle");
    CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> sleep(first));
    Thread.sleep(200);
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> await(id, "run-one", YOUNG, Duration.ofSeconds(1), Orphan.WAIT));
    assertEquals("orphan-running", e.problem().code());
    assertTrue(e.problem().text().contains("-Dmigrate.orphan=kill"), e.problem()::text);
    assertTrue(e.problem().text().endsWith("KILL " + id), e.problem()::text);
    await(id, "run-one", YOUNG, LIMIT, Orphan.KILL);
    assertTrue(says("Ended what an earlier run had left: connection " + id), events::toString);
    busy.get();
    first.close();
    events.clear();
    await(id, "run-one", YOUNG, LIMIT, Orphan.WAIT);
    assertEquals(List.of(), events);
  }

  private static void sleep(Database database) {
    try (java.sql.Statement statement = database.executor().createStatement()) {
      statement.execute("DO SLEEP(60)");
    } catch (SQLException ended) {
      return;
    }
  }

  @Test
  void anotherSessionThatGotTheIdAfterARestartIsLeftAlone() throws Exception {
    try (Connection other = TestServer.connect(settings)) {
      await(Waits.id(other), "run-one", Duration.ofDays(4000), LIMIT, Orphan.KILL);
      assertEquals(List.of(), events);
      assertEquals("1", DatabaseTest.ask(other, "SELECT 1"));
    }
  }
}
