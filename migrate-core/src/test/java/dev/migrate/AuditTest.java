package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Policy;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of a run where the policy demands it. */
class AuditTest {

  private static final Policy AUDITED =
      new Policy(
          Policy.DEVELOPMENT.tls(), false, false, false, false, true, false, true, false, false);

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void project() {
    project =
        TestProject.in(folder)
            .environment("production", AUDITED)
            .write("V1__a.sql", "CREATE TABLE a (id INT);")
            .write("U1__a.sql", "DROP TABLE a;");
  }

  @Test
  void every_run_that_changes_something_leaves_two_rows() {
    upgrade();
    project.write("V2__b.sql", "CREATE TABLE b (id INT);").write("U2__b.sql", "DROP TABLE b;");
    upgrade();
    downgrade();
    assertEquals(
        List.of(
            "upgrade|BEGUN|null|null|null|null",
            "upgrade|ENDED|null|1|done|null",
            "upgrade|BEGUN|1|null|null|null",
            "upgrade|ENDED|1|2|done|null",
            "downgrade|BEGUN|2|null|null|null",
            "downgrade|ENDED|2|1|done|null"),
        rows());
    assertEquals(
        List.of("production|" + System.getProperty("user.name") + "|1"),
        TestServer.query(
            project.database(),
            "SELECT DISTINCT environment, os_user, database_user LIKE '%@%' FROM migrate_audit"));
  }

  @Test
  void a_run_without_work_leaves_none() {
    upgrade();
    upgrade();
    assertEquals(2, rows().size());
  }

  @Test
  void a_failed_run_is_written_down_with_its_problem() {
    upgrade();
    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "CREATE TABLE a (id INT);");
    assertThrows(MigrateException.class, this::upgrade);
    assertEquals("upgrade|ENDED|1|2, half done|failed|statement-failed", rows().get(3));
  }

  @Test
  void the_end_is_written_down_though_the_runs_connection_is_dead() {
    upgrade();
    project.write("V2__b.sql", "CREATE TABLE b (id INT);", "KILL CONNECTION_ID();");
    assertThrows(MigrateException.class, this::upgrade);
    assertTrue(rows().get(3).startsWith("upgrade|ENDED|1|2, half done|failed|"), rows().toString());
  }

  @Test
  void an_end_that_cannot_be_written_is_told() {
    upgrade();
    project.write(
        "V2__b.sql", "DROP TABLE migrate_audit;", "CREATE VIEW migrate_audit AS SELECT 1 AS x;");
    MigrateException done = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("audit-failed", done.problem().code());
    assertTrue(done.problem().problem().startsWith("The run is done, but"), done.getMessage());
  }

  @Test
  void an_error_says_so_when_its_row_cannot_be_written() {
    upgrade();
    project.write(
        "V2__b.sql",
        "DROP TABLE migrate_audit;",
        "CREATE VIEW migrate_audit AS SELECT 1 AS x;",
        "CREATE TABLE a (id INT);");
    MigrateException failed = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("statement-failed", failed.problem().code());
    assertTrue(
        String.valueOf(failed.problem().committed()).contains("the audit has no row"),
        failed.getMessage());
  }

  @Test
  void a_run_whose_first_row_cannot_be_written_does_not_begin() {
    upgrade();
    TestServer.execute(
        project.database(),
        "DROP TABLE migrate_audit",
        "CREATE VIEW migrate_audit AS SELECT 1 AS format_version");
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("audit-failed", refused.problem().code());
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'b'"));
  }

  @Test
  void a_newer_releases_table_is_refused() {
    upgrade();
    TestServer.execute(project.database(), "UPDATE migrate_audit SET format_version = 3");
    project.write("V2__b.sql", "CREATE TABLE b (id INT);");
    MigrateException refused = assertThrows(MigrateException.class, this::upgrade);
    assertEquals("state-newer", refused.problem().code());
  }

  @Test
  void baseline_and_repair_are_written_down() {
    TestServer.execute(project.database(), "CREATE TABLE old (id INT)");
    project.stamp("production");
    try (Migrator migrator = project.migrator()) {
      migrator.baseline("1", null);
    }
    TestServer.execute(
        project.database(), "UPDATE flyway_schema_history SET description = 'x', type = 'SQL'");
    try (Migrator migrator = project.migrator()) {
      migrator.repair(null);
    }
    assertEquals(
        List.of(
            "baseline|BEGUN|null|null|null|null",
            "baseline|ENDED|null|1|done|null",
            "repair|BEGUN|1|null|null|null",
            "repair|ENDED|1|1|done|null"),
        rows());
  }

  @Test
  void where_it_is_not_demanded_there_is_no_table() {
    project.environment("development", Policy.DEVELOPMENT);
    upgrade();
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'migrate_au%'"));
  }

  private List<String> rows() {
    return TestServer.query(
        project.database(),
        "SELECT goal, phase, version_before, version_after, result, problem FROM migrate_audit"
            + " ORDER BY at");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void downgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.downgrade(1);
    }
  }
}
