package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample project's table, read back from the server. */
class QuickstartTest {

  private static final Path MIGRATIONS =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../it-projects/quickstart/src/main/resources/db/migration");
  private static final String NAME =
      "20250119_1430__ba4800daf143_create_tasks_table_enterprise.sql";

  @TempDir Path folder;

  @Test
  void the_tasks_table_is_exactly_the_one_the_accounting_application_needs()
      throws IOException, SQLException {
    TestProject project =
        TestProject.in(folder)
            .write("V" + NAME, Files.readString(MIGRATIONS.resolve("V" + NAME)))
            .write("U" + NAME, Files.readString(MIGRATIONS.resolve("U" + NAME)));
    try (Migrator migrator = project.migrator()) {
      Report.Step step = migrator.upgrade(null).applied().get(0);
      assertEquals("ba4800daf143", step.revision());
      assertEquals("20250119.1430", step.version());
    }
    assertEquals(
        List.of(
            "task_id|char(36)|NO|null||Unique task identifier (UUID)",
            "title|varchar(200)|NO|null||Task title or summary",
            "description|text|NO|null||Detailed task description",
            "user_id|int|NO|null||ID of the user who owns this task",
            "status|varchar(20)|NO|pending||Task status",
            "priority|varchar(10)|NO|medium||Task priority",
            "created_at|datetime(6)|NO|current_timestamp(6)||",
            "updated_at|datetime(6)|NO|current_timestamp(6)|on update current_timestamp(6)|",
            "completed_at|datetime(6)|YES|null||Task completion timestamp"),
        columns(project));
    assertEquals(
        List.of(
            "PRIMARY 0 task_id",
            "idx_tasks_completed 1 status,completed_at",
            "idx_tasks_created_at 1 created_at",
            "idx_tasks_priority 1 priority",
            "idx_tasks_status 1 status",
            "idx_tasks_user_id 1 user_id",
            "idx_tasks_user_status 1 user_id,status"),
        sorted(
            project,
            "SELECT CONCAT(index_name, ' ', MIN(non_unique), ' ',"
                + " GROUP_CONCAT(column_name ORDER BY seq_in_index)) FROM"
                + " information_schema.statistics WHERE table_schema = DATABASE() AND table_name ="
                + " 'tasks' GROUP BY index_name"));
    assertEquals(
        List.of("InnoDB utf8mb4_unicode_ci"),
        rows(
            project,
            "SELECT CONCAT(engine, ' ', table_collation) FROM information_schema.tables WHERE"
                + " table_schema = DATABASE() AND table_name = 'tasks'"));
    assertEquals(
        List.of("utf8mb4_unicode_ci"),
        rows(
            project,
            "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema ="
                + " DATABASE() AND table_name = 'tasks' AND collation_name IS NOT NULL"));
  }

  @Test
  void its_undo_leaves_nothing() throws IOException, SQLException {
    TestProject project =
        TestProject.in(folder)
            .write("V" + NAME, Files.readString(MIGRATIONS.resolve("V" + NAME)))
            .write("U" + NAME, Files.readString(MIGRATIONS.resolve("U" + NAME)));
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    try (Migrator migrator = project.migrator()) {
      assertEquals(1, migrator.downgrade(1).undone().size());
    }
    assertEquals(
        List.of(),
        rows(
            project,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
                + " table_name = 'tasks'"));
  }

  /** Vendors spell widths, defaults and extras in ways of their own; what they mean is compared. */
  private static List<String> columns(TestProject project) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String column :
        rows(
            project,
            "SELECT CONCAT_WS('|', column_name, column_type, is_nullable, COALESCE(column_default,"
                + " 'null'), LOWER(extra), column_comment) FROM information_schema.columns WHERE"
                + " table_schema = DATABASE() AND table_name = 'tasks' ORDER BY"
                + " ordinal_position")) {
      columns.add(
          column
              .replace("int(11)", "int")
              .replace("|NULL|", "|null|")
              .replace("'", "")
              .replace("CURRENT_TIMESTAMP(6)", "current_timestamp(6)")
              .replace("default_generated on", "on")
              .replace("default_generated", ""));
    }
    return columns;
  }

  private static List<String> sorted(TestProject project, String sql) throws SQLException {
    return rows(project, sql).stream().sorted().toList();
  }

  private static List<String> rows(TestProject project, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = TestServer.connect(project.database());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
