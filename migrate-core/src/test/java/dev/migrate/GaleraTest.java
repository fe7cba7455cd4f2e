package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.ServerException;
import dev.migrate.outcome.StatementException;
import dev.migrate.testing.GaleraNodes;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Builds that upgrade one database through different nodes of a cluster. */
@Timeout(300)
@EnabledIfSystemProperty(named = "test.galera", matches = ".+")
class GaleraTest {

  private static final List<String> ALL = List.of("counter", "slow", "third", "once");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final ExecutorService others = Executors.newCachedThreadPool();
  private List<DatabaseSettings> nodes;
  private List<TestProject> builds;

  @BeforeEach
  void aMigrationThatSleeps() {
    nodes = GaleraNodes.freshDatabase();
    builds = nodes.stream().map(node -> TestProject.on(folder, node, LIMIT)).toList();
    sleeping("0.5");
  }

  private void sleeping(String seconds) {
    builds
        .get(0)
        .write(
            "V1__counter.sql",
            "CREATE TABLE counter (n INT NOT NULL);",
            "INSERT INTO counter VALUES (0);")
        .write(
            "V2__slow.sql",
            "UPDATE counter SET n = n + 1;",
            "CREATE TABLE slow (a INT);",
            "SELECT SLEEP(" + seconds + ");",
            "UPDATE counter SET n = n + 1;",
            "CREATE TABLE slow_too (a INT);",
            "UPDATE counter SET n = n + 1;")
        .write("V3__third.sql", "CREATE TABLE third (a INT);")
        .write("R__once.sql", "UPDATE counter SET n = n + 10;");
  }

  @AfterEach
  void drop() {
    others.shutdownNow();
    TestServer.execute(nodes.get(0), "DROP DATABASE `" + nodes.get(0).name() + "`");
  }

  private static List<String> upgrade(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.upgrade(null).applied().stream().map(Report.Step::description).toList();
    }
  }

  private void assertUpgradedOnce() throws SQLException {
    for (DatabaseSettings node : nodes) {
      assertEquals(List.of("13"), GaleraNodes.query(node, "SELECT n FROM counter"));
      assertEquals(
          List.of("1 1", "2 1", "3 1", "- 1"),
          GaleraNodes.query(
              node,
              "SELECT CONCAT(IFNULL(version, '-'), ' ', success) FROM flyway_schema_history"
                  + " ORDER BY installed_rank"));
    }
  }

  private void awaitSleep(int node) throws Exception {
    String query =
        "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(%' AND db = '"
            + nodes.get(0).name()
            + "'";
    while (TestServer.query(nodes.get(node), query).isEmpty()) {
      Thread.sleep(50);
    }
  }

  @RepeatedTest(5)
  void of_an_upgrade_through_each_node_one_does_the_work_and_the_others_wait() throws Exception {
    List<Future<List<String>>> upgrades = new ArrayList<>();
    for (TestProject build : builds) {
      upgrades.add(others.submit(() -> upgrade(build)));
    }
    List<List<String>> applied = new ArrayList<>();
    for (Future<List<String>> upgrade : upgrades) {
      applied.add(upgrade.get());
    }
    assertEquals(1, applied.stream().filter(ALL::equals).count(), applied::toString);
    assertEquals(
        nodes.size() - 1, applied.stream().filter(List::isEmpty).count(), applied::toString);
    assertUpgradedOnce();
  }

  @Test
  void a_journal_of_the_older_format_is_brought_up_to_date_once_and_on_all_nodes()
      throws Exception {
    sleeping("0");
    TestProject project = builds.get(0);
    project.write("V4__c.sql", "CREATE TABLE c (a INT);", "CREATE TABLE c (b INT);");
    assertThrows(StatementException.class, () -> upgrade(project));
    TestServer.execute(nodes.get(0), TimingsTest.OLD);
    project.write(
        "V4__c.sql",
        "CREATE TABLE c (a INT);",
        "INSERT INTO c VALUES (1);",
        "CREATE TABLE d (a INT);");
    List<Future<List<String>>> upgrades = new ArrayList<>();
    for (TestProject build : builds) {
      upgrades.add(others.submit(() -> upgrade(build)));
    }
    for (Future<List<String>> upgrade : upgrades) {
      upgrade.get();
    }
    for (DatabaseSettings node : nodes) {
      assertEquals(List.of("1"), GaleraNodes.query(node, "SELECT a FROM c"));
      assertEquals(
          List.of("1", "2"),
          GaleraNodes.query(
              node, "SELECT DISTINCT format_version FROM migrate_journal ORDER BY 1"));
      assertEquals(
          List.of("1"),
          GaleraNodes.query(
              node,
              "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                  + " AND table_name = 'migrate_journal' AND column_name = 'bytes_after'"));
    }
  }

  @Test
  void a_run_whose_lock_was_freed_by_hand_says_what_is_committed_and_the_other_goes_on()
      throws Exception {
    sleeping("6");
    Future<List<String>> first = others.submit(() -> upgrade(builds.get(0)));
    awaitSleep(0);
    TestServer.execute(
        nodes.get(1),
        "UPDATE migrate_lock SET operation = NULL, token = token + 1 WHERE id IN ('run', 'beat')");
    assertEquals(List.of("slow", "third", "once"), upgrade(builds.get(1)));
    ExecutionException e = assertThrows(ExecutionException.class, first::get);
    MigrateException lost = assertInstanceOf(ServerException.class, e.getCause());
    assertEquals("lock-lost", lost.problem().code(), lost::getMessage);
    String committed = String.valueOf(lost.problem().committed());
    assertTrue(committed.contains("statements 1 to 2 of 6 are committed"), committed);
    assertUpgradedOnce();
  }

  @Test
  void a_node_that_dies_with_its_run_is_taken_over_from_and_nothing_is_done_twice()
      throws Exception {
    sleeping("20");
    Future<List<String>> dying = others.submit(() -> upgrade(builds.get(2)));
    awaitSleep(2);
    List<Future<List<String>>> waiting =
        List.of(
            others.submit(() -> upgrade(builds.get(0))),
            others.submit(() -> upgrade(builds.get(1))));
    Thread.sleep(1000);
    try {
      GaleraNodes.kill(nodes.get(2));
      assertThrows(ExecutionException.class, dying::get);
      List<List<String>> applied =
          List.of(
              waiting.get(0).get(200, TimeUnit.SECONDS), waiting.get(1).get(200, TimeUnit.SECONDS));
      assertTrue(applied.contains(List.of("slow", "third", "once")), applied::toString);
      assertTrue(applied.contains(List.of()), applied::toString);
      assertTrue(
          builds.stream()
              .flatMap(build -> build.events().stream())
              .anyMatch(
                  event -> event instanceof Event.Notice n && n.text().contains("taken over")));
    } finally {
      GaleraNodes.join(nodes.get(2));
    }
    assertUpgradedOnce();
  }
}
