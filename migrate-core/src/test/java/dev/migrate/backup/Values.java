package dev.migrate.backup;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every value of a database as its bytes, read through JDBC without the code under test. */
final class Values {

  private Values() {}

  /** By table: its rows, sorted, each value in hexadecimal; generated columns too. */
  static Map<String, List<String>> all(DatabaseSettings database) throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = TestServer.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET character_set_results = NULL, time_zone = '+00:00', sql_mode = ''");
      for (String table :
          strings(
              statement,
              "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                  + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')")) {
        tables.put(table, rows(statement, table));
      }
    }
    return tables;
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    boolean versioned =
        !strings(
                statement,
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND"
                    + " table_name = '"
                    + table.replace("\\", "\\\\").replace("'", "''")
                    + "' AND table_type = 'SYSTEM VERSIONED'")
            .isEmpty();
    List<String> columns = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("SHOW COLUMNS FROM " + quoted(table))) {
      while (found.next()) {
        String name = quoted(found.getString(1));
        String type = found.getString(2);
        columns.add(type.startsWith("float") ? "CAST(" + name + " AS DOUBLE)" : name);
      }
    }
    List<String> rows = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT "
                + String.join(", ", columns)
                + " FROM "
                + quoted(table)
                + (versioned ? " FOR SYSTEM_TIME ALL" : ""))) {
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.size(); i++) {
          byte[] value = found.getBytes(i);
          row.append(value == null ? "NULL" : HexFormat.of().formatHex(value)).append(' ');
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static List<String> strings(Statement statement, String query) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        strings.add(new String(rows.getBytes(1), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return strings;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
