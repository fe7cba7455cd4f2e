package dev.migrate.execute;

import dev.migrate.server.Identifier;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.StatementKind;
import dev.migrate.sql.UserVariables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session as a migration found it, to be put back after it: system variables, the current
 * database, table locks, user variables, temporary tables. Each migration then finds the session
 * the first one found, whether it is applied alone or together with others.
 *
 * <p>User variables and temporary tables are those the script itself names.
 */
final class SessionState {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final @Nullable Map<String, String> variables;
  private final Collection<String> userVariables;
  private final List<String> temporaryTables;

  private SessionState(
      @Nullable Map<String, String> variables,
      Collection<String> userVariables,
      List<String> temporaryTables) {
    this.variables = variables;
    this.userVariables = userVariables;
    this.temporaryTables = temporaryTables;
  }

  /** Before a script; asks the server only where the script may change what it would tell. */
  static SessionState before(Connection connection, List<dev.migrate.sql.Statement> script)
      throws SQLException {
    return new SessionState(
        script.stream().allMatch(SessionState::keepsVariables) ? null : variables(connection),
        UserVariables.of(script),
        temporaryTables(script));
  }

  /** Before code that may do anything. */
  static SessionState before(Connection connection) throws SQLException {
    return new SessionState(variables(connection), List.of(), List.of());
  }

  /** Whether the system variables, the current database or locks may be others now. */
  boolean mayDiffer() {
    return variables != null;
  }

  /**
   * Puts everything back. Commits where {@link #mayDiffer}.
   *
   * @param schema the current database
   */
  void restore(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (variables != null) {
        statement.execute("UNLOCK TABLES");
      }
      if (!temporaryTables.isEmpty()) {
        statement.execute("DROP TEMPORARY TABLE IF EXISTS " + String.join(", ", temporaryTables));
      }
      if (!userVariables.isEmpty()) {
        statement.execute("SET @" + String.join(" = NULL, @", userVariables) + " = NULL");
      }
      if (variables != null) {
        statement.execute("USE " + Identifier.quote(schema));
        // Or the script's limits would apply to the reading of the variables.
        statement.execute("SET SESSION sql_big_selects = 1, sql_select_limit = DEFAULT");
        restore(connection, variables);
      }
    }
  }

  private static void restore(Connection connection, Map<String, String> then) throws SQLException {
    Map<String, String> now = variables(connection);
    for (Map.Entry<String, String> variable : then.entrySet()) {
      if (!variable.getValue().equals(now.get(variable.getKey()))) {
        set(connection, variable.getKey(), variable.getValue());
      }
    }
  }

  private static boolean keepsVariables(dev.migrate.sql.Statement statement) {
    return switch (statement.kind()) {
      case DML, LOAD, QUERY -> statement.commit() == ImplicitCommit.NO;
      case DDL -> true;
      default -> false;
    };
  }

  private static List<String> temporaryTables(List<dev.migrate.sql.Statement> script) {
    List<String> tables = new ArrayList<>();
    for (dev.migrate.sql.Statement statement : script) {
      if (statement.kind() == StatementKind.DDL && statement.commit() == ImplicitCommit.NO) {
        statement.objects().stream().map(SessionState::quoted).forEach(tables::add);
      }
    }
    return tables.stream().distinct().toList();
  }

  private static String quoted(ObjectName name) {
    String table = Identifier.quote(name.name());
    return name.schema() == null ? table : Identifier.quote(name.schema()) + "." + table;
  }

  /** In the order of their names: character sets before collations, which they would reset. */
  private static Map<String, String> variables(Connection connection) throws SQLException {
    Map<String, String> values = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW SESSION VARIABLES")) {
      while (result.next()) {
        values.put(result.getString(1), result.getString(2));
      }
    }
    return values;
  }

  private static void set(Connection connection, String name, String value) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION `" + name + "` = " + literal(name, value));
    } catch (SQLException ignored) {
      // Read-only (error_count, in_transaction) or global: no session state to put back.
      return;
    }
  }

  private static String literal(String name, String value) {
    if (name.equals("timestamp")) {
      // Its value is the time of the question; to set it would stop the session's clock.
      return "DEFAULT";
    }
    return NUMBER.matcher(value).matches()
        ? value
        : "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
  }
}
