package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.Policy;
import dev.migrate.environment.ScratchSettings;
import dev.migrate.render.JsonRenderer;
import dev.migrate.render.ScriptRenderer;
import dev.migrate.render.TextRenderer;
import dev.migrate.testing.Goals;
import dev.migrate.testing.LeastAccount;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @TempDir Path folder;

  /** A database at version 1, with rows. */
  private TestProject upgraded() {
    TestProject project =
        TestProject.in(folder)
            .write(
                "V1__shop.sql",
                "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL);",
                "CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, note"
                    + " VARCHAR(10), FOREIGN KEY (customer) REFERENCES customers (id));",
                "INSERT INTO customers VALUES (1, 'a'), (2, 'b');",
                "INSERT INTO orders VALUES (1, 1, 'x');")
            .write("U1__shop.sql", "DROP TABLE orders;", "DROP TABLE customers;");
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    // MySQL counts rows some time after they came, or when it is told to.
    TestServer.execute(project.database(), "ANALYZE TABLE orders");
    return project;
  }

  private static Report.Plan plan(TestProject project, PlanRequest request) {
    try (Migrator migrator = project.migrator()) {
      return migrator.plan(request);
    }
  }

  private static Report.Plan plan(TestProject project) {
    return plan(project, PlanRequest.upgrade());
  }

  @Test
  void a_plan_tells_what_each_statement_does_and_how_to_come_back() {
    TestProject project =
        upgraded()
            .write("V2__paid.sql", "ALTER TABLE orders ADD COLUMN paid DATE;")
            .write("U2__paid.sql", "ALTER TABLE orders DROP COLUMN paid;");
    Report.Plan plan = plan(project);
    Planned.Statement only = plan.statements().get(0);
    assertEquals("INSTANT", only.algorithm());
    assertEquals(1L, only.rows());
    assertEquals(List.of("table orders"), only.objects());
    assertNull(only.destructive());
    assertFalse(plan.confirmed());
    assertEquals("downgrade", plan.rollback().how());
    assertEquals(List.of("mvn migrate:downgrade -Dmigrate.to=1"), plan.rollback().commands());
    Goals.says(
        TextRenderer.render(plan),
        "Upgrade of development would run 1 migration, 1 statement (",
        "V2__paid.sql:1   ALTER TABLE orders ADD COLUMN paid DATE   instant   ~1 row",
        "Tried out on a copy without rows",
        "Back again:\n  mvn migrate:downgrade -Dmigrate.to=1",
        "Next: mvn migrate:upgrade");
    Goals.says(
        JsonRenderer.render(plan),
        "\"confirm\": \"" + project.database().name() + ":",
        "\"algorithm\": \"INSTANT\"",
        "\"how\": \"downgrade\"");
  }

  @Test
  void what_loses_data_is_told_and_only_a_restore_brings_it_back() {
    TestProject project =
        upgraded()
            .write(
                "V2__narrow.sql",
                "ALTER TABLE orders MODIFY note VARCHAR(5);",
                "ALTER TABLE orders DROP COLUMN note;")
            .write("U2__narrow.sql", "ALTER TABLE orders ADD COLUMN note VARCHAR(10);")
            .environment("production", Policy.PRODUCTION)
            .stamp("development:production")
            .scratch(new ScratchSettings(Optional.of(TestServer.admin()), Optional.empty(), false));
    Report.Plan plan = plan(project);
    Goals.says(String.valueOf(plan.statements().get(0).destructive()), "orders.note");
    Goals.says(String.valueOf(plan.statements().get(1).destructive()), "column note of orders");
    assertTrue(plan.confirmed());
    assertEquals("restore", plan.rollback().how());
    Planned.Backup backup = java.util.Objects.requireNonNull(plan.backup());
    assertTrue(backup.databaseBytes() > 0);
    Goals.says(
        TextRenderer.render(plan),
        "loses: ",
        "Back again only by a restore:",
        "mvn migrate:restore -Dmigrate.environment=production -Dmigrate.file=FILE",
        "To be confirmed by: -Dmigrate.confirm=" + plan.confirm(),
        "Next: mvn migrate:upgrade -Dmigrate.environment=production -Dmigrate.confirm="
            + plan.confirm());
    String half = plan(project, new PlanRequest(false, "2", null)).next();
    Goals.says(String.valueOf(half), "=production -Dmigrate.to=2 -Dmigrate.confirm=");
  }

  @Test
  void a_downgrade_is_planned_by_its_undo_files() {
    Report.Plan plan = plan(upgraded(), new PlanRequest(true, null, 1));
    assertEquals("downgrade", plan.direction());
    assertEquals("mvn migrate:downgrade -Dmigrate.steps=1", plan.next());
    assertEquals(2, plan.statements().size());
    Goals.says(String.valueOf(plan.statements().get(0).destructive()), "orders");
    assertEquals("restore", plan.rollback().how());
  }

  @Test
  void nothing_pending_is_one_line() {
    Report.Plan plan = plan(upgraded());
    assertEquals(Report.Outcome.NOTHING, plan.outcome());
    Goals.says(TextRenderer.render(plan), "development is up to date", "nothing would run");
  }

  @Test
  void java_migrations_and_callbacks_are_told_as_what_they_are() {
    TestProject project =
        filling(upgraded(), "")
            .write("V3__paid.sql", "ALTER TABLE orders ADD COLUMN paid DATE;")
            .write("afterMigrate.sql", "SELECT 1;");
    Report.Plan plan = plan(project);
    assertNull(plan.migrations().get(0).statementCount());
    assertNull(plan.statements().get(0).algorithm());
    Goals.says(String.valueOf(plan.statements().get(0).unknown()), "is not tried out");
    assertEquals(1, plan.callbacks().size(), plan.callbacks().toString());
    Goals.says(TextRenderer.render(plan), "written in Java", "Callback, not tried out: after");
  }

  @Test
  void a_java_migration_whose_class_changed_is_not_what_was_reviewed() {
    TestProject project = upgraded();
    String reviewed = plan(filling(project, "")).confirm();
    assertEquals(reviewed, plan(filling(project, "")).confirm());
    assertNotEquals(reviewed, plan(filling(project, "System.gc();")).confirm());
    String nested = "new Object() { void run() {%s} }.run();";
    reviewed = plan(filling(project, String.format(nested, ""))).confirm();
    assertNotEquals(
        reviewed, plan(filling(project, String.format(nested, "System.gc();"))).confirm());
  }

  private static TestProject filling(TestProject project, String body) {
    return project.java(
        "db.migration.V2__Fill",
        "package db.migration;",
        "import org.flywaydb.core.api.migration.*;",
        "public class V2__Fill extends BaseJavaMigration {",
        "  public void migrate(Context context) {" + body + "}",
        "}");
  }

  @Test
  void what_a_view_and_a_trigger_of_another_table_still_use_is_found_before_it_goes() {
    TestProject project = upgraded().write("V2__gone.sql", "ALTER TABLE orders DROP COLUMN note;");
    TestServer.execute(
        project.database(),
        "CREATE VIEW notes AS SELECT note FROM orders",
        "CREATE TRIGGER noted AFTER DELETE ON customers FOR EACH ROW UPDATE orders SET note = ''");
    List<Finding> found = plan(project).statements().get(0).findings();
    Goals.says(
        found.toString(), "C203", "orders.note goes, but is named by the view notes", "noted");
    Policy validated =
        new Policy(
            Policy.DEVELOPMENT.tls(), true, false, false, false, true, false, true, true, false);
    project.environment("development", validated);
    Goals.of(project).upgrade();
    assertTrue(
        project.events().stream().anyMatch(event -> event.toString().contains("C203")),
        project.events().toString());
  }

  @Test
  void the_script_has_what_would_run_but_no_secret() {
    TestProject project =
        upgraded()
            .write(
                "V2__a.sql",
                "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END;",
                "INSERT INTO customers VALUES (3, 'password');");
    String script = ScriptRenderer.render(plan(project));
    Goals.says(
        script,
        "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END\n$$\nDELIMITER ;",
        "left out, a secret may be in it: INSERT INTO customers VALUES (3, '***')");
    assertFalse(script.contains("'password'"));
  }

  @Test
  void an_account_that_may_only_read_plans_and_nothing_is_changed() {
    TestProject project =
        upgraded()
            .write(
                "V2__a.sql",
                "ALTER TABLE orders ADD COLUMN paid DATE;",
                "DELETE FROM orders;",
                "DROP TABLE orders;",
                "CREATE TABLE fresh (id INT PRIMARY KEY);",
                "INSERT INTO fresh VALUES (1);");
    List<String> before = everything(project);
    try (LeastAccount account = LeastAccount.of(project.database())) {
      TestProject reading =
          project
              .with(account.settings())
              .scratch(
                  new ScratchSettings(Optional.of(TestServer.admin()), Optional.empty(), false));
      Report.Plan plan = plan(reading);
      assertEquals(5, plan.statements().size());
      assertTrue(
          plan.statements().stream().allMatch(s -> s.failure() == null && s.unknown() == null),
          plan.statements().toString());
    }
    assertEquals(before, everything(project));
  }

  /** Definitions and rows of all there is, the history's and ours included. */
  private static List<String> everything(TestProject project) {
    List<String> all = new ArrayList<>();
    for (String table : TestServer.query(project.database(), "SHOW TABLES")) {
      all.addAll(TestServer.query(project.database(), "SHOW CREATE TABLE " + table));
      all.addAll(TestServer.query(project.database(), "SELECT * FROM " + table));
      all.addAll(TestServer.query(project.database(), "CHECKSUM TABLE " + table));
    }
    return all;
  }
}
