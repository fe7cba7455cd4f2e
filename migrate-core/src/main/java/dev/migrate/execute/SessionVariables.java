package dev.migrate.execute;

import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The session's variables at one moment, to be put back after a script that changed some: each
 * migration then finds the session the first one found, whether it is applied alone or together
 * with others.
 */
final class SessionVariables {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final Map<String, String> values;

  private SessionVariables(Map<String, String> values) {
    this.values = values;
  }

  static SessionVariables read(Connection connection) throws SQLException {
    Map<String, String> values = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW SESSION VARIABLES")) {
      while (result.next()) {
        values.put(result.getString(1), result.getString(2));
      }
    }
    return new SessionVariables(values);
  }

  /**
   * Gives every variable that differs now its value of then, and makes the schema current again.
   */
  void restore(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UNLOCK TABLES");
      statement.execute("USE " + Identifier.quote(schema));
    }
    Map<String, String> now = read(connection).values;
    for (Map.Entry<String, String> then : values.entrySet()) {
      if (!then.getValue().equals(now.get(then.getKey()))) {
        set(connection, then.getKey(), then.getValue());
      }
    }
  }

  private static void set(Connection connection, String name, String value) {
    String literal =
        NUMBER.matcher(value).matches()
            ? value
            : "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION `" + name + "` = " + literal);
    } catch (SQLException ignored) {
      // Read-only (timestamp, last_insert_id, in_transaction) or global: no session state to put
      // back.
      return;
    }
  }
}
