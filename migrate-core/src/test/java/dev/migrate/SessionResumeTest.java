package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.testing.Death;
import dev.migrate.testing.Goals;
import dev.migrate.testing.Snapshot;
import dev.migrate.testing.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What later statements need of their session is there again when a script is gone on with: the
 * data at the end are those of an undisturbed run.
 */
@Timeout(180)
class SessionResumeTest {

  private static final String[] BASE = {
    "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(200) CHARACTER SET utf8mb4);",
    "CREATE TABLE n (c INT);",
    "INSERT INTO n VALUES (0);"
  };

  @TempDir Path folder;
  @TempDir Path other;

  private TestProject project;
  private TestProject undisturbed;

  @BeforeEach
  void base() {
    project = TestProject.in(folder).write("V1__base.sql", BASE);
    undisturbed = TestProject.in(other).write("V1__base.sql", BASE);
    Goals.of(project).upgrade();
    Goals.of(undisturbed).upgrade();
  }

  /** Dies before and after each of the statements {@code CREATE TABLE x_…}; then compares. */
  private void survives(String... script) {
    undisturbed.write("V2__x.sql", script);
    Goals.of(undisturbed).upgrade();
    project.write("V2__x.sql", script);
    for (String line : script) {
      if (line.startsWith("CREATE TABLE x_")) {
        String create = line.substring(0, line.indexOf(';'));
        Death.ofUpgrade(project).before(create);
        Death.ofUpgrade(project).after(create);
      }
    }
    Goals.of(project).upgrade();
    assertEquals(Snapshot.of(undisturbed), Snapshot.of(project));
    assertEquals("applied", Goals.of(project).state("2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42",
        "-9223372036854775808",
        "18446744073709551615",
        "12345678901234567890.000100",
        "-0.1",
        "1e0/3",
        "1e300",
        "1.5e-7",
        "-0e0",
        "'it''s \\\\ \"quoted\"\n and more'",
        "'Grüße 🐬'",
        "''",
        "' blanks '",
        "_latin1 0xE4F6FC",
        "_latin1 'abc' COLLATE latin1_german1_ci",
        "CONVERT('äöü' USING utf8mb4) COLLATE utf8mb4_bin",
        "CONVERT('Ж' USING ucs2)",
        "_utf8mb4 'A' COLLATE utf8mb4_general_ci = 'a'",
        "x'00FF27'",
        "CAST('ab' AS BINARY(4))",
        "b'101'",
        "TRUE",
        "NULL",
        "DATE '2025-01-19'",
        "CAST('10:11:12.5' AS TIME(3))",
        "(SELECT c FROM n)",
        "(SELECT CAST(c AS UNSIGNED) - 0 FROM n)"
      })
  void a_user_variable_keeps_value_and_type(String value) {
    survives(
        "SET sql_mode = '';",
        "SET @v = " + value + ";",
        "CREATE TABLE x_1 (a INT);",
        "INSERT INTO t (v) SELECT CONCAT_WS('|', HEX(@v), @v + 0, @v / 3, CHARSET(@v),"
            + " COLLATION(@v), COERCIBILITY(@v), @v IS NULL, LENGTH(@v));",
        "CREATE TABLE typed AS SELECT @v AS v, @v IS NULL AS n;");
  }

  @Test
  void variables_set_in_every_way_are_kept() {
    survives(
        "SELECT COUNT(*), MAX(c) INTO @n, @m FROM n;",
        "SET @a = 1, @b := @n + 5;",
        "SELECT @d := 7;",
        "SET @`odd name` = 'odd', @'quoted' = 'q', @with.dot = 'dot', @w$ = 3;",
        "CREATE TABLE x_1 (a INT);",
        "INSERT INTO t (v) VALUES (CONCAT_WS('|', @n, @m, @a, @b, @d, @`odd name`, @quoted));",
        "INSERT INTO t (v) VALUES (CONCAT_WS('|', @with.dot, @w$));",
        "UPDATE n SET c = (@a := @a + 1) + 10;",
        "CREATE TABLE x_2 (a INT);",
        "INSERT INTO t (v) VALUES (CONCAT_WS('|', @a, @A, @b));");
  }

  @Test
  void the_last_generated_key_is_kept() {
    survives(
        "INSERT INTO t (v) VALUES ('first');",
        "CREATE TABLE x_1 (a INT);",
        "INSERT INTO t (v) VALUES (CONCAT('after ', LAST_INSERT_ID()));",
        "INSERT INTO t (id, v) VALUES (100, 'given');",
        "CREATE TABLE x_2 (a INT);",
        "INSERT INTO t (v) SELECT @@last_insert_id;",
        "INSERT INTO n VALUES (LAST_INSERT_ID());");
  }

  @Test
  void the_last_generated_key_in_a_variable_is_kept() {
    survives(
        "INSERT INTO t (v) VALUES ('parent');",
        "SET @parent = LAST_INSERT_ID();",
        "CREATE TABLE x_1 (a INT);",
        "INSERT INTO t (v) VALUES (CONCAT('child of ', @parent));");
  }

  @Test
  void settings_are_made_again() {
    survives(
        "SET NAMES latin1 COLLATE latin1_german1_ci;",
        "SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT';",
        "SET foreign_key_checks = 0, unique_checks = 0;",
        "SET @@session.group_concat_max_len = 5;",
        "SET @old = @@auto_increment_increment, auto_increment_increment = 7;",
        "SET time_zone = '+03:00';",
        "CREATE TABLE x_1 (a INT);",
        "INSERT INTO t (v) SELECT @@sql_mode || '/' || @@foreign_key_checks || @@unique_checks;",
        "INSERT INTO t (v) SELECT CONCAT_WS('|', @@character_set_client, @@collation_connection,"
            + " @@group_concat_max_len, @old, @@time_zone);",
        "CREATE TABLE x_2 (\"b\" INT, p INT, FOREIGN KEY (p) REFERENCES not_yet (id));",
        "SET auto_increment_increment = @old;",
        "CREATE TABLE x_3 (a INT);",
        "INSERT INTO t (v) VALUES ('last');");
  }

  @Test
  void prepared_statements_are_prepared_again() {
    survives(
        "SET @sql = 'INSERT INTO t (v) VALUES (CONCAT(?, \"''\", ?))';",
        "PREPARE ins FROM @sql;",
        "PREPARE `An other` FROM 'UPDATE n SET c = c + 1';",
        "PREPARE gone FROM 'SELECT 1';",
        "SET @sql = 'nothing', @a = 'A', @b = 'B';",
        "CREATE TABLE x_1 (a INT);",
        "EXECUTE ins USING @a, @b;",
        "DEALLOCATE PREPARE gone;",
        "EXECUTE `an OTHER`;",
        "CREATE TABLE x_2 (a INT);",
        "EXECUTE ins USING @b, @sql;",
        "EXECUTE `An other`;");
  }

  @Test
  void a_prepared_ddl_is_executed_once() {
    String[] script = {
      "SET @c = 0;",
      "SET @sql = IF((SELECT COUNT(*) FROM n) = 1, 'ALTER TABLE n ADD d INT', 'SELECT 1');",
      "PREPARE s FROM @sql;",
      "EXECUTE s;",
      "DEALLOCATE PREPARE s;",
      "INSERT INTO n VALUES (@c + 2, 3);"
    };
    undisturbed.write("V2__x.sql", script);
    Goals.of(undisturbed).upgrade();
    project.write("V2__x.sql", script);
    Death.ofUpgrade(project).before("EXECUTE s");
    Death.ofUpgrade(project).after("EXECUTE s");
    Death.ofUpgrade(project).before("INSERT INTO n");
    Goals.of(project).upgrade();
    assertEquals(Snapshot.of(undisturbed), Snapshot.of(project));
  }

  @Test
  void locks_are_taken_again() {
    survives(
        "LOCK TABLES t WRITE, n AS m READ, n WRITE;",
        "INSERT INTO t (v) VALUES ('one');",
        "ALTER TABLE t ADD w INT;",
        "INSERT INTO t (v) VALUES ('two');",
        "UPDATE n SET c = c + 1;",
        "INSERT INTO t (v) SELECT 'three' FROM n AS m;",
        "UNLOCK TABLES;",
        "CREATE TABLE x_1 (a INT);",
        "UPDATE n SET c = c + 10;");
    List<String> rows = Goals.of(project).query("SELECT v FROM t");
    assertEquals(List.of("one", "two", "three"), rows);
  }

  @Test
  void a_death_under_locks_is_survived() {
    String[] script = {
      "LOCK TABLES t WRITE, n WRITE;",
      "INSERT INTO t (v) VALUES ('one');",
      "ALTER TABLE t ADD w INT;",
      "UPDATE n SET c = c + 1;",
      "ALTER TABLE n ADD w INT;",
      "INSERT INTO t (v) VALUES ('two');",
      "UNLOCK TABLES;",
      "UPDATE n SET c = c + 10;"
    };
    undisturbed.write("V2__x.sql", script);
    Goals.of(undisturbed).upgrade();
    project.write("V2__x.sql", script);
    for (String line :
        List.of("ALTER TABLE t", "UPDATE n SET c = c + 1", "ALTER TABLE n", "UNLOCK")) {
      Death.ofUpgrade(project).before(line);
      if (line.startsWith("ALTER")) {
        Death.ofUpgrade(project).after(line);
      }
    }
    Goals.of(project).upgrade();
    assertEquals(Snapshot.of(undisturbed), Snapshot.of(project));
  }
}
