package dev.migrate;

import static dev.migrate.testing.Goals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.StockFlyway;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repeatable migrations and undos that failed in their midst are gone on with as well. */
@Timeout(120)
class HalfRepeatableTest {

  private static final String COUNT = "UPDATE n SET c = c + 1;";
  private static final String VIEW = "CREATE OR REPLACE VIEW w AS SELECT c FROM n;";

  @TempDir Path folder;

  private TestProject project;
  private Goals goals;

  @BeforeEach
  void base() {
    project = TestProject.in(folder);
    goals = Goals.of(project);
    project.write("V1__base.sql", "CREATE TABLE n (c INT);", "INSERT INTO n VALUES (0);");
    goals.upgrade();
  }

  private String count() {
    return goals.query("SELECT c FROM n").get(0);
  }

  @Test
  void a_repeatable_migration_is_gone_on_with() {
    project.write("R__v.sql", COUNT, VIEW, "BAD;");
    goals.upgradeEnds("statement-failed");
    assertEquals("half done", goals.state(null));
    StockFlyway flyway = StockFlyway.of(StockFlyway.newest(), project);
    StockFlyway.Failure refusal = assertThrows(StockFlyway.Failure.class, flyway::migrate);
    says(refusal.getMessage(), "failed");
    project.write("R__v.sql", "UPDATE n SET c = 9;", VIEW);
    says(goals.upgradeEnds("script-edited"), "R__v.sql:1\n", "- " + COUNT, "+ UPDATE n SET c = 9;");
    project.write("R__v.sql", COUNT, VIEW, COUNT);
    assertEquals(1, goals.upgrade().applied().size());
    assertEquals("2", count());
    assertEquals(List.of(), flyway.validate());
    assertEquals(List.of(), flyway.migrate());
    assertEquals(0, goals.upgrade().applied().size());
  }

  @Test
  void a_repeatable_migration_that_ran_before_is_gone_on_with() {
    project.write("R__v.sql", COUNT, VIEW);
    goals.upgrade();
    project.write("R__v.sql", COUNT, VIEW, COUNT, "BAD;");
    goals.upgradeEnds("statement-failed");
    assertEquals("2", count());
    assertEquals("half done", goals.state(null));
    project.write("R__v.sql", COUNT, VIEW, COUNT);
    goals.upgrade();
    assertEquals("3", count());
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
  }

  @Test
  void a_repeatable_migration_brought_back_to_what_it_was_is_gone_on_with_too() {
    project.write("R__v.sql", COUNT, VIEW);
    goals.upgrade();
    project.write("R__v.sql", COUNT, VIEW, "BAD;");
    goals.upgradeEnds("statement-failed");
    assertEquals("2", count());
    project.write("R__v.sql", COUNT, VIEW);
    goals.upgrade();
    assertEquals("2", count());
    assertEquals("applied", goals.state(null));
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
    assertEquals(0, goals.upgrade().applied().size());
  }

  @Test
  void a_repeatable_migration_is_gone_on_with_after_the_connection_died() {
    project.write("R__v.sql", COUNT, VIEW, COUNT);
    Death.ofUpgrade(project).after("CREATE OR REPLACE VIEW");
    says(goals.current().attention().get(0), "is half done: statement 2");
    goals.upgrade();
    assertEquals("2", count());
    assertEquals("applied", goals.state(null));
  }

  @Test
  void half_a_repeatable_migration_cannot_be_taken_back() {
    project.write("R__v.sql", COUNT, VIEW, "BAD;");
    goals.upgradeEnds("statement-failed");
    says(goals.downgradeEnds("undo-not-partial"), "a repeatable migration has no undo");
  }

  private void twoVersions() {
    project.write("V2__x.sql", "CREATE TABLE u (a INT);", "CREATE TABLE v (a INT);");
    project.write("U2__x.sql", "DROP TABLE v;", COUNT, "DROP TABLE nowhere;", "DROP TABLE u;");
    goals.upgrade();
    goals.downgradeEnds("statement-failed");
  }

  @Test
  void an_undo_is_corrected_from_the_failed_statement_on() {
    twoVersions();
    assertEquals("half done", goals.state("2"));
    says(goals.current().attention().get(0), "The undo of V2 x is half done: statement 3");
    StockFlyway flyway = StockFlyway.of(StockFlyway.newest(), project);
    assertThrows(StockFlyway.Failure.class, flyway::migrate);
    project.write("U2__x.sql", "DROP TABLE v;", "DROP TABLE u;");
    String text = goals.downgradeEnds("script-edited");
    says(text, "U2__x.sql:2\n", "- " + COUNT, "+ DROP TABLE u;");
    project.write("U2__x.sql", "DROP TABLE v;", COUNT, "DROP TABLE u;");
    goals.downgrade();
    assertEquals("1", count());
    assertEquals("pending", goals.state("2"));
    assertEquals(List.of(), flyway.validate());
    goals.upgrade();
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void an_undo_whose_file_is_gone_is_refused_and_may_come_back() {
    twoVersions();
    project.delete("U2__x.sql");
    says(goals.downgradeEnds("undo-missing"), "V2");
    project.write("U2__x.sql", "DROP TABLE v;", COUNT, "DROP TABLE u;");
    goals.downgrade();
    assertEquals("1", count());
  }

  @Test
  void an_undo_is_gone_on_with_after_the_connection_died() {
    project.write("V2__x.sql", "CREATE TABLE u (a INT);", "CREATE TABLE v (a INT);");
    project.write("U2__x.sql", "DROP TABLE v;", COUNT, "DROP TABLE u;");
    goals.upgrade();
    Death.ofDowngrade(project).after("DROP TABLE v");
    assertEquals("half done", goals.state("2"));
    says(goals.upgradeEnds("undo-half-done"), "The undo of V2 x is half done");
    goals.downgrade();
    assertEquals("1", count());
    assertEquals("pending", goals.state("2"));
    goals.upgrade();
    assertEquals(List.of(), StockFlyway.of(StockFlyway.newest(), project).validate());
  }
}
