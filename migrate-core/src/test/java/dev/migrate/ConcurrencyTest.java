package dev.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.Build;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several builds, and stock Flyway in a starting application, upgrade one database at once. */
@Timeout(120)
class ConcurrencyTest {

  private static final List<String> ALL = List.of("counter", "slow", "third", "once");

  @TempDir Path folder;
  private final ExecutorService others = Executors.newCachedThreadPool();
  private TestProject project;

  @BeforeEach
  void aMigrationThatSleeps() {
    project =
        TestProject.in(folder)
            .write(
                "V1__counter.sql",
                "CREATE TABLE counter (n INT NOT NULL);",
                "INSERT INTO counter VALUES (0);")
            .write("V2__slow.sql", "SELECT SLEEP(3);", "UPDATE counter SET n = n + 1;")
            .write("V3__third.sql", "CREATE TABLE third (a INT);")
            .write("R__once.sql", "UPDATE counter SET n = n + 10;");
  }

  @AfterEach
  void drop() {
    others.shutdownNow();
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }

  private static List<String> upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null).applied().stream().map(Report.Step::description).toList();
    }
  }

  /** The same project in another build: events of its own. */
  private TestProject build() {
    return project.sibling(folder);
  }

  private void awaitSleep() throws Exception {
    await(
        () ->
            Agreement.query(project, "SHOW PROCESSLIST").stream()
                .anyMatch(
                    row -> row.contains(project.database().name()) && row.contains("SLEEP(3)")));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "it never came");
      Thread.sleep(20);
    }
  }

  private void assertUpgradedOnce() {
    assertEquals(List.of("11"), Agreement.query(project, "SELECT n FROM counter"));
    assertEquals(4, Agreement.rows(project, "flyway_schema_history").size());
  }

  @Test
  void the_second_build_waits_saying_for_whom_and_finds_nothing_to_do() throws Exception {
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    TestProject second = build();
    assertEquals(List.of(), upgrade(second));
    assertEquals(ALL, first.get());
    Event.Waiting waiting = assertInstanceOf(Event.Waiting.class, second.events().get(0));
    assertEquals(
        "the lock of " + project.database().name() + ".flyway_schema_history", waiting.what());
    assertTrue(
        waiting
            .holder()
            .matches("connection \\d+ of " + project.database().username() + " from .*"),
        waiting::holder);
    assertEquals(Duration.ofSeconds(60), waiting.limit());
    assertUpgradedOnce();
  }

  @Test
  void a_migration_under_way_is_waited_for_and_not_taken_for_a_half_done_one() throws Exception {
    project.write(
        "V2__slow.sql",
        "CREATE TABLE slow (a INT);",
        "SELECT SLEEP(3);",
        "UPDATE counter SET n = n + 1;");
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    TestProject second = build();
    assertEquals(List.of(), upgrade(second));
    assertInstanceOf(Event.Waiting.class, second.events().get(0));
    assertEquals(ALL, first.get());
    assertUpgradedOnce();
  }

  @Test
  void of_ten_at_once_one_does_the_work() throws Exception {
    project.write("V2__slow.sql", "SELECT SLEEP(0.3);", "UPDATE counter SET n = n + 1;");
    List<Future<List<String>>> builds = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      TestProject build = build();
      builds.add(others.submit(() -> upgrade(build)));
    }
    List<List<String>> applied = new ArrayList<>();
    for (Future<List<String>> build : builds) {
      applied.add(build.get());
    }
    assertEquals(9, applied.stream().filter(List::isEmpty).count(), applied::toString);
    assertTrue(applied.contains(ALL), applied::toString);
    assertUpgradedOnce();
  }

  @Test
  void of_two_processes_one_does_the_work_and_the_other_waits() throws Exception {
    Process first = Build.start(folder, project.database());
    Process second = Build.start(folder, project.database());
    String output = said(first) + said(second);
    assertTrue(output.contains("applied " + ALL), output);
    assertTrue(output.contains("applied []"), output);
    assertTrue(output.contains("Waiting[what=the lock of "), output);
    assertUpgradedOnce();
  }

  private static String said(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void a_downgrade_waits_for_an_upgrade() throws Exception {
    project.write("U3__third.sql", "DROP TABLE third;");
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade("1");
    }
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    try (Migrator migrator = build().migrator()) {
      assertEquals("2", migrator.downgrade(1).version());
    }
    assertEquals(List.of("slow", "third"), first.get());
  }

  @Test
  void stock_waits_for_us_and_finds_nothing_to_do() throws Exception {
    StockFlyway stock = StockFlyway.of(StockFlyway.newest(), project);
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    Future<List<String>> second = others.submit(stock::migrate);
    Thread.sleep(500);
    assertFalse(second.isDone());
    assertEquals(List.of(), second.get());
    assertEquals(ALL, first.get());
    assertUpgradedOnce();
  }

  @Test
  void stock_refuses_while_a_migration_of_ours_is_half_done_and_never_runs_a_statement_of_it()
      throws Exception {
    project.write(
        "V2__slow.sql",
        "CREATE TABLE slow (a INT);",
        "SELECT SLEEP(3);",
        "UPDATE counter SET n = n + 1;");
    StockFlyway stock = StockFlyway.of(StockFlyway.newest(), project);
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    StockFlyway.Failure refused = assertThrows(StockFlyway.Failure.class, stock::migrate);
    assertTrue(
        String.valueOf(refused.getMessage()).contains("failed migration to version 2"),
        refused::getMessage);
    assertEquals(ALL, first.get());
    assertEquals(List.of(), stock.migrate());
    assertUpgradedOnce();
  }

  @Test
  void we_wait_for_stock_and_find_nothing_to_do() throws Exception {
    project.delete("V3__third.sql").delete("R__once.sql");
    upgradeBelowSlow();
    StockFlyway stock = StockFlyway.of(StockFlyway.newest(), project);
    Future<List<String>> first = others.submit(stock::migrate);
    awaitSleep();
    TestProject second = build();
    assertEquals(List.of(), upgrade(second));
    assertEquals(List.of("2 slow"), first.get());
    Event.Waiting waiting = assertInstanceOf(Event.Waiting.class, second.events().get(0));
    assertTrue(waiting.holder().contains(" of " + project.database().username()), waiting::holder);
    assertEquals(List.of("1"), Agreement.query(project, "SELECT n FROM counter"));
  }

  private void upgradeBelowSlow() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade("1");
    }
    TestServer.execute(project.database(), "UPDATE counter SET n = 0");
  }

  @Test
  void between_two_migrations_of_stock_we_may_go_on_and_each_runs_once() throws Exception {
    upgradeBelowSlow();
    StockFlyway stock = StockFlyway.of(StockFlyway.newest(), project);
    Future<List<String>> first = others.submit(stock::migrate);
    awaitSleep();
    List<String> ours = upgrade(build());
    List<String> theirs = first.get();
    assertEquals(2, ours.size() + theirs.size(), () -> ours + " and " + theirs);
    assertEquals(List.of("1"), Agreement.query(project, "SELECT n FROM counter"));
    Agreement.assertDone(project, stock);
  }

  @Test
  void a_lock_held_for_longer_than_the_limit_is_an_error_that_names_the_holder() throws Exception {
    Future<List<String>> first = others.submit(() -> upgrade(project));
    awaitSleep();
    TestProject second = TestProject.on(folder, project.database(), Duration.ofSeconds(1));
    MigrateException e = assertThrows(MigrateException.class, () -> upgrade(second));
    assertInstanceOf(RefusedException.class, e);
    assertEquals("lock-timeout", e.problem().code());
    assertTrue(e.problem().text().contains("within 1 s"), e.problem().text());
    assertTrue(e.problem().text().contains("It is held by connection "), e.problem().text());
    assertEquals(ALL, first.get());
  }

  @Test
  void ten_of_stock_and_of_ours_at_once_run_each_migration_once() throws Exception {
    project.write("V2__slow.sql", "SELECT SLEEP(0.3);", "UPDATE counter SET n = n + 1;");
    upgradeBelowSlow();
    List<Future<List<String>>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TestProject build = build();
      all.add(others.submit(() -> upgrade(build)));
      StockFlyway stock = StockFlyway.of(StockFlyway.newest(), project);
      all.add(others.submit(stock::migrate));
    }
    List<String> refused = new ArrayList<>();
    int applied = 0;
    for (Future<List<String>> each : all) {
      try {
        applied += each.get(60, TimeUnit.SECONDS).size();
      } catch (ExecutionException e) {
        refused.add(String.valueOf(e.getCause()));
      }
    }
    assertEquals(2, applied, refused::toString);
    // V3 is DDL: a Flyway that validates in its midst refuses; none of ours may.
    assertTrue(
        refused.stream().allMatch(text -> text.contains("failed migration to version 3")),
        refused::toString);
    assertEquals(List.of("1"), Agreement.query(project, "SELECT n FROM counter"));
  }
}
