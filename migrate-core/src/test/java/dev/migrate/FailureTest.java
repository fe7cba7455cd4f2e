package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the error of a failed migration keeps, and what it keeps to itself. */
class FailureTest {

  /** So long that the server's quotation of the statement ends amid what follows it. */
  private static final String LONG = "------------------------------------------------";

  @TempDir Path folder;

  private TestProject project;

  @BeforeEach
  void create() {
    project = TestProject.in(folder);
  }

  @Test
  void a_callback_that_fails_after_a_failure_does_not_take_its_place() {
    project
        .write("afterEachMigrateError.sql", "SELECT * FROM nowhere;")
        .write("afterMigrateError.sql", "SELECT * FROM nowhere;")
        .write("V1__bad.sql", "CREATE TABLE t (a INT);", "BAD;");
    MigrateException e = failure();
    assertEquals("statement-failed", e.problem().code(), e.problem().text());
    assertTrue(
        e.problem().text().contains("already done: statement 1 of 2 is committed"),
        e.problem().text());
    assertTrue(trace(e).contains("afterEachMigrateError.sql"), trace(e));
    assertTrue(trace(e).contains("afterMigrateError.sql"), trace(e));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE USER nobody IDENTIFIED BI 's3cret'",
        "CREATE USER nobody IDENTIFIED BI '" + LONG + "s3cret" + LONG + "'",
        "UPDATE accounts SET password = CAST('s3cret' AS DATE) + nowhere('s3cret')",
        "SET PASSWORD = 's3cret' 's3cret'",
        "SELECT 1 AS password FROM `a` WHERE JSON_EXTRACT('s3cret', '$.a')",
      })
  void what_the_server_says_of_a_statement_with_a_password_does_not_tell_it(String sql) {
    project.write("V1__bad.sql", "CREATE TABLE t (a INT);", sql + ";");
    String trace = trace(failure());
    assertTrue(trace.contains("statement 2: "), trace);
    assertFalse(trace.contains("s3cr"), trace);
  }

  @Test
  void the_value_of_a_placeholder_named_like_a_secret_is_not_told() {
    project
        .flyway("placeholders.gateway_token", "s3cret-value")
        .write(
            "V1__bad.sql",
            "CREATE TABLE t (a INT);",
            "INSERT INTO nowhere VALUES ('${gateway_token}');",
            "SELECT '${gateway_token}' FROM;");
    String trace = trace(failure());
    assertTrue(trace.contains("statement 2: INSERT INTO nowhere VALUES ('***')"), trace);
    assertFalse(trace.contains("s3cr"), trace);
  }

  @Test
  void a_syntax_error_does_not_tell_it_either() {
    project
        .flyway("placeholders.gateway_token", "s3cret-value")
        .write("V1__bad.sql", "INSERT INTO t VALUE (INTO '${gateway_token}');");
    String trace = trace(failure());
    assertTrue(trace.contains("1064"), trace);
    assertFalse(trace.contains("s3cr"), trace);
  }

  private MigrateException failure() {
    try (Migrator migrator = project.migrator()) {
      return assertThrows(MigrateException.class, () -> migrator.upgrade(null));
    }
  }

  private static String trace(Exception e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
