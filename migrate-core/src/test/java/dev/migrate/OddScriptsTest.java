package dev.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.server.Vendor;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Legal scripts that are easily dropped, cut wrongly or changed on their way to the server. */
class OddScriptsTest {

  private static final boolean MARIADB = TestServer.vendor() == Vendor.MARIADB;
  private static final int MANY = 5_000;
  private static final int LONG_ROWS = 5_000;

  @TempDir static Path folder;

  private static TestProject project;
  private static List<Report.Step> steps;

  @BeforeAll
  static void upgrade() throws IOException {
    project = TestProject.in(folder).flyway("placeholders.place", "Rome");
    comments();
    programs();
    bytes();
    sizes();
    texts();
    try (Migrator migrator = project.migrator()) {
      steps = migrator.upgrade(null).applied();
    }
  }

  private static void comments() {
    project.write(
        "V1__executable_comments.sql",
        "/*! CREATE TABLE plain_comment (a INT) */;",
        "/*M! CREATE TABLE mariadb_comment (a INT) */;",
        "/*!50003 CREATE TABLE old_version (a INT) */;",
        "/*!999999 CREATE TABLE far_version (a INT) */;",
        "CREATE /*! TABLE */ inside (a INT);");
    project.write(
        "V2__comments.sql",
        "--#a comment of the mysql client",
        "--another",
        "# it's; not the end",
        "-- it's; not \"the end",
        "CREATE TABLE comments (a VARCHAR(99)); /* it's; \" ` */",
        "INSERT INTO comments /* ' ; */ VALUES ('-- no comment; /* nor this */ # nor this'); -- ';");
  }

  private static void programs() {
    project.write(
        "V3__trigger_without_begin.sql",
        "CREATE TABLE watched (a INT);",
        "CREATE TRIGGER watch BEFORE INSERT ON watched FOR EACH ROW",
        "  IF NEW.a < 0 THEN",
        "    SET NEW.a = 0;",
        "  END IF;",
        "INSERT INTO watched VALUES (-5), (5);");
    project.write(
        "V4__delimiters.sql",
        "CREATE TABLE called (a INT);",
        "DELIMITER //",
        "CREATE PROCEDURE slashes() BEGIN INSERT INTO called VALUES (1); END//",
        "DELIMITER $$",
        "CREATE PROCEDURE dollars() BEGIN INSERT INTO called VALUES (2); END $$",
        "DELIMITER ;",
        "CREATE PROCEDURE bare()",
        "BEGIN",
        "  DECLARE i INT DEFAULT 0;",
        "  WHILE i < 3 DO INSERT INTO called VALUES (10 + i); SET i = i + 1; END WHILE;",
        "  IF i = 3 THEN INSERT INTO called VALUES (20); END IF;",
        "END;",
        "CALL slashes(); CALL dollars(); CALL bare();");
    project.write(
        "V5__results.sql",
        "CREATE TABLE results (a INT);",
        "INSERT INTO results VALUES (1), (2), (3);",
        "SELECT * FROM results;",
        "CREATE PROCEDURE several() BEGIN",
        "  SELECT * FROM results; SELECT COUNT(*) FROM results; INSERT INTO results VALUES (4);",
        "  SELECT a FROM results ORDER BY a; END;",
        "CALL several();",
        "SHOW TABLES;",
        "INSERT INTO results VALUES (5);");
  }

  private static void bytes() throws IOException {
    Files.writeString(
        project.folder().resolve("V6__windows.sql"),
        String.join(
            "\r\n",
            "\uFEFFCREATE TABLE windows (a VARCHAR(99));",
            "-- a comment",
            "INSERT INTO windows VALUES ('1",
            "2');",
            "INSERT INTO windows VALUES ('größer 😀')"),
        UTF_8);
  }

  private static void sizes() {
    project.write(
        "V7__many.sql",
        "CREATE TABLE many (a INT PRIMARY KEY);",
        IntStream.range(0, MANY)
            .mapToObj(i -> "INSERT INTO many VALUES (" + i + ");")
            .collect(Collectors.joining("\n")));
    String text = "x".repeat(1_000);
    project.write(
        "V8__long.sql",
        "CREATE TABLE long_one (a INT PRIMARY KEY, t VARCHAR(1100));",
        IntStream.range(0, LONG_ROWS)
            .mapToObj(i -> "(" + i + ", ';''" + text + "')")
            .collect(Collectors.joining(",\n", "INSERT INTO long_one VALUES\n", ";")));
  }

