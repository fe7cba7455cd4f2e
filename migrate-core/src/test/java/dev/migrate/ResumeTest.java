package dev.migrate;

import static dev.migrate.testing.Goals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.render.JsonRenderer;
import dev.migrate.render.TextRenderer;
import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees of an upgrade that failed in its midst, and of going on with it. */
@Timeout(120)
class ResumeTest {

  private static final String COUNT = "UPDATE n SET c = c + 1;";
  private static final String ROWS = "SELECT a FROM t ORDER BY a";

  @TempDir Path folder;

  private TestProject project;
  private Goals goals;

  @BeforeEach
  void base() {
    project = TestProject.in(folder);
    goals = Goals.of(project);
    project.write(
        "V1__base.sql",
        "CREATE TABLE t (a INT);",
        "CREATE TABLE n (c INT);",
        "INSERT INTO n VALUES (0);");
    goals.upgrade();
  }

  private void half() {
    project.write(
        "V2__x.sql", "ALTER TABLE t ADD b INT;", COUNT, "CREATE TABLE u (a INT);", "BAD;");
    goals.upgradeEnds("statement-failed");
  }

  private String count() {
    return goals.query("SELECT c FROM n").get(0);
  }

  @Test
  void the_failed_statement_and_later_ones_may_be_edited() {
    half();
    project.write(
        "V2__x.sql",
        "ALTER TABLE t ADD b INT;",
        COUNT,
        "CREATE TABLE u (a INT);",
        "INSERT INTO u VALUES (5);",
        "CREATE TABLE v (a INT);");
    assertEquals(1, goals.upgrade().applied().size());
    assertEquals("1", count());
    assertEquals(List.of("5"), goals.query("SELECT a FROM u"));
    assertEquals("applied", goals.state("2"));
    assertEquals(0, goals.upgrade().applied().size());
  }

