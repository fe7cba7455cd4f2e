package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrate.environment.Policy;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays of a migration that fails, and what is said of it. */
class TransactionTest {

  private static final String BASE =
      "CREATE TABLE t (a INT PRIMARY KEY); CREATE TABLE m (a INT PRIMARY KEY) ENGINE=MyISAM;"
          + " CREATE PROCEDURE halfway() BEGIN CREATE TABLE half (a INT);"
          + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'halfway'; END;"
          + " CREATE PROCEDURE define() BEGIN CREATE TABLE IF NOT EXISTS defined (a INT); END;"
          + " CREATE PROCEDURE rows_only() BEGIN INSERT INTO t VALUES (50);"
          + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no more'; END;";

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void base() {
    project = TestProject.in(folder).write("V1__base.sql", BASE);
    upgrade();
  }

  @Test
  void a_failure_amid_changes_of_rows_rolls_back_those_that_follow_each_other() {
    project.write(
        "V2__bad.sql",
        "INSERT INTO t VALUES (1);",
        "ALTER TABLE t COMMENT 'committed';",
        "INSERT INTO t VALUES (2);",
        "INSERT INTO t VALUES (3);",
        "INSERT INTO t VALUES (3);",
        "INSERT INTO t VALUES (4);");
    String text = failure();
    says(text, "V2__bad.sql:5, statement 5: INSERT INTO t VALUES (3)");
    says(
        text,
        "already done: statements 1 to 2 of 6 are committed, statements 3 to 4 were rolled back");
    assertEquals(List.of("1"), rows("t"));
    assertEquals("0", success("2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (a INT);",
        "INSERT INTO nowhere VALUES (1);",
        "NO SUCH STATEMENT;",
        "CALL rows_only();",
        "CALL nowhere();",
        "SET foreign_key_checks = 0; USE mysql; SET @a = 1; CREATE TABLE t.t (a INT);",
        "CREATE TEMPORARY TABLE x (a INT); CREATE TABLE t (a INT);",
        "INSERT INTO t VALUES (1); SELECT COUNT(*) FROM t; INSERT INTO t VALUES (1);",
        "START TRANSACTION; INSERT INTO t VALUES (1); CALL rows_only(); COMMIT;",
        "SET autocommit = 0; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1);"
      })
  void a_failure_before_anything_is_committed_leaves_no_trace(String script) {
    project.write("V2__bad.sql", script);
    String text = failure();
    says(text, "already done: nothing of this script");
    says(text, "then: mvn migrate:upgrade");
    assertTrue(!text.contains("repair"), text);
    assertEquals(List.of(), rows("t"));
    assertEquals("pending", state("2"));
    project.write("V2__bad.sql", "INSERT INTO t VALUES (7);");
    upgrade();
    assertEquals(List.of("7"), rows("t"));
  }

  @Test
  void a_failure_after_something_was_committed_is_gone_on_with_when_it_is_corrected() {
    project.write("V2__bad.sql", "CREATE TABLE b (a INT);", "BAD;");
    String text = failure();
    says(text, "already done: statement 1 of 2 is committed\n");
    says(text, "V2__bad.sql:2, then: mvn migrate:upgrade (it goes on at statement 2). Or back: ");
    assertEquals("half done", state("2"));
    try (Migrator migrator = project.migrator()) {
      List<String> attention = migrator.current().attention();
      assertEquals(1, attention.size());
      says(attention.get(0), "V2 bad is half done: statement 2 (");
      says(attention.get(0), "V2__bad.sql:2: BAD) failed: [1064/42000]");
      says(attention.get(0), "fix: It goes on there: mvn migrate:upgrade; or back: ");
    }
    project.write("V2__bad.sql", "CREATE TABLE b (a INT);", "CREATE TABLE c (a INT);");
    upgrade();
    assertEquals("applied", state("2"));
    assertEquals(List.of(), rows("c"));
  }

  @Test
  void a_half_done_migration_is_forgotten_only_when_that_is_asked_for() {
    project.write("V2__bad.sql", "CREATE TABLE b (a INT);", "BAD;");
    failure();
    try (Migrator migrator = project.migrator()) {
      assertEquals(List.of(), migrator.repair(null).changes());
      MigrateException e = assertThrows(RefusedException.class, () -> migrator.repair("1"));
      assertEquals("version-not-half-done", e.problem().code());
      TestServer.execute(project.database(), "DROP TABLE b");
      assertEquals(
          List.of("Removed the failed entry of V2 bad; it is pending again."),
          migrator.repair("2").changes());
    }
    project.write("V2__bad.sql", "CREATE TABLE b (a INT);");
    upgrade();
    assertEquals("applied", state("2"));
  }

  @Test
  void a_call_that_committed_before_it_failed_is_half_done() {
    project.write("V2__bad.sql", "CALL halfway();");
    String text = failure();
    says(text, "nothing of this script; but the failed statement may have committed a part");
    says(text, "mvn migrate:upgrade -Dmigrate.resume=redo to execute this statement again");
    assertEquals("0", success("2"));
  }

  @Test
  void a_call_that_commits_ends_the_transaction_of_the_script() {
    project.write(
        "V2__bad.sql",
        "START TRANSACTION;",
        "INSERT INTO t VALUES (1);",
        "CALL define();",
        "INSERT INTO t VALUES (2);",
        "BAD;");
    says(failure(), "statements 1 to 3 of 5 are committed, statement 4 was rolled back");
    assertEquals(List.of("1"), rows("t"));
  }

  @Test
  void rows_in_tables_without_transactions_stay_and_it_is_said() {
    project.write("V2__bad.sql", "INSERT INTO m VALUES (1);", "INSERT INTO nowhere VALUES (1);");
    String text = failure();
    says(text, "already done: statement 1 of 2 is committed");
    says(text, "mvn migrate:upgrade (it goes on at statement 2)");
    assertEquals(List.of("1"), rows("m"));
    assertEquals("0", success("2"));
  }

  @Test
  void mariadb_drops_the_first_of_two_tables_although_the_second_is_missing() {
    assumeTrue(TestServer.vendor() == Vendor.MARIADB, "atomic on MySQL");
    project.write("V2__bad.sql", "DROP TABLE t, nowhere;");
    says(failure(), "but the failed statement may have been done for some of its names");
    assertEquals("0", success("2"));
  }

  @Test
  void the_scripts_own_rollback_and_savepoints_are_respected() {
    project.write(
        "V2__own.sql",
        "INSERT INTO t VALUES (1);",
        "SAVEPOINT here;",
        "INSERT INTO t VALUES (2);",
        "ROLLBACK TO SAVEPOINT here;",
        "COMMIT;",
        "START TRANSACTION;",
        "INSERT INTO t VALUES (3);",
        "ROLLBACK;",
        "INSERT INTO t VALUES (4);");
    upgrade();
    assertEquals(List.of("1", "4"), rows("t"));
  }

  @Test
  void settings_that_no_transaction_allows_may_stand_between_changes_of_rows() {
    project.write(
        "V2__set.sql",
        "-- migrate:not-resumable",
        "INSERT INTO t VALUES (1);",
        "SET sql_log_bin = 0;",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
        "INSERT INTO t VALUES (2);");
    upgrade();
    assertEquals(List.of("1", "2"), rows("t"));
  }

  @Test
  void callbacks_around_statements_run_in_the_transaction_of_the_migration() {
    project
        .write(
            "afterEachMigrateStatement.sql",
            "INSERT INTO t VALUES (100 + (SELECT COUNT(*) FROM m));")
        .write("V2__bad.sql", "INSERT INTO t VALUES (1);", "BAD;");
    says(failure(), "nothing of this script");
    assertEquals(List.of(), rows("t"));
  }

  @Test
  void the_command_that_goes_on_does_no_more_than_what_was_asked_for() {
    project
        .write("V2__b.sql", "BAD;")
        .write("V3__c.sql", "CREATE TABLE c (a INT);")
        .write("U1__base.sql", "DROP TABLE t;")
        .write("U2__b.sql", "BAD;")
        .write("U3__c.sql", "DROP TABLE c;");
    says(failure(migrator -> migrator.upgrade("2")), "then: mvn migrate:upgrade -Dmigrate.to=2");
    project.write("V2__b.sql", "CREATE TABLE b (a INT);");
    upgrade();
    String text = failure(migrator -> migrator.downgrade(2));
    says(text, "undone before it in this run: V3 c");
    says(text, "then: mvn migrate:downgrade -Dmigrate.to=1");
    project.write("U2__b.sql", "DROP TABLE b;");
    try (Migrator migrator = project.migrator()) {
      assertEquals(List.of("2"), undone(migrator.downgradeTo("1")));
      assertEquals(List.of(), undone(migrator.downgradeTo("1")));
    }
  }

  private static List<String> undone(Report.Downgrade report) {
    return report.undone().stream().map(step -> String.valueOf(step.version())).toList();
  }

  @Test
  void a_failed_undo_is_corrected_and_gone_on_with() {
    project
        .environment("testing", Policy.DEVELOPMENT)
        .stamp("development:testing")
        .write("V2__b.sql", "CREATE TABLE b (a INT);", "CREATE TABLE c (a INT);")
        .write("U2__b.sql", "DROP TABLE nowhere;", "DROP TABLE c;");
    upgrade();
    String text = failure(migrator -> migrator.downgrade(1));
    says(text, "U2__b.sql:1, statement 1: DROP TABLE nowhere\n  already done: nothing of this");
    says(text, "then: mvn migrate:downgrade -Dmigrate.to=1 -Dmigrate.environment=testing");
    assertEquals("applied", state("2"));
    project.write("U2__b.sql", "DROP TABLE c;", "DROP TABLE nowhere;", "DROP TABLE b;");
    text = failure(migrator -> migrator.downgrade(1));
    says(text, "already done: statement 1 of 3 is committed");
    says(
        text,
        "then: mvn migrate:downgrade -Dmigrate.to=1 -Dmigrate.environment=testing (it goes on at statement");
    assertEquals("half done", state("2"));
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(RefusedException.class, () -> migrator.upgrade(null));
      assertEquals("undo-half-done", e.problem().code());
    }
    project.write("U2__b.sql", "DROP TABLE c;", "DROP TABLE b;");
    try (Migrator migrator = project.migrator()) {
      migrator.downgrade(1);
    }
    assertEquals("undone", state("2"));
    upgrade();
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private String failure() {
    return failure(migrator -> migrator.upgrade(null));
  }

  private String failure(Consumer<Migrator> goal) {
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> goal.accept(migrator));
      assertEquals("statement-failed", e.problem().code(), e.problem().text());
      return e.problem().text();
    }
  }

  private String state(String version) {
    try (Migrator migrator = project.migrator()) {
      return migrator.history().migrations().stream()
          .filter(m -> version.equals(m.version()))
          .map(Report.HistoryEntry::state)
          .findFirst()
          .orElseThrow();
    }
  }

  private String success(String version) {
    return String.join(
        ",",
        TestServer.query(
            project.database(),
            "SELECT success FROM flyway_schema_history WHERE version = '" + version + "'"));
  }

  private List<String> rows(String table) {
    return TestServer.query(project.database(), "SELECT a FROM " + table + " ORDER BY a");
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), text);
  }
}
