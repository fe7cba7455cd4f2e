package dev.migrate.plan;

import dev.migrate.server.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sets a scratch session as the sessions of the real server are: what decides how it alters. */
final class SessionMirror {

  /** Of the session; one that a server does not have is not listed by it. */
  private static final List<String> VARIABLES =
      List.of(
          "alter_algorithm",
          "check_constraint_checks",
          "default_storage_engine",
          "explicit_defaults_for_timestamp",
          "foreign_key_checks",
          "innodb_strict_mode",
          "old_alter_table",
          "sql_mode",
          "sql_require_primary_key",
          "system_versioning_alter_history",
          "time_zone",
          "unique_checks");

  /** Of the whole server, which nobody sets for a try. */
  private static final List<String> GLOBALS =
      List.of(
          "innodb_default_row_format",
          "innodb_file_per_table",
          "innodb_instant_alter_column_allowed",
          "innodb_page_size");

  private final Map<String, String> real;
  private final Map<String, String> globals;

  private SessionMirror(Map<String, String> real, Map<String, String> globals) {
    this.real = real;
    this.globals = globals;
  }

  static SessionMirror of(Connection real) throws SQLException {
    return new SessionMirror(
        variables(real, "SESSION", VARIABLES), variables(real, "GLOBAL", GLOBALS));
  }

  /** The values of the real server's session, by the variables' names. */
  String value(String variable) {
    return real.getOrDefault(variable, "");
  }

  /** Sets the session; what the account may not set stays. */
  void set(Connection session) throws SQLException {
    Map<String, String> own = variables(session, "SESSION", VARIABLES);
    try (Statement statement = session.createStatement()) {
      for (Map.Entry<String, String> each : real.entrySet()) {
        String before = own.get(each.getKey());
        if (before != null && !before.equals(each.getValue())) {
          set(statement, each.getKey(), each.getValue());
        }
      }
    }
  }

  /** Sets a variable, if the account may and the server has it. */
  static void set(Statement statement, String variable, String value) throws SQLException {
    String literal = value.matches("-?\\d+") ? value : Literal.text(value);
    try {
      statement.execute("SET SESSION " + variable + " = " + literal);
    } catch (SQLException e) {
      if (e.getErrorCode() == 0) {
        throw e;
      }
    }
  }

  /** What of the scratch server is different and matters, as sentences. */
  List<String> differences(Connection session) throws SQLException {
    Map<String, String> own = variables(session, "GLOBAL", GLOBALS);
    return globals.entrySet().stream()
        .filter(each -> !each.getValue().equals(own.get(each.getKey())))
        .map(
            each ->
                each.getKey()
                    + " is "
                    + each.getValue()
                    + " on the server, and "
                    + own.getOrDefault(each.getKey(), "unknown")
                    + " on the scratch server: algorithms may differ.")
        .toList();
  }

  private static Map<String, String> variables(
      Connection connection, String scope, List<String> names) throws SQLException {
    String list = names.stream().map(Literal::text).collect(Collectors.joining(", "));
    Map<String, String> values = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW " + scope + " VARIABLES WHERE variable_name IN (" + list + ")")) {
      while (rows.next()) {
        values.put(RealTables.key(rows.getString(1)), rows.getString(2));
      }
    }
    return values;
  }
}
