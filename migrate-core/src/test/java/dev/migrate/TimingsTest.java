package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Environment;
import dev.migrate.environment.Policy;
import dev.migrate.execute.SizeTable;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.TextRenderer;
import dev.migrate.server.Vendor;
import dev.migrate.testing.Goals;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {

  /** Makes a journal one of format 1. */
  static final String[] OLD = {
    "ALTER TABLE migrate_journal DROP COLUMN sized_table, DROP COLUMN rows_before,"
        + " DROP COLUMN rows_after, DROP COLUMN bytes_before, DROP COLUMN bytes_after",
    "UPDATE migrate_journal SET format_version = 1"
  };

  @TempDir Path folder;

  @Test
  void a_statement_that_commits_by_itself_keeps_its_time_and_a_big_table_its_sizes() {
    TestProject project = big();
    Goals.of(project).upgrade();
    project.write(
        "V3__index.sql", "ALTER TABLE big ADD INDEX by_a (a);", "CREATE TABLE small (a INT);");
    Goals.of(project).upgrade();
    List<Overview.Timed> timed = statements(project, "3");
    assertEquals(List.of(1, 2), timed.stream().map(Overview.Timed::line).toList());
    Overview.Timed first = timed.get(0);
    assertNotNull(first.duration());
    assertEquals("big", first.table());
    assertTrue(Objects.requireNonNull(first.rowsBefore()) > 1_000, timed.toString());
    assertTrue(Objects.requireNonNull(first.bytesBefore()) > 16 << 20, timed.toString());
    assertNotNull(first.bytesAfter());
    assertNull(timed.get(1).table());
    Report.History report = history(project);
    Goals.says(
        TextRenderer.render(report), "V3__index.sql:1 ALTER TABLE big", "; big: about ", " rows");
    Goals.says(JsonRenderer.render(report), "\"bytesBefore\": ", "\"statements\": [");
    assertEquals(List.of(), Goals.of(project).history().migrations().get(2).statements());
  }

  @Test
  void a_script_of_one_transaction_keeps_what_took_long() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);")
            .write("V2__slow.sql", "INSERT INTO a SELECT SLEEP(1.1);")
            .write("V3__fast.sql", "INSERT INTO a SELECT 1;");
    Goals.of(project).upgrade();
    Duration slow = statements(project, "2").get(0).duration();
    assertTrue(Objects.requireNonNull(slow).toMillis() >= 1_100, String.valueOf(slow));
    assertEquals(List.of(), statements(project, "3"));
    assertEquals("applied", Goals.of(project).state("2"));
    assertEquals(
        List.of("1"),
        TestServer.query(
            project.database(),
            "SELECT row_count FROM migrate_journal WHERE installed_rank = 2 AND hash IS NULL"));
    StockFlyway.of(StockFlyway.newest(), project).migrate();
  }

  @Test
  void statements_that_were_committed_together_keep_their_time_together() {
    TestProject project =
        TestProject.in(folder)
            .write(
                "V1__a.sql",
                "CREATE TABLE a (a INT);",
                "INSERT INTO a VALUES (1);",
                "INSERT INTO a SELECT SLEEP(1.1);",
                "CREATE TABLE b (a INT);",
                "INSERT INTO a SELECT SLEEP(1.2);");
    Goals.of(project).upgrade();
    List<Overview.Timed> timed = statements(project, "1");
    assertEquals(List.of(1, 3, 4, 5), timed.stream().map(Overview.Timed::line).toList());
    for (int late : List.of(1, 3)) {
      Duration time = Objects.requireNonNull(timed.get(late).duration());
      assertTrue(time.toMillis() >= 1_100 && time.toMillis() < 20_000, timed.toString());
    }
  }

  @Test
  void a_journal_of_the_older_format_is_read_gone_on_with_and_brought_up_to_date() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);", "CREATE TABLE b (a INT);");
    Goals.of(project).upgrade();
    project.write(
        "V2__c.sql",
        "CREATE TABLE c (a INT);",
        "CREATE TABLE c (b INT);",
        "CREATE TABLE d (a INT);");
    Goals.of(project).upgradeEnds("statement-failed");
    TestServer.execute(project.database(), OLD);
    assertEquals(2, statements(project, "1").size());
    assertEquals("half done", Goals.of(project).state("2"));
    assertEquals(List.of("1"), formats(project));
    project.write(
        "V2__c.sql",
        "CREATE TABLE c (a INT);",
        "CREATE TABLE e (b INT);",
        "CREATE TABLE d (a INT);");
    Goals.of(project).upgrade();
    assertEquals(List.of("1", "2"), formats(project));
    assertEquals(2, statements(project, "1").size());
    assertEquals(List.of(1, 2, 3), lines(project, "2"));
    assertEquals(
        List.of("5"),
        TestServer.query(
            project.database(),
            "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND"
                + " table_name = 'migrate_journal' AND column_name IN ('sized_table',"
                + " 'rows_before', 'rows_after', 'bytes_before', 'bytes_after')"));
  }

  @Test
  void sizes_of_large_tables_are_noted_after_each_run_that_changed_something() throws SQLException {
    TestProject project = big();
    Goals.of(project).upgrade();
    Goals.of(project).upgrade();
    project.write("V3__c.sql", "CREATE TABLE c (a INT);");
    Goals.of(project).upgrade();
    List<SizeTable.Noted> noted = noted(project);
    assertEquals(List.of("big", "big"), noted.stream().map(SizeTable.Noted::table).toList());
    assertEquals(List.of("2", "3"), noted.stream().map(SizeTable.Noted::version).toList());
    assertTrue(noted.get(1).bytes() > 16 << 20, noted.toString());
    assertEquals(
        List.of(),
        Goals.of(project).history().migrations().stream()
            .filter(m -> !m.state().equals("applied"))
            .toList());
    StockFlyway.of(StockFlyway.newest(), project).migrate();
  }

  @Test
  void a_database_of_small_tables_gets_no_table_of_sizes() {
    TestProject project = TestProject.in(folder).write("V1__a.sql", "CREATE TABLE a (a INT);");
    Goals.of(project).upgrade();
    assertEquals(
        List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'migrate_sizes'"));
  }

  @Test
  void the_noted_runs_are_bounded_and_a_newer_format_is_left_alone() throws SQLException {
    TestProject project = big();
    Goals.of(project).upgrade();
    TestServer.execute(
        project.database(),
        "INSERT INTO migrate_sizes (at, table_name, row_estimate, bytes, operation, format_version)"
            + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
            + " SELECT '2020-01-01' + INTERVAL i DAY, 'big', i, i, 'x', 1 FROM n");
    note(project);
    assertEquals(100, noted(project).size());
    TestServer.execute(project.database(), "UPDATE migrate_sizes SET format_version = 9 LIMIT 1");
    project.write("V3__c.sql", "CREATE TABLE c (a INT);");
    Goals.of(project).upgrade();
    assertEquals(100, noted(project).size());
  }

  @Test
  void an_upgrade_much_slower_than_in_the_environment_before_says_so() {
    TestProject staging =
        TestProject.in(folder)
            .environment("staging", Policy.DEVELOPMENT)
            .write("V1__a.sql", "CREATE TABLE a (a INT);", "INSERT INTO a VALUES (1);")
            .write("V2__b.sql", "INSERT INTO a SELECT SLEEP(1.2);");
    Goals.of(staging).upgrade();
    TestServer.execute(
        staging.database(),
        "UPDATE migrate_journal SET rows_before = 1200000, duration_us = 1200000 WHERE"
            + " installed_rank = 2");
    TestProject production =
        staging.with(TestServer.freshDatabase()).environment("production", Policy.DEVELOPMENT);
    try (Migrator migrator = after(staging, production)) {
      Report.Plan plan = migrator.plan(PlanRequest.upgrade());
      Estimate estimate = plan.statements().get(2).estimate();
      Goals.says(
          Objects.requireNonNull(estimate).text(), "1.2 s in staging on about 1,200,000 rows");
      Goals.says(TextRenderer.render(plan), "took: 1.2 s in staging");
    }
    TestServer.execute(
        staging.database(),
        "UPDATE migrate_journal SET duration_us = 300000 WHERE installed_rank = 2");
    production.write("V2__b.sql", "INSERT INTO a SELECT SLEEP(5.2);");
    TestServer.execute(
        staging.database(),
        "UPDATE migrate_journal SET summary = 'INSERT INTO a SELECT SLEEP(5.2)' WHERE"
            + " installed_rank = 2");
    try (Migrator migrator = after(staging, production)) {
      List<String> notices = migrator.upgrade(null).notices();
      assertEquals(1, notices.size(), notices.toString());
      Goals.says(
          notices.get(0),
          "V2__b.sql:1 took ",
          " s on about 1 rows; in staging it took 0.3 s on about 1,200,000 rows.");
    }
  }

  private static Migrator after(TestProject before, TestProject own) {
    Neighbours neighbours =
        new Neighbours() {
          @Override
          public List<String> names() {
            return List.of("development", "staging", "production");
          }

          @Override
          public Environment resolve(String name) {
            return before.toEnvironment();
          }
        };
    return Migrator.of(
        own.toEnvironment(),
        (group, artifact, version) -> {
          throw new ServerException(Problem.of("artifact-unexpected", artifact));
        },
        event -> {},
        Asker.NOBODY,
        neighbours);
  }

  /** A project whose second migration fills a table of some 20 MB, which the server then knows. */
  private TestProject big() {
    return TestProject.in(folder)
        .write("V1__big.sql", "CREATE TABLE big (a INT PRIMARY KEY, b LONGTEXT);")
        .write(
            "V2__rows.sql",
            "INSERT INTO big WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i"
                + " < 900) SELECT i, REPEAT('x', 7000) FROM n;",
            "INSERT INTO big SELECT a + 1000, b FROM big;",
            "INSERT INTO big SELECT a + 2000, b FROM big;",
            "ANALYZE TABLE big;");
  }

  private static List<Integer> lines(TestProject project, String version) {
    return statements(project, version).stream().map(Overview.Timed::line).toList();
  }

  private static List<Overview.Timed> statements(TestProject project, String version) {
    return history(project).migrations().stream()
        .filter(entry -> version.equals(entry.version()))
        .findFirst()
        .orElseThrow()
        .statements();
  }

  private static Report.History history(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.history(true);
    }
  }

  private static List<String> formats(TestProject project) {
    return TestServer.query(
        project.database(),
        "SELECT DISTINCT format_version FROM migrate_journal ORDER BY format_version");
  }

  private static void note(TestProject project) throws SQLException {
    try (Connection connection = TestServer.connect(project.database())) {
      Vendor vendor = TestServer.vendor();
      new SizeTable(project.database().name())
          .note(connection, vendor, "2", "op", name -> name.startsWith("migrate_"));
    }
  }

  private static List<SizeTable.Noted> noted(TestProject project) throws SQLException {
    try (Connection connection = TestServer.connect(project.database())) {
      return new SizeTable(project.database().name()).read(connection);
    }
  }
}