  @Test
  void the_statements_from_the_failed_one_on_may_be_deleted() {
    half();
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;", COUNT, "CREATE TABLE u (a INT);");
    goals.upgrade();
    assertEquals("applied", goals.state("2"));
    assertEquals("1", count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void wherever_a_script_fails_the_corrected_one_does_each_statement_once(int bad) {
    String[] script = {
      "ALTER TABLE t ADD b INT;",
      COUNT,
      "INSERT INTO t (a) SELECT c FROM n;",
      "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.b = NEW.a;",
      "INSERT INTO t (a) VALUES (10);",
      COUNT,
      "CREATE VIEW w AS SELECT b FROM t;",
      "RENAME TABLE n TO m, t TO s;",
      "UPDATE m SET c = c + 1;"
    };
    String[] wrong = script.clone();
    wrong[bad - 1] = "BAD;";
    project.write("V2__x.sql", wrong);
    String text = goals.upgradeEnds("statement-failed");
    says(text, "V2__x.sql:" + bad + ", statement " + bad + ": BAD");
    project.write("V2__x.sql", script);
    goals.upgrade();
    assertEquals(List.of("3"), goals.query("SELECT c FROM m"));
    assertEquals(List.of("1|null", "10|10"), goals.query("SELECT a, b FROM s ORDER BY a"));
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
  }

  @Test
  void an_edited_committed_statement_is_refused_with_the_difference() {
    half();
    String before = Snapshot.of(project);
    project.write(
        "V2__x.sql", "ALTER TABLE t ADD b INT;", "UPDATE n SET c = 7;", "CREATE TABLE u (a INT);");
    String text = goals.upgradeEnds("script-edited");
    says(text, "V2__x.sql:2\n", "- UPDATE n SET c = c + 1;", "+ UPDATE n SET c = 7;");
    says(text, "what is not committed may be edited");
    assertFalse(text.contains("ALTER TABLE"), text);
    assertEquals(before, Snapshot.of(project));
    assertEquals("half done", goals.state("2"));
  }

  @Test
  void a_deleted_or_inserted_committed_statement_is_an_edit_too() {
    half();
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;", "CREATE TABLE u (a INT);");
    says(goals.upgradeEnds("script-edited"), "V2__x.sql:2\n", "- UPDATE n SET c = c + 1;");
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;");
    says(goals.upgradeEnds("script-edited"), "V2__x.sql", "- UPDATE n SET c = c + 1;");
    project.write("V2__x.sql", "", "");
    says(goals.upgradeEnds("script-edited"), "V2__x.sql", "- ALTER TABLE t ADD b INT;");
    assertEquals("half done", goals.state("2"));
  }

  @Test
  void comments_and_blank_lines_are_no_edit() {
    half();
    project.write(
        "V2__x.sql",
        "-- what it is for",
        "ALTER TABLE t ADD b INT;",
        "",
        "/* once */",
        COUNT,
        "# and",
        "CREATE TABLE u (a INT)  ;",
        "",
        "INSERT INTO u VALUES (1);");
    goals.upgrade();
    assertEquals("1", count());
    assertEquals(List.of("1"), goals.query("SELECT a FROM u"));
  }

  @Test
  void a_deleted_file_is_refused_and_may_come_back() {
    half();
    project.delete("V2__x.sql");
    String text = goals.upgradeEnds("migration-missing");
    says(text, "V2 x is half done, and its file is not in the project", "Bring the file back");
    says(text, "V2__x.sql", "statement 4");
    says(goals.current().attention().get(0), "V2 x is half done: statement 4");
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;", COUNT, "CREATE TABLE u (a INT);");
    goals.upgrade();
    assertEquals("1", count());
  }

  @Test
  void a_placeholder_with_another_value_in_a_committed_statement_is_an_edit() {
    project.flyway("placeholders.step", "1");
    project.write("V2__x.sql", "UPDATE n SET c = c + ${step};", "CREATE TABLE u (a INT);", "BAD;");
    goals.upgradeEnds("statement-failed");
    project.flyway("placeholders.step", "2");
    project.write("V2__x.sql", "UPDATE n SET c = c + ${step};", "CREATE TABLE u (a INT);");
    String text = goals.upgradeEnds("script-edited");
    says(text, "- UPDATE n SET c = c + 1;", "+ UPDATE n SET c = c + 2;");
    project.flyway("placeholders.step", "1");
    goals.upgrade();
    assertEquals("1", count());
  }

  @Test
  void the_difference_tells_no_secret() {
    project.flyway("placeholders.api_secret", "geheim1");
    project.write(
        "V2__x.sql",
        "INSERT INTO t SELECT '${api_secret}' = 'x';",
        "CREATE TABLE u (a INT);",
        "BAD;");
    goals.upgradeEnds("statement-failed");
    assertEquals(
        List.of(),
        goals.query(
            "SELECT 1 FROM migrate_journal WHERE CONCAT_WS(' ', statements, summary, session, executed) LIKE '%geheim%'"));
    project.write(
        "V2__x.sql",
        "INSERT INTO t SELECT 2 + ('${api_secret}' = 'x');",
        "CREATE TABLE u (a INT);");
    String text = goals.upgradeEnds("script-edited");
    says(text, "- INSERT INTO t SELECT '***' = '***';", "+ INSERT INTO t SELECT 2 + ");
    assertFalse(text.contains("geheim"), text);
  }

  @Test
  void current_and_history_show_the_statement_and_the_reason() {
    half();
    String stands = "statement 4 (V2__x.sql:4: BAD) failed: [1064/42000] ";
    String path = "src/main/resources/db/migration/";
    Report.Current current = goals.current();
    Report.History history = goals.history();
    for (String text :
        List.of(
            TextRenderer.render(current),
            JsonRenderer.render(current),
            TextRenderer.render(history),
            JsonRenderer.render(history))) {
      says(text.replace(path, "").replace("\n", " ").replaceAll(" +", " "), "half done", stands);
    }
    says(TextRenderer.render(current), "mvn migrate:upgrade", "mvn migrate:downgrade");
    says(JsonRenderer.render(history), "\"state\": \"half done\"", "\"stands\": \"statement 4");
  }

  @Test
  void after_a_lost_connection_they_show_where_it_stands_too() {
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;", "CREATE TABLE u (a INT);");
    Death.ofUpgrade(project).after("CREATE TABLE u");
    says(goals.current().attention().get(0), "V2 x is half done: statement 2", "was begun");
    goals.upgrade();
    assertEquals(List.of(), goals.current().attention());
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void stock_flyway_refuses_meanwhile_and_validates_the_edited_file_afterwards() {
    half();
    StockFlyway flyway = StockFlyway.of(StockFlyway.newest(), project);
    assertEquals(List.of("0"), success());
    StockFlyway.Failure refusal = assertThrows(StockFlyway.Failure.class, flyway::migrate);
    says(refusal.getMessage(), "failed migration to version 2");
    String checksum = checksum();
    project.write("V2__x.sql", "ALTER TABLE t ADD b INT;", COUNT, "CREATE TABLE u (a INT);");
    project.write("V3__y.sql", "INSERT INTO t VALUES (1, 2);");
    assertEquals(2, goals.upgrade().applied().size());
    assertEquals(List.of("1"), success());
    assertFalse(checksum.equals(checksum()), checksum);
    assertEquals(List.of(), flyway.validate());
    assertEquals(List.of(), flyway.migrate());
  }

  private List<String> success() {
    return goals.query("SELECT success FROM flyway_schema_history WHERE version = '2'");
  }

  private String checksum() {
    return goals.query("SELECT checksum FROM flyway_schema_history WHERE version = '2'").get(0);
  }

  @Test
  void a_directive_splits_what_is_rolled_back_together() {
    project.write(
        "V2__x.sql",
        "INSERT INTO t VALUES (1);",
        "INSERT INTO t VALUES (2);",
        "-- migrate:commit",
        "INSERT INTO t VALUES (3);",
        "BAD;");
    says(goals.upgradeEnds("statement-failed"), "statements 1 to 2 of 4 are committed");
    assertEquals(List.of("1", "2"), goals.query(ROWS));
    project.write(
        "V2__x.sql",
        "INSERT INTO t VALUES (1);",
        "INSERT INTO t VALUES (2);",
        "-- migrate:commit",
        "INSERT INTO t VALUES (4);");
    goals.upgrade();
    assertEquals(List.of("1", "2", "4"), goals.query(ROWS));
    assertTrue(goals.current().attention().isEmpty());
  }
}
