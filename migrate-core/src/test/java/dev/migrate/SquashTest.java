package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.validate.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquashTest {

  private static final String VALUES =
      "SELECT id, name, CAST(f AS DOUBLE), d, HEX(b), t, UNIX_TIMESTAMP(s), g FROM kinds ORDER BY id";

  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void new_databases_get_by_one_file_what_others_got_by_many() throws IOException {
    TestProject project = project(folder);
    Goals.of(project).upgrade();
    Report.Generate report = squash(project, "3");
    Path file = report.files().get(0);
    assertEquals("B3__squashed.sql", file.getFileName().toString());
    Goals.says(
        String.join("\n", report.notices()),
        "V1__kinds.sql, V2__log.sql, V3__rows.sql",
        "*:missing");

    assertEquals(Report.Outcome.NOTHING, Goals.of(project).upgrade().outcome());
    assertEquals(List.of(), drift(project));

    TestProject fresh = TestProject.in(other);
    for (String name : List.of(file.getFileName().toString(), "V4__late.sql", "R__v.sql")) {
      fresh.write(name, Files.readString(project.folder().resolve(name)));
    }
    Report.Upgrade upgraded = Goals.of(fresh).upgrade();
    assertEquals(3, upgraded.applied().size());
    for (String sql :
        List.of(
            VALUES,
            "SHOW CREATE TABLE kinds",
            "SHOW CREATE TABLE log",
            "SELECT COUNT(*) FROM log",
            "SELECT trigger_name, action_statement FROM information_schema.triggers WHERE"
                + " trigger_schema = DATABASE()")) {
      assertEquals(Goals.of(project).query(sql), Goals.of(fresh).query(sql), sql);
    }
    assertEquals(List.of(), drift(fresh));
  }

  @Test
  void a_version_that_is_not_there_or_was_squashed_already_is_refused() {
    TestProject project = project(folder);
    assertEquals("version-unknown", refused(project, "9").problem().code());
    squash(project, "3");
    assertEquals("squash-behind", refused(project, "2").problem().code());
  }

  @Test
  void migrations_that_write_the_databases_name_cannot_be_squashed() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__a.sql", "CREATE TABLE a (a TEXT);", "INSERT INTO a SELECT DATABASE();");
    assertEquals("not-proved", refused(project, "1").problem().code());
  }

  private static TestProject project(Path folder) {
    return TestProject.in(folder)
        .write(
            "V1__kinds.sql",
            "CREATE TABLE kinds (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100), f FLOAT,"
                + " d DATETIME, b VARBINARY(10), t TEXT, s TIMESTAMP NULL,"
                + " g INT GENERATED ALWAYS AS (CHAR_LENGTH(name)) VIRTUAL);")
        .write(
            "V2__log.sql",
            "CREATE TABLE log (id INT, FOREIGN KEY (id) REFERENCES kinds (id));",
            "CREATE TRIGGER logs AFTER INSERT ON kinds FOR EACH ROW INSERT INTO log VALUES (NEW.id);")
        .write(
            "V3__rows.sql",
            "INSERT INTO kinds (name, f, d, b, t, s) VALUES"
                + " ('it''s \\\\ \"ü\" 😀', 16777216, '2020-02-29 12:00:00', x'00FF27', 'a\\nb\\0', '2020-01-01"
                + " 00:00:00'),"
                + " (NULL, 0.1, NULL, NULL, '', NULL);")
        .write("V4__late.sql", "ALTER TABLE kinds ADD COLUMN late INT;")
        .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT late FROM kinds;");
  }

  private static Report.Generate squash(TestProject project, String version) {
    try (Migrator migrator = project.migrator()) {
      return migrator.squash(version);
    }
  }

  private static MigrateException refused(TestProject project, String version) {
    return assertThrows(MigrateException.class, () -> squash(project, version));
  }

  private static List<Finding> drift(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.validate(ValidateRequest.PENDING.withDrift()).findings();
    }
  }
}
