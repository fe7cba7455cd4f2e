package dev.migrate.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * All objects of a database as the server prints their definitions, and all rows of its tables; the
 * tables of Flyway and of ours aside.
 */
public final class Snapshot {

  private static final Set<String> OWN =
      Set.of(
          "flyway_schema_history",
          "migrate_environment",
          "migrate_journal",
          "migrate_sizes",
          "migrate_audit",
          "migrate_audit_head");
  private static final Set<String> DEFINITIONS =
      Set.of(
          "Create Table",
          "Create View",
          "Create Procedure",
          "Create Function",
          "SQL Original Statement",
          "Create Event",
          "sql_mode");

  private final Connection connection;
  private final TreeMap<String, String> objects = new TreeMap<>();

  private Snapshot(Connection connection) {
    this.connection = connection;
  }

  /** Definitions and rows by the names of their objects, as one text. */
  public static String of(TestProject project) {
    try (Connection connection = TestServer.connect(project.database())) {
      return new Snapshot(connection).take();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String take() throws SQLException {
    for (List<String> table : rows("SHOW FULL TABLES")) {
      boolean view = table.get(1).equals("VIEW");
      if (!OWN.contains(table.get(0))) {
        define(view ? "VIEW" : "TABLE", table.get(0));
        if (!view) {
          List<List<String>> rows = new ArrayList<>(rows("SELECT * FROM `" + table.get(0) + "`"));
          rows.sort(Comparator.comparing(List::toString));
          objects.put("rows of " + table.get(0), table.get(0) + ": " + rows);
        }
      }
    }
    defineAll("PROCEDURE", "routine_name FROM information_schema.routines WHERE routine_schema");
    defineAll("FUNCTION", "routine_name FROM information_schema.routines WHERE routine_schema");
    defineAll("TRIGGER", "trigger_name FROM information_schema.triggers WHERE event_object_schema");
    defineAll("EVENT", "event_name FROM information_schema.events WHERE event_schema");
    return String.join("\n", objects.values());
  }

  private void defineAll(String kind, String names) throws SQLException {
    String ofKind = names.startsWith("routine") ? " AND routine_type = '" + kind + "'" : "";
    for (List<String> name : rows("SELECT " + names + " = DATABASE()" + ofKind)) {
      define(kind, name.get(0));
    }
  }

  private void define(String kind, String name) throws SQLException {
    StringBuilder text = new StringBuilder(kind + " " + name + ": ");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW CREATE " + kind + " `" + name + "`")) {
      result.next();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        if (DEFINITIONS.contains(result.getMetaData().getColumnLabel(i))) {
          text.append(result.getString(i)).append("; ");
        }
      }
    }
    objects.put(kind + " " + name, text.toString());
  }

  private List<List<String>> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
