package dev.migrate.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The session that holds a named lock, as far as the account may see: without PROCESS (or
 * CONNECTION ADMIN) only sessions of its own are more than an id.
 *
 * @param id the session's connection id
 * @param text for people: id, user, host, program, what it is doing
 */
record LockHolder(long id, String text) {

  /** Who holds the lock now; null when no one does any more. */
  static @Nullable LockHolder of(Connection connection, String lock) throws SQLException {
    long id;
    try (PreparedStatement statement = connection.prepareStatement("SELECT IS_USED_LOCK(?)")) {
      statement.setString(1, lock);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        id = row.getLong(1);
      }
    }
    return id == 0
        ? null
        : new LockHolder(
            id, "connection " + id + process(connection, id) + program(connection, id));
  }

  // SHOW PROCESSLIST is the one form that both vendors keep; its Info, the statement, may hold
  // secrets and is not shown.
  private static String process(Connection connection, long id) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
      while (rows.next()) {
        if (rows.getLong("Id") == id) {
          boolean idle = "Sleep".equals(rows.getString("Command"));
          return String.format(
              " of %s from %s, %s for %d s",
              rows.getString("User"),
              rows.getString("Host"),
              idle ? "idle" : "in a statement",
              rows.getLong("Time"));
        }
      }
      return "";
    }
  }

  // What the session's program said of itself; needs performance_schema and the right to read it.
  private static String program(Connection connection, long id) {
    Map<String, String> said = new LinkedHashMap<>();
    String query =
        "SELECT attr_name, attr_value FROM performance_schema.%s WHERE processlist_id = "
            + id
            + " AND attr_name IN ('program_name', 'migrate_operation', '_client_name')"
            + " ORDER BY ordinal_position";
    for (String table : new String[] {"session_account_connect_attrs", "session_connect_attrs"}) {
      if (said.isEmpty()) {
        read(connection, String.format(query, table), said);
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, "program ", said.getOrDefault("program_name", said.get("_client_name")));
    append(text, "operation ", said.get("migrate_operation"));
    return text.toString();
  }

  private static void read(Connection connection, String query, Map<String, String> into) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        into.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException ignored) {
      // Not allowed to look: the holder is named with less.
      return;
    }
  }

  private static void append(StringBuilder text, String label, @Nullable String value) {
    if (value != null) {
      text.append(", ").append(label).append(value);
    }
  }
}
