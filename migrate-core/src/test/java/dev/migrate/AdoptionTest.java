package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.Goals;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {

  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void an_existing_database_is_adopted_and_a_new_one_gets_the_same() throws IOException {
    TestProject project = TestProject.in(folder).stamp("development");
    TestServer.execute(
        project.database(),
        "CREATE TABLE customers (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) CHARACTER"
            + " SET latin1 NOT NULL DEFAULT 'x' COMMENT 'it''s', UNIQUE KEY (name))",
        "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer_id BIGINT NOT NULL,"
            + " total DECIMAL(10,2), CHECK (total >= 0), FOREIGN KEY (customer_id) REFERENCES"
            + " customers (id) ON DELETE CASCADE)",
        "CREATE VIEW sums AS SELECT customer_id, SUM(total) AS total FROM orders GROUP BY"
            + " customer_id",
        "CREATE TRIGGER positive BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.total ="
            + " ABS(NEW.total); END",
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
        "INSERT INTO customers (name) VALUES ('a')");
    Report.Baseline report = adopt(project, "7");
    assertEquals("7", report.version());
    Path file = report.files().get(0);
    assertEquals("B7__adopted.sql", file.getFileName().toString());
    Goals.says(
        Files.readString(file),
        "-- generated from: the database ",
        "-- proved on ",
        "DELIMITER $$");
    assertEquals("baseline", Goals.of(project).state("7"));
    assertEquals(Report.Outcome.NOTHING, Goals.of(project).upgrade().outcome());
    assertEquals(List.of(), drift(project));

    TestProject fresh = TestProject.in(other);
    fresh.write(file.getFileName().toString(), Files.readString(file));
    Goals.of(fresh).upgrade();
    for (String table : List.of("customers", "orders", "sums")) {
      assertEquals(created(project, table), created(fresh, table));
    }
    assertEquals(List.of(), Goals.of(fresh).query("SELECT * FROM customers"));
  }

  @Test
  void a_database_with_a_history_is_refused_and_no_file_is_left() throws IOException {
    TestProject project = TestProject.in(folder).write("V1__a.sql", "CREATE TABLE a (a INT);");
    Goals.of(project).upgrade();
    MigrateException e = assertThrows(MigrateException.class, () -> adopt(project, "7"));
    assertEquals("baseline-too-late", e.problem().code());
    assertEquals(List.of("V1__a.sql"), files(project));
  }

  @Test
  void a_database_that_may_not_be_stamped_leaves_no_file() throws IOException {
    TestProject project = TestProject.in(folder);
    TestServer.execute(project.database(), "CREATE TABLE a (a INT)");
    MigrateException e = assertThrows(MigrateException.class, () -> adopt(project, "1"));
    assertEquals("stamp-missing", e.problem().code());
    assertEquals(List.of(), files(project));
  }

  private static Report.Baseline adopt(TestProject project, String version) {
    try (Migrator migrator = project.migrator()) {
      return migrator.adopt(version, "adopted");
    }
  }

  private static List<Finding> drift(TestProject project) {
    try (Migrator migrator = project.migrator()) {
      return migrator.validate(ValidateRequest.PENDING.withDrift()).findings();
    }
  }

  private static String created(TestProject project, String table) {
    return Goals.of(project)
        .query("SHOW CREATE TABLE " + table)
        .get(0)
        .replaceAll(" AUTO_INCREMENT=\\d+", "");
  }

  private static List<String> files(TestProject project) throws IOException {
    try (Stream<Path> files = Files.list(project.folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
