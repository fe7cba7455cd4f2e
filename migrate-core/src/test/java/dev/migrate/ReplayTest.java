package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();

  @Test
  void all_migrations_run_in_the_scratch_database_and_the_projects_own_stays_as_it_was() {
    TestProject project =
        TestProject.in(folder)
            .write("V2__b.sql", "ALTER TABLE ${flyway:defaultSchema}.a ADD COLUMN b INT;")
            .write("V1__a.sql", "CREATE TABLE a (a INT PRIMARY KEY);", "INSERT INTO a VALUES (1);")
            .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;")
            .write("U2__b.sql", "USE mysql;")
            .write("beforeEachUndo.sql", "DROP DATABASE mysql;")
            .write("afterMigrate.sql", "CREATE TABLE callback (a INT);");
    replay(
        project,
        scratch -> {
          assertEquals(
              List.of("a", "callback", "v"), tables(scratch), "what migrations and callbacks made");
          assertEquals(List.of("1|null"), TestServer.query(scratch.settings(), "SELECT * FROM v"));
        });
    assertEquals(List.of(), TestServer.query(project.database(), "SHOW TABLES"));
    assertTrue(events.stream().noneMatch(Event.MigrationStarted.class::isInstance));
    assertEquals(
        List.of(), TestServer.query(project.database(), "SHOW DATABASES LIKE '" + last + "'"));
  }

  @Test
  void versions_alone_run_up_to_the_one_asked_for() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);")
            .write("V2__b.sql", "CREATE TABLE b (a INT);")
            .write("V3__c.sql", "CREATE TABLE c (a INT);")
            .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT * FROM c;");
    try (ScratchServer server = ScratchServer.open(project.database(), "test", events::add);
        ScratchSchema scratch = server.create(null, null)) {
      Replay.versions(scratch, project.toEnvironment(), "2", "test", events::add);
      assertEquals(List.of("a", "b"), tables(scratch));
    }
  }

  @Test
  void classes_of_the_project_run_too() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);")
            .java(
                "db.migration.V2__Fill",
                migration(
                    "V2__Fill",
                    "try (var s = c.getConnection().createStatement()) { s.execute(\"CREATE TABLE b (a INT)\"); }",
                    "try (var s = c.getConnection().prepareStatement(\"INSERT INTO b VALUES (?)\")) {"
                        + " s.setInt(1, 7); s.execute(); }"))
            .java(
                "db.callback.Once",
                "package db.callback;",
                "import org.flywaydb.core.api.callback.*;",
                "public class Once extends BaseCallback {",
                "  public boolean supports(Event e, Context c) { return e == Event.AFTER_MIGRATE; }",
                "  public boolean canHandleInTransaction(Event e, Context c) { return true; }",
                "  public void handle(Event e, Context c) {",
                "    try (var s = c.getConnection().createStatement()) { s.execute(\"CREATE TABLE c (a"
                    + " INT)\"); }",
                "    catch (java.sql.SQLException x) { throw new IllegalStateException(x); }",
                "  }",
                "  public String getCallbackName() { return \"once\"; }",
                "}");
    replay(
        project,
        scratch -> {
          assertEquals(List.of("a", "b", "c"), tables(scratch));
          assertEquals(List.of("7"), TestServer.query(scratch.settings(), "SELECT a FROM b"));
        });
  }

  @Test
  void a_class_is_kept_inside_the_database_as_well() {
    String own = TestServer.freshDatabase().name();
    TestProject project =
        TestProject.in(folder)
            .java(
                "db.migration.V1__Away",
                migration(
                    "V1__Away",
                    "c.getConnection().createStatement().execute(\"CREATE TABLE "
                        + own
                        + ".x (a INT)\");"));
    String text = refused(project, "replay-refused");
    Goals.says(text, "it works with the database " + own, "V1 Away: CREATE TABLE " + own + ".x");
    assertEquals(List.of(), TestServer.query(TestServer.admin(), "SHOW TABLES FROM " + own));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USE :own;",
        "CREATE TABLE :own.x (a INT);",
        "INSERT INTO a SELECT * FROM :own.x;",
        "SET GLOBAL max_allowed_packet = 16777216;",
        "CREATE USER nobody_:own;",
        "GRANT SELECT ON *.* TO nobody_:own;",
        "DROP DATABASE :own;",
        "LOAD DATA INFILE '/x' INTO TABLE a;",
        "SELECT * FROM a INTO OUTFILE '/x';",
        "FLUSH PRIVILEGES;",
        "SET sql_log_bin = 1;",
        "SET @q = 'DROP DATABASE :own'; PREPARE s FROM @q; EXECUTE s;",
      })
  void what_would_reach_beyond_it_is_refused_with_its_line_before_anything_runs(String sql) {
    TestProject project = TestProject.in(folder);
    String own = project.database().name();
    project
        .write("V1__a.sql", "CREATE TABLE a (a INT);")
        .write("V2__bad.sql", "CREATE TABLE b (a INT);", "", sql.replace(":own", own));
    String text = refused(project, "replay-refused");
    boolean prepared = sql.contains("PREPARE");
    Goals.says(text, prepared ? "makes or drops a database" : "V2__bad.sql:3, statement 2: ");
    assertEquals(
        List.of(), TestServer.query(project.database(), "SHOW TABLES"), "nothing of it happened");
  }

  @Test
  void callbacks_are_looked_at_as_migrations_are() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);")
            .write("afterMigrate.sql", "", "GRANT SELECT ON *.* TO nobody;");
    Goals.says(refused(project, "replay-refused"), "afterMigrate.sql:2", "changes accounts");
  }

  @Test
  void events_are_there_as_they_were_meant_and_never_take_place() throws Exception {
    TestServer.execute(TestServer.admin(), "SET GLOBAL event_scheduler = ON");
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);")
            .write(
                "V2__e.sql",
                "CREATE EVENT on_1 ON SCHEDULE EVERY 1 SECOND DO INSERT INTO a VALUES (1);",
                "CREATE EVENT off_1 ON SCHEDULE EVERY 1 SECOND DISABLE DO INSERT INTO a VALUES (2);",
                "ALTER EVENT off_1 ENABLE;",
                "CREATE EVENT gone ON SCHEDULE EVERY 1 SECOND DO INSERT INTO a VALUES (3);",
                "DROP EVENT gone;",
                "CREATE EVENT off_2 ON SCHEDULE EVERY 1 SECOND DO INSERT INTO a VALUES (4);",
                "ALTER EVENT off_2 DISABLE;",
                "ALTER EVENT on_1 RENAME TO on_2;")
            .java(
                "db.migration.V3__Event",
                migration(
                    "V3__Event",
                    "c.getConnection().createStatement().execute(\"CREATE EVENT z ON SCHEDULE"
                        + " EVERY 1 SECOND DO INSERT INTO a VALUES (5)\");"));
    replay(
        project,
        scratch -> {
          sleep(2500);
          assertEquals(List.of(), TestServer.query(scratch.settings(), "SELECT * FROM a"));
          assertEquals(
              List.of("off_1|DISABLED", "off_2|DISABLED", "on_2|DISABLED", "z|DISABLED"),
              TestServer.query(
                  scratch.settings(),
                  "SELECT event_name, status FROM information_schema.events WHERE event_schema ="
                      + " DATABASE() ORDER BY 1"));
        });
  }

  @Test
  void a_statement_that_fails_is_told_with_its_line_and_as_no_upgrade() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a INT);", "INSERT INTO nowhere VALUES (1);");
    String text = refused(project, "replay-failed");
    Goals.says(
        text,
        "do not run on an empty database of ",
        "V1__a.sql:2, statement 2: INSERT INTO nowhere");
    assertTrue(!text.contains("mvn migrate:upgrade"), text);
  }

  private String last = "";

  private void replay(TestProject project, Consumer<ScratchSchema> then) {
    try (ScratchServer server = ScratchServer.open(project.database(), "test", events::add);
        ScratchSchema scratch = server.create(null, null)) {
      last = scratch.name();
      Replay.into(scratch, project.toEnvironment(), "test", events::add);
      then.accept(scratch);
    }
  }

  private String refused(TestProject project, String code) {
    MigrateException e = assertThrows(MigrateException.class, () -> replay(project, scratch -> {}));
    assertEquals(code, e.problem().code(), e.problem().text());
    return e.problem().text();
  }

  private static List<String> tables(ScratchSchema scratch) {
    return TestServer.query(scratch.settings(), "SHOW TABLES").stream()
        .filter(table -> !table.startsWith("migrate_") && !table.startsWith("flyway_"))
        .toList();
  }

  private static String[] migration(String name, String... body) {
    List<String> lines = new ArrayList<>();
    lines.add("package db.migration;");
    lines.add("import org.flywaydb.core.api.migration.*;");
    lines.add("public class " + name + " extends BaseJavaMigration {");
    lines.add("  public void migrate(Context c) throws Exception {");
    lines.addAll(List.of(body));
    lines.add("  }");
    lines.add("}");
    return lines.toArray(String[]::new);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
