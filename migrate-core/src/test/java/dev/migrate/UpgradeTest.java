package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTest {

  @TempDir Path folder;

  @Test
  void an_upgrade_applies_all_that_is_pending_in_order_and_a_second_one_nothing() {
    TestProject project =
        TestProject.in(folder)
            .write("V2__b.sql", "ALTER TABLE a ADD COLUMN b INT;", "INSERT INTO a VALUES (1, 2);")
            .write("V1__a.sql", "CREATE TABLE a (a INT PRIMARY KEY);")
            .write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT * FROM a;");
    try (Migrator migrator = project.migrator()) {
      Report.Upgrade report = migrator.upgrade(null);
      assertEquals(
          List.of("a", "b", "v"), report.applied().stream().map(Report.Step::description).toList());
      assertEquals("2", report.version());
      assertEquals(Report.Outcome.DONE, report.outcome());
    }
    try (Migrator migrator = project.migrator()) {
      assertEquals(Report.Outcome.NOTHING, migrator.upgrade(null).outcome());
    }
  }

  @Test
  void a_bad_statement_3_of_5_is_named_with_file_line_and_what_is_committed() {
    TestProject project =
        TestProject.in(folder)
            .write("V1__ok.sql", "CREATE TABLE ok (a INT PRIMARY KEY);")
            .write(
                "V2__bad.sql",
                "CREATE TABLE one (a INT PRIMARY KEY);",
                "INSERT INTO one VALUES (1);",
                "",
                "INSERT INTO nowhere VALUES (1);",
                "CREATE TABLE four (a INT PRIMARY KEY);",
                "CREATE TABLE five (a INT PRIMARY KEY);");
    try (Migrator migrator = project.migrator()) {
      MigrateException e = assertThrows(MigrateException.class, () -> migrator.upgrade(null));
      String text = e.problem().text();
      assertEquals("statement-failed", e.problem().code());
      assertTrue(
          text.contains(
              "src/main/resources/db/migration/V2__bad.sql:4, statement 3: INSERT INTO nowhere"),
          text);
      assertTrue(text.contains("statement 1 of 5 is committed, statement 2 was rolled back"), text);
      assertTrue(text.contains("applied before it in this run: V1 ok"), text);
      assertTrue(text.contains("mvn migrate:upgrade (it goes on at statement 2)"), text);
    }
    TestServer.execute(project.database(), "SELECT * FROM one");
  }
}
