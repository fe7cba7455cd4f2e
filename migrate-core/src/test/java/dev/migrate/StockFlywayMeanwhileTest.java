package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.Proxy;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/**
 * An application with stock Flyway in it starts at any moment of an upgrade of ours, or after one
 * that died: it waits or refuses, and runs no statement of a file that is half done.
 */
@Timeout(180)
class StockFlywayMeanwhileTest {

  private static final int FILES = 4;
  private static final int STARTS = Integer.getInteger("campaign.starts", 8);

  @TempDir Path folder;
  private final long seed = Long.getLong("campaign.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ExecutorService others = Executors.newCachedThreadPool();
  private TestProject project;

  @BeforeEach
  void filesThatTakeTheirTime() {
    project = TestProject.in(folder);
    project.write(
        "V1__ground.sql",
        "CREATE TABLE counter (id INT NOT NULL PRIMARY KEY, n INT NOT NULL);",
        "CREATE TABLE log (step VARCHAR(40) NOT NULL);");
    for (int i = 2; i < 2 + FILES; i++) {
      project.write(
          "V" + i + "__slow.sql",
          "INSERT INTO counter VALUES (" + i + ", 0);",
          "UPDATE counter SET n = n + 1 + SLEEP(0.1) WHERE id = " + i + ";",
          "CREATE TABLE IF NOT EXISTS made_" + i + " AS SELECT 1 AS a, SLEEP(0.1) AS b;",
          "INSERT INTO log VALUES ('" + i + " after its table');",
          "ALTER TABLE made_" + i + " COMMENT 'altered';",
          "UPDATE counter SET n = n + 10 + SLEEP(0.1) WHERE id = " + i + ";",
          "INSERT INTO log VALUES ('" + i + " at its end');");
    }
  }

  @AfterEach
  void drop() {
    others.shutdownNow();
    TestServer.execute(project.database(), "DROP DATABASE `" + project.database().name() + "`");
  }

  private void upgrade(TestProject build) {
    try (Migrator migrator = build.migrator()) {
      migrator.upgrade(null);
    }
  }

  private Future<?> stockAfter(long millis) {
    return others.submit(
        () -> {
          Thread.sleep(millis);
          return StockFlyway.of(StockFlyway.newest(), project).migrate();
        });
  }

  /** It did its work, or said that a migration is half done. */
  private static void assertWaitedOrRefused(Future<?> stock) throws Exception {
    try {
      stock.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      String text = String.valueOf(e.getCause());
      assertTrue(e.getCause() instanceof StockFlyway.Failure, text);
      assertTrue(text.contains("failed migration") || text.contains("failed repeatable"), text);
    }
  }

  private void assertEachStatementRanOnce() {
    for (String row : TestServer.query(project.database(), "SELECT id, n FROM counter")) {
      assertEquals("11", row.substring(row.indexOf('|') + 1), row + ", seed " + seed);
    }
    assertEquals(
        List.of(Integer.toString(2 * FILES)),
        TestServer.query(project.database(), "SELECT COUNT(*) FROM log"));
    assertEquals(
        List.of(),
        TestServer.query(
            project.database(), "SELECT step FROM log GROUP BY step HAVING COUNT(*) > 1"));
  }

  @Test
  void started_at_any_moment_of_a_run_it_runs_nothing_of_a_half_done_file() throws Exception {
    StockFlyway.of(StockFlyway.newest(), project).info();
    List<Future<?>> stocks = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      stocks.add(stockAfter(random.nextInt(FILES * 330)));
    }
    upgrade(project);
    for (Future<?> stock : stocks) {
      assertWaitedOrRefused(stock);
    }
    assertEachStatementRanOnce();
    Agreement.assertDone(project, StockFlyway.of(StockFlyway.newest(), project));
  }

  @Test
  void started_after_a_run_that_died_it_runs_nothing_of_a_half_done_file() throws Exception {
    try (Proxy proxy = Proxy.before(project.database().host(), project.database().port())) {
      TestProject behind = TestProject.on(folder, TestServer.at(project.database(), proxy.port()));
      upgradeTo1();
      boolean done = false;
      for (int i = 0; i < STARTS && !done; i++) {
        done = died(behind, proxy);
        assertWaitedOrRefused(stockAfter(0));
      }
      upgrade(project);
    }
    assertEachStatementRanOnce();
    Agreement.assertDone(project, StockFlyway.of(StockFlyway.newest(), project));
  }

  private void upgradeTo1() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade("1");
    }
  }

  /** Whether it came to its end before it died. */
  private boolean died(TestProject build, Proxy proxy) throws IOException, InterruptedException {
    Future<?> run = others.submit(() -> upgrade(build));
    Thread.sleep(60 + random.nextInt(400));
    proxy.cut();
    try {
      run.get();
      return true;
    } catch (ExecutionException e) {
      assertTrue(e.getCause() instanceof MigrateException, () -> "seed " + seed + ": " + e);
      return false;
    }
  }
}
