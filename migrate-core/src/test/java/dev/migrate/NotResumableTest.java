package dev.migrate;

import static dev.migrate.testing.Goals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that could not be gone on with are refused before they start. */
@Timeout(120)
class NotResumableTest {

  private static final String DIRECTIVE = "-- migrate:not-resumable";

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
        "CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); END;");
    goals.upgrade();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TEMPORARY TABLE x (a INT); CREATE TABLE u (a INT); INSERT INTO x VALUES (1)"
            + "| 1 | the temporary table is lost with its session, and needed after a commit",
        "CREATE TABLE u (a INT); CREATE TEMPORARY TABLE X AS SELECT 1 AS a;"
            + " INSERT INTO t SELECT a FROM X; COMMIT; SELECT * FROM x"
            + "| 2 | the temporary table is lost",
        "INSERT INTO t VALUES (1); CALL p(); INSERT INTO t VALUES (ROW_COUNT())"
            + "| 3 | it counts the rows of a statement that may commit",
        "CREATE TABLE u (a INT); HANDLER t OPEN; HANDLER t CLOSE"
            + "| 2 | an open HANDLER is lost with its session",
        "CREATE TABLE u (a INT); XA START 'x'; XA END 'x'; XA ROLLBACK 'x'"
            + "| 2 | inside a transaction of XA nothing can be written down",
        "CREATE TABLE u (a INT); FLUSH TABLES WITH READ LOCK; UNLOCK TABLES"
            + "| 2 | under a global read lock nothing can be written down",
        "CREATE TABLE u (a INT); SET SESSION sql_log_bin = 0; INSERT INTO t VALUES (1)"
            + "| 2 | what is written down while the binary log is off would be missing on replicas",
      })
  void a_script_is_refused_with_line_and_reason(String script, int line, String reason) {
    String[] lines = (script + ";").split("(?<=;) ");
    project.write("V2__a.sql", "CREATE TABLE before_it (a INT);");
    project.write("V3__x.sql", lines);
    String text = goals.upgradeEnds("not-resumable");
    says(text, "V3__x.sql:" + line + ", statement " + line + ": ", reason);
    says(text, "nothing of this script", DIRECTIVE + " as its first line");
    assertEquals("pending", goals.state("2"));
    assertEquals(List.of(), goals.query("SHOW TABLES LIKE 'u'"));
  }

  @Test
  void an_undo_is_refused_the_same_way() {
    project.write("V2__x.sql", "CREATE TABLE u (a INT);");
    project.write("U2__x.sql", "HANDLER t OPEN;", "DROP TABLE u;", "HANDLER t CLOSE;");
    goals.upgrade();
    says(goals.downgradeEnds("not-resumable"), "U2__x.sql:1, statement 1: HANDLER t OPEN");
    assertEquals("applied", goals.state("2"));
    project.write("U2__x.sql", DIRECTIVE, "HANDLER t OPEN;", "HANDLER t CLOSE;", "DROP TABLE u;");
    goals.downgrade();
    assertEquals("pending", goals.state("2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECTIVE, DIRECTIVE + ": it is short"})
  void the_directive_lets_it_run(String directive) {
    project.write(
        "V2__x.sql",
        directive,
        "CREATE TEMPORARY TABLE x (a INT);",
        "CREATE TABLE u (a INT);",
        "INSERT INTO x VALUES (3);",
        "INSERT INTO t SELECT a FROM x;");
    goals.upgrade();
    assertEquals(List.of("3"), goals.query("SELECT a FROM t"));
    assertEquals("applied", goals.state("2"));
  }

  @Test
  void what_died_without_the_journal_is_work_by_hand_and_says_so() {
    project.write(
        "V2__x.sql",
        DIRECTIVE,
        "CREATE TEMPORARY TABLE x (a INT);",
        "CREATE TABLE u (a INT);",
        "INSERT INTO t SELECT COUNT(*) FROM x;");
    Death.ofUpgrade(project).after("CREATE TABLE u");
    String text = goals.upgradeEnds("migration-failed");
    says(text, "V2 x is half done", "Take back by hand what it did", "mvn migrate:repair");
    assertEquals(List.of(), goals.query("SELECT a FROM t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1); INSERT INTO t VALUES (ROW_COUNT());",
        "CREATE TABLE u (a INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (ROW_COUNT());",
        "CREATE TEMPORARY TABLE x (a INT); INSERT INTO x VALUES (1);"
            + " INSERT INTO t SELECT a FROM x; CREATE TABLE u (a INT);"
            + " DROP TEMPORARY TABLE IF EXISTS x;",
        "CREATE TABLE u (a INT); SET @x = 1; INSERT INTO t VALUES (@x);",
      })
  void what_can_be_gone_on_with_is_not_refused(String script) {
    project.write("V2__x.sql", script.split("(?<=;) "));
    goals.upgrade();
    assertEquals("applied", goals.state("2"));
    assertEquals("1", goals.query("SELECT a FROM t ORDER BY a").get(0));
  }
}
