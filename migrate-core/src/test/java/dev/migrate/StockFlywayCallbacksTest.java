package dev.migrate;

import static dev.migrate.testing.Agreement.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Agreement;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A project's callbacks are called by us when, and in the order in which, stock Flyway does it. */
class StockFlywayCallbacksTest {

  /** All but those whose rows Flyway rolls back together with the migration that failed. */
  private static final List<String> EVENTS =
      List.of(
          "afterConnect",
          "beforeValidate",
          "afterValidate",
          "afterValidateError",
          "createSchema",
          "beforeCreateSchema",
          "beforeMigrate",
          "beforeEachMigrate",
          "beforeEachMigrateStatement",
          "afterEachMigrateStatement",
          "afterEachMigrate",
          "beforeRepeatables",
          "afterVersioned",
          "afterMigrateApplied",
          "afterMigrate",
          "afterMigrateError");

  private static final String STATEMENT = "\\w+EachMigrateStatement\n";

  @TempDir Path folder;
  private TestProject project;
  private String name;
  private String log;

  static List<String> lines() {
    return StockFlyway.lines();
  }

  @BeforeEach
  void callbacksThatWriteIntoAnotherDatabase() {
    project = TestProject.in(folder);
    name = project.database().name();
    log = name + "_log";
    TestServer.execute(TestServer.admin(), "CREATE DATABASE `" + log + "`");
    for (String event : EVENTS) {
      project.write(event + ".sql", insert(event));
    }
    project
        .write("afterMigrate__b_second.sql", insert("b second"))
        .write("afterMigrate__a_first.sql", insert("a first"))
        .write("V1__a.sql", "CREATE TABLE a (a INT);", "INSERT INTO a VALUES (1);")
        .write("V2__b.sql", "UPDATE a SET a = 2;")
        .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;");
  }

  /** The line 10 does not know the event yet. */
  private static String known(String line, String calls) {
    return line.startsWith("10.") ? calls.replace("afterConnect\n", "") : calls;
  }

  private String insert(String event) {
    return "INSERT INTO `" + log + "`.calls (event) VALUES ('" + event + "');";
  }

  @AfterEach
  void drop() {
    TestServer.execute(
        TestServer.admin(), "DROP DATABASE `" + name + "`", "DROP DATABASE `" + log + "`");
  }

  private void upgrade() {
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
  }

  /** What is called by a run; a failure is told too. */
  private String calls(Runnable run) {
    TestServer.execute(
        TestServer.admin(),
        "DROP TABLE IF EXISTS `" + log + "`.calls",
        "CREATE TABLE `"
            + log
            + "`.calls (id INT AUTO_INCREMENT PRIMARY KEY, event VARCHAR(100) NOT NULL)");
    String end = "";
    try {
      run.run();
    } catch (RuntimeException e) {
      end = "\nfailed";
    }
    return String.join(
            "\n", Agreement.query(project, "SELECT event FROM `" + log + "`.calls ORDER BY id"))
        + end;
  }

  private void empty() {
    TestServer.execute(
        TestServer.admin(), "DROP DATABASE `" + name + "`", "CREATE DATABASE `" + name + "`");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void callbacks_in_sql(String line) {
    StockFlyway stock = StockFlyway.of(line, project);
    String theirs = calls(stock::migrate);
    String theirsAgain = calls(stock::migrate);
    project.write("V3__wrong.sql", "CREATE TABLE c (a INT);", "SELECT * FROM nowhere;");
    String theirsFailed = calls(stock::migrate);
    String theirsRefused = calls(stock::migrate);
    project.delete("V3__wrong.sql");
    empty();
    assertEquals(theirs, known(line, calls(this::upgrade)));
    assertEquals(theirsAgain, known(line, calls(this::upgrade)));
    project.write("V3__wrong.sql", "CREATE TABLE c (a INT);", "SELECT * FROM nowhere;");
    // Of a migration that failed, Flyway rolls back what callbacks wrote between its statements.
    assertEquals(
        theirsFailed.replaceAll(STATEMENT, ""),
        known(line, calls(this::upgrade)).replaceAll(STATEMENT, ""));
    try (Migrator migrator = project.migrator()) {
      migrator.repair("3");
    }
    TestServer.execute(project.database(), "DROP TABLE c");
    calls(stock::migrate);
    assertEquals(theirsRefused, known(line, calls(this::upgrade)));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void callbacks_in_java_are_those_of_their_package_and_those_named(String line) {
    watcher("db.callback.Found");
    watcher("db.migration.NotFound");
    watcher("com.example.Named");
    project.flyway("callbacks", "com.example.Named");
    StockFlyway stock = StockFlyway.of(line, project);
    String theirs = calls(stock::migrate);
    assertTrue(theirs.contains("Found: beforeMigrate"), theirs);
    empty();
    assertEquals(theirs, known(line, calls(this::upgrade)));
    assertDone(project, stock);
  }

  private void watcher(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    project.java(
        type,
        "package " + type.substring(0, type.lastIndexOf('.')) + ";",
        "import org.flywaydb.core.api.callback.*;",
        "public class " + simple + " implements Callback {",
        "  public boolean supports(Event event, Context context) {",
        "    return event == Event.BEFORE_MIGRATE || event == Event.AFTER_MIGRATE",
        "        || event == Event.AFTER_EACH_MIGRATE;",
        "  }",
        "  public boolean canHandleInTransaction(Event event, Context context) { return true; }",
        "  public String getCallbackName() { return \"" + simple + "\"; }",
        "  public void handle(Event event, Context context) {",
        "    try (var statement = context.getConnection().createStatement()) {",
        "      statement.execute(\"INSERT INTO `"
            + log
            + "`.calls (event) VALUES ('"
            + simple
            + ": \" + event.getId() + \"')\");",
        "    } catch (java.sql.SQLException e) {",
        "      throw new IllegalStateException(e);",
        "    }",
        "  }",
        "}");
  }

  @Test
  void a_callback_before_validation_may_put_the_history_right() {
    assertTrue(calls(this::upgrade).endsWith("b second"));
    project.write("V1__a.sql", "CREATE TABLE a (a INT, b INT);");
    assertTrue(calls(this::upgrade).endsWith("afterValidateError\nfailed"));
    String changed = assertThrows(MigrateException.class, this::upgrade).problem().problem();
    String resolved = changed.replaceAll(".* and (-?\\d+) in the file\\.", "$1");
    project.write(
        "beforeValidate.sql",
        "UPDATE flyway_schema_history SET checksum = " + resolved + " WHERE version = '1';");
    upgrade();
    assertDone(project, StockFlyway.of(StockFlyway.newest(), project));
  }

  @Test
  void a_callback_that_fails_after_an_error_does_not_hide_it() {
    project
        .write("V3__wrong.sql", "SELECT * FROM nowhere;")
        .write("afterEachMigrateError.sql", "SELECT * FROM no_callbacks_table;")
        .write("afterMigrateError.sql", "SELECT * FROM no_callbacks_table;");
    String calls = calls(() -> assertTold("V3__wrong.sql:1, statement 1"));
    assertTrue(calls.endsWith("beforeEachMigrate\nbeforeEachMigrateStatement"), calls);
  }

  private void assertTold(String where) {
    MigrateException e = assertThrows(MigrateException.class, this::upgrade);
    assertTrue(e.problem().text().contains(where), e.problem().text());
  }
}
