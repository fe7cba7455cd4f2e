package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {

  @TempDir Path folder;

  @Test
  void a_database_nobody_touched_has_no_drift_whatever_is_in_it() {
    TestProject project = tasks();
    TestServer.execute(
        project.database(), "ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci");
    project.write(
        "V3__plain.sql",
        "CREATE TABLE plain (a VARCHAR(20));",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM plain;",
        "CREATE EVENT f ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM"
            + " plain;");
    Goals.of(project).upgrade();
    TestServer.execute(project.database(), "INSERT INTO tasks (title) VALUES ('a'), ('b')");
    assertEquals(List.of(), drift(project).findings());
  }

  @Test
  void what_was_changed_by_hand_is_named_with_the_statement_that_takes_it_back() {
    TestProject project = tasks();
    Goals.of(project).upgrade();
    TestServer.execute(
        project.database(),
        "ALTER TABLE tasks ADD INDEX by_hand (title)",
        "ALTER TABLE tasks MODIFY title VARCHAR(300) NOT NULL",
        "DROP VIEW v",
        "CREATE TABLE other (a INT)");
    List<Finding> findings = drift(project).findings();
    assertEquals(
        List.of(true, true, true, true),
        findings.stream().map(f -> f.code().equals("drift")).toList(),
        findings.toString());
    String all = String.join("\n", findings.stream().map(Finding::message).toList());
    Goals.says(
        all,
        "index tasks.by_hand is of no migration",
        "column tasks.title is not as the migrations give it",
        "view v of the migrations is missing",
        "table other is of no migration");
    List<String> back = findings.stream().map(Finding::statement).distinct().toList();
    TestServer.execute(project.database(), back.toArray(String[]::new));
    assertEquals(List.of(), drift(project).findings());
  }

  @Test
  void what_is_pending_is_no_drift_nor_is_what_was_applied_out_of_order() {
    TestProject project =
        TestProject.in(folder)
            .flyway("outOfOrder", "true")
            .write("V1__a.sql", "CREATE TABLE a (a INT PRIMARY KEY);")
            .write("V3__c.sql", "CREATE TABLE c (a INT PRIMARY KEY);");
    Goals.of(project).upgrade();
    project
        .write("V4__d.sql", "CREATE TABLE d (a INT PRIMARY KEY);")
        .write("V2__b.sql", "CREATE TABLE b (a INT PRIMARY KEY);")
        .write("R__v.sql", "CREATE VIEW v AS SELECT * FROM a;");
    assertEquals(List.of(), drift(project).findings());
  }

  @Test
  void a_database_that_was_there_before_its_migrations_cannot_be_judged() {
    TestProject project = TestProject.in(folder);
    TestServer.execute(project.database(), "CREATE TABLE old (a INT)");
    project.stamp("development").write("V2__a.sql", "CREATE TABLE a (a INT PRIMARY KEY);");
    try (Migrator migrator = project.migrator()) {
      migrator.baseline("1", null);
    }
    assertEquals(List.of("drift-unknown"), codes(project));
  }

  @Test
  void without_drift_only_the_history_is_looked_at_and_one_that_is_unsound_is_found() {
    TestProject project = tasks();
    Goals.of(project).upgrade();
    TestServer.execute(project.database(), "CREATE TABLE other (a INT)");
    try (Migrator migrator = project.migrator()) {
      assertEquals(List.of(), migrator.validate(ValidateRequest.PENDING).findings());
    }
    project.write("V1__tasks.sql", "CREATE TABLE changed (a INT);");
    assertEquals("checksum-changed", codes(project).get(0));
  }

  private TestProject tasks() {
    return TestProject.in(folder)
        .write(
            "V1__tasks.sql",
            "CREATE TABLE tasks (id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(200) NOT NULL);")
        .write("V2__done.sql", "ALTER TABLE tasks ADD COLUMN done BOOLEAN;")
        .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id, title FROM tasks;");
  }

  private static List<String> codes(TestProject project) {
    return drift(project).findings().stream().map(Finding::code).toList();
  }

  private static Report.Validate drift(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      Report.Validate report = migrator.validate(ValidateRequest.PENDING.withDrift());
      assertTrue(report.notices().isEmpty(), report.notices().toString());
      return report;
    }
  }
}