  private static void texts() {
    project.write(
        "V9__texts.sql",
        "CREATE TABLE texts (id INT PRIMARY KEY, t VARCHAR(99));",
        "INSERT INTO texts VALUES (1, 'in ${place}'), (2, 'a ? b'), (3, '{d ''2020-01-01''}');",
        "INSERT INTO texts VALUES (4, {d '2020-01-01'}), (6, '{\"d\": 1}');",
        "INSERT INTO texts SELECT 7, '?' FROM texts WHERE t LIKE '%?%' AND id = 2;");
  }

  @Test
  void comments_that_servers_execute_are_executed() {
    List<String> tables =
        TestServer.query(
            project.database(),
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND (table_name LIKE '%\\_comment' OR table_name LIKE '%\\_version'"
                + " OR table_name = 'inside') ORDER BY 1");
    assertEquals(
        MARIADB
            ? List.of("inside", "mariadb_comment", "old_version", "plain_comment")
            : List.of("inside", "old_version", "plain_comment"),
        tables);
  }

  @Test
  void comments_with_quotes_and_delimiters_are_comments_and_strings_are_strings() {
    is("SELECT a FROM comments", "-- no comment; /* nor this */ # nor this");
  }

  @Test
  void a_trigger_without_begin_is_one_statement() {
    is("SELECT a FROM watched ORDER BY a", "0", "5");
    assertEquals(3, step("3").statementCount());
  }

  @Test
  void programs_are_whole_with_and_without_delimiter_lines() {
    is("SELECT a FROM called ORDER BY a", "1", "2", "10", "11", "12", "20");
    assertEquals(7, step("4").statementCount());
  }

  @Test
  void results_are_read_to_their_end_and_ignored() {
    is("SELECT a FROM results ORDER BY a", "1", "2", "3", "4", "5");
  }

  @Test
  void an_error_after_the_first_result_of_a_call_is_an_error() {
    TestProject other =
        TestProject.in(folder.resolve("late"))
            .write(
                "V1__late.sql",
                "CREATE PROCEDURE late() BEGIN SELECT 1; SELECT 2;",
                "  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too late'; END;",
                "CALL late();");
    String text = failure(other).problem().text();
    assertTrue(text.contains("too late"), text);
    assertTrue(text.contains("V1__late.sql:3, statement 2: CALL late()"), text);
  }

  @Test
  void a_byte_order_mark_line_ends_of_windows_and_a_missing_last_delimiter_do_no_harm() {
    is("SELECT REPLACE(a, '\\r\\n', '+') FROM windows ORDER BY a", "1+2", "größer 😀");
    assertEquals(3, step("6").statementCount());
  }

  @Test
  void a_file_may_have_many_statements() {
    is("SELECT COUNT(*), MIN(a), MAX(a) FROM many", "5000|0|4999");
    assertEquals(MANY + 1, step("7").statementCount());
  }

  @Test
  void a_statement_may_be_long() {
    is("SELECT COUNT(*), SUM(LENGTH(t)) FROM long_one", "5000|5010000");
    assertEquals(2, step("8").statementCount());
  }

  @Test
  void placeholders_are_replaced_in_strings_and_nothing_else_is_touched() {
    is(
        "SELECT t FROM texts ORDER BY id",
        "in Rome",
        "a ? b",
        "{d '2020-01-01'}",
        "2020-01-01",
        "{\"d\": 1}",
        "?");
  }

  @Test
  void an_unresolved_placeholder_is_refused_with_its_file_before_anything_runs() {
    TestProject other =
        TestProject.in(folder.resolve("unresolved"))
            .write("V1__fine.sql", "CREATE TABLE fine (a INT);")
            .write("V2__unresolved.sql", "SELECT 1;", "INSERT INTO fine VALUES ('${nobody}');");
    MigrateException e = failure(other);
    assertEquals("placeholder-missing", e.problem().code());
    String text = e.problem().text();
    assertTrue(text.contains("nobody"), text);
    assertTrue(text.contains("at: src/main/resources/db/migration/V2__unresolved.sql"), text);
    assertTrue(text.contains("fix: Give it a value, <flyway><placeholders.NAME>"), text);
    assertEquals(List.of(), TestServer.query(other.database(), "SHOW TABLES"));
  }

  private static MigrateException failure(TestProject of) {
    try (Migrator migrator = of.migrator()) {
      return assertThrows(MigrateException.class, () -> migrator.upgrade(null));
    }
  }

  private static void is(String query, String... rows) {
    assertEquals(List.of(rows), TestServer.query(project.database(), query));
  }

  private static Report.Step step(String version) {
    return steps.stream().filter(s -> version.equals(s.version())).findFirst().orElseThrow();
  }
}
