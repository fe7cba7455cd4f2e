package dev.migrate;

import static dev.migrate.testing.Goals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A half done migration is taken back just as far as it went, by the marks of its undo. */
@Timeout(120)
class HalfUndoTest {

  @TempDir Path folder;

  private TestProject project;
  private Goals goals;
  private String before;

  @BeforeEach
  void base() {
    project = TestProject.in(folder);
    goals = Goals.of(project);
    project.write("V1__base.sql", "CREATE TABLE n (c INT);", "INSERT INTO n VALUES (0);");
    goals.upgrade();
    before = Snapshot.of(project);
    project.write(
        "U2__x.sql",
        "-- undoes: 5",
        "DROP TABLE w;",
        "-- undoes: 4",
        "UPDATE n SET c = c - 10;",
        "-- undoes: 3",
        "DROP VIEW v;",
        "-- undoes: 1, 2",
        "DROP TABLE u;");
  }

  private void upgradeTo(int bad) {
    String[] script = {
      "CREATE TABLE u (a INT);",
      "ALTER TABLE u ADD b INT;",
      "CREATE VIEW v AS SELECT a FROM u;",
      "UPDATE n SET c = c + 10;",
      "CREATE TABLE w (a INT);"
    };
    if (bad > 0) {
      script[bad - 1] = "BAD;";
    }
    script[4] = "-- migrate:commit\n" + script[4];
    project.write("V2__x.sql", script);
  }

  private void pendingAsBefore() {
    assertEquals(before, Snapshot.of(project));
    assertEquals("pending", goals.state("2"));
    assertEquals(List.of(), goals.current().attention());
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
    assertEquals(
        List.of(), goals.query("SELECT 1 FROM migrate_journal WHERE installed_rank > 1 LIMIT 1"));
    upgradeTo(0);
    goals.upgrade();
    assertEquals(List.of("10"), goals.query("SELECT c FROM n"));
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
    goals.downgrade();
    assertEquals(before, Snapshot.of(project));
  }

  @Test
  void just_what_is_done_is_taken_back() {
    upgradeTo(4);
    goals.upgradeEnds("statement-failed");
    assertEquals(2, goals.downgrade().undone().get(0).statementCount());
    pendingAsBefore();
  }

  @Test
  void stock_flyway_can_apply_the_version_afterwards() {
    upgradeTo(5);
    goals.upgradeEnds("statement-failed");
    goals.downgrade();
    upgradeTo(0);
    assertEquals(List.of("2 x"), StockFlyway.of(StockFlyway.newest(), project).migrate());
    assertEquals(List.of("10"), goals.query("SELECT c FROM n"));
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void a_statement_that_takes_back_more_than_is_done_is_refused() {
    upgradeTo(2);
    goals.upgradeEnds("statement-failed");
    String text = goals.downgradeEnds("undo-not-partial");
    says(text, "a part of what it takes back is done", "U2__x.sql:8", "mvn migrate:upgrade");
    assertEquals("half done", goals.state("2"));
    upgradeTo(0);
    goals.upgrade();
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void without_marks_it_is_refused_and_nothing_changes() {
    project.write("U2__x.sql", "-- undoes: 3", "DROP VIEW v;", "DROP TABLE u;");
    upgradeTo(4);
    goals.upgradeEnds("statement-failed");
    String half = Snapshot.of(project);
    String text = goals.downgradeEnds("undo-not-partial");
    says(text, "it does not say what it takes back", "U2__x.sql:3", "(-- undoes: 3)");
    assertEquals(half, Snapshot.of(project));
    project.write("U2__x.sql", "-- undoes: three", "DROP VIEW v;", "DROP TABLE u;");
    says(goals.downgradeEnds("undo-not-partial"), "\"undoes three\" names no statement");
    assertEquals(half, Snapshot.of(project));
  }

  @Test
  void what_an_undo_forgets_is_refused() {
    project.write("U2__x.sql", "-- undoes: 1, 2", "DROP TABLE u;");
    upgradeTo(4);
    goals.upgradeEnds("statement-failed");
    says(
        goals.downgradeEnds("undo-not-partial"),
        "nothing in it undoes statement 3",
        "CREATE VIEW v");
    assertEquals("half done", goals.state("2"));
  }

  @Test
  void the_connection_may_die_before_and_after_each_statement_of_the_partial_undo() {
    for (String text : List.of("UPDATE n SET c = c - 10", "DROP VIEW v", "DROP TABLE u")) {
      upgradeTo(5);
      goals.upgradeEnds("statement-failed");
      Death.ofDowngrade(project).before(text);
      String half = goals.state("2");
      assertTrue(half.equals("half done"), text + ": " + half);
      goals.downgrade();
      assertEquals(before, Snapshot.of(project), text);
      upgradeTo(5);
      goals.upgradeEnds("statement-failed");
      Death.ofDowngrade(project).after(text);
      if (goals.state("2").equals("half done")) {
        goals.downgrade();
      }
      assertEquals(before, Snapshot.of(project), text);
    }
    pendingAsBefore();
  }

  @Test
  void going_on_up_is_refused_once_the_way_back_was_begun() {
    upgradeTo(5);
    goals.upgradeEnds("statement-failed");
    Death.ofDowngrade(project).after("DROP VIEW v");
    String text = goals.upgradeEnds("undo-half-done");
    says(text, "The undo of V2 x is half done", "mvn migrate:downgrade");
    goals.downgrade();
    pendingAsBefore();
  }

  @Test
  void a_partial_undo_that_fails_is_corrected_and_gone_on_with() {
    upgradeTo(5);
    goals.upgradeEnds("statement-failed");
    project.write(
        "U2__x.sql",
        "-- undoes: 5",
        "DROP TABLE w;",
        "-- undoes: 4",
        "UPDATE n SET c = c - 10;",
        "-- undoes: 3",
        "DROP VIEW v;",
        "-- undoes: 2",
        "BAD;",
        "-- undoes: 1",
        "DROP TABLE u;");
    String text = goals.downgradeEnds("statement-failed");
    says(text, "U2__x.sql:8, statement ");
    assertFalse(goals.current().attention().isEmpty());
    project.write(
        "U2__x.sql",
        "-- undoes: 5",
        "DROP TABLE w;",
        "-- undoes: 4",
        "UPDATE n SET c = c - 10;",
        "-- undoes: 3",
        "DROP VIEW v;",
        "-- undoes: 1, 2",
        "DROP TABLE u;");
    goals.downgrade();
    pendingAsBefore();
  }

  @Test
  void the_undo_of_a_generated_migration_takes_back_a_half_done_one() {
    project.write("V2__x.sql", "CREATE TABLE u (a INT);", "INSERT INTO nowhere VALUES (1);");
    project.write("U2__x.sql", "-- undoes: 1", "DROP TABLE u;");
    goals.upgradeEnds("statement-failed");
    goals.downgrade();
    assertEquals(before, Snapshot.of(project));
    assertEquals("pending", goals.state("2"));
  }
}
