package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that a migration runs in batches. */
class BackfillTest {

  private static final String ROWS =
      "INSERT INTO t (id, n) WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r"
          + " WHERE i < 900) SELECT i, 0 FROM r;";

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void table() {
    project =
        TestProject.in(folder)
            .write("V1__t.sql", "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL);", ROWS);
    upgrade();
  }

  @Test
  void a_backfill_changes_every_row_once_and_the_statements_around_it_run_too() {
    project.write(
        "V2__fill.sql",
        "ALTER TABLE t ADD COLUMN m INT NULL;",
        "-- migrate:batch 100",
        "UPDATE t SET n = n + 1, m = id;",
        "ALTER TABLE t MODIFY COLUMN m INT NOT NULL;");
    upgrade();
    is("SELECT COUNT(*), SUM(n), SUM(m = id) FROM t", "900|900|900");
  }

  @Test
  void a_backfill_that_fails_amid_its_batches_goes_on_after_the_last_one_that_is_committed() {
    TestServer.execute(
        project.database(),
        "CREATE TABLE bad (id INT PRIMARY KEY)",
        "INSERT INTO bad VALUES (450)",
        "CREATE TRIGGER guard BEFORE UPDATE ON t FOR EACH ROW"
            + " IF EXISTS (SELECT 1 FROM bad WHERE bad.id = NEW.id) THEN SIGNAL SQLSTATE '45000'"
            + " SET MESSAGE_TEXT = 'bad row'; END IF");
    project.write("V2__fill.sql", "-- migrate:batch 100", "UPDATE t SET n = n + 1;");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      assertEquals("statement-failed", e.problem().code());
      says(e.problem().text(), "of this statement the batches before the failure are committed");
    }
    try (Migrator migrator = project.migrator()) {
      says(
          migrator.current().attention().toString(),
          "is done for about 400 rows and failed: [1644");
    }
    is("SELECT SUM(n), MAX(IF(n = 1, id, 0)) FROM t", "400|400");
    is("SELECT success FROM flyway_schema_history WHERE version = '2'", "0");
    TestServer.execute(project.database(), "DELETE FROM bad");
    upgrade();
    is("SELECT SUM(n), MAX(n) FROM t", "900|1");
    is("SELECT success FROM flyway_schema_history WHERE version = '2'", "1");
  }

  @Test
  void a_statement_that_cannot_be_cut_is_refused_before_anything_runs() {
    project.write(
        "V2__fill.sql",
        "CREATE TABLE other (a INT);",
        "-- migrate:batch 100",
        "UPDATE t SET n = n + 1 ORDER BY id;");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(ConfigurationException.class, () -> migrator.upgrade(null));
      assertEquals("batch-unsuitable", e.problem().code());
      says(e.problem().text(), "V2__fill.sql:3");
    }
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES LIKE 'other'"));
  }

  @Test
  void a_backfill_inside_the_scripts_own_transaction_is_refused() {
    project.write(
        "V2__fill.sql",
        "START TRANSACTION;",
        "INSERT INTO t VALUES (1000, 0);",
        "-- migrate:batch 100",
        "UPDATE t SET n = n + 1;",
        "COMMIT;");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      assertEquals("batch-unsuitable", e.problem().code(), e.problem().text());
    }
    is("SELECT COUNT(*), SUM(n) FROM t", "900|0");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  private void is(String query, String row) {
    assertEquals(List.of(row), TestServer.query(project.database(), query));
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), text);
  }
}
