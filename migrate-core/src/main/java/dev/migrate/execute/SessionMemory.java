package dev.migrate.execute;

import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import dev.migrate.sql.Statement;
import dev.migrate.sql.UserVariables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a script has put into its session that cannot be had again by executing the same statements:
 * values of user variables, prepared statements, the last generated key. What can (SET of system
 * variables, USE) is executed again.
 */
final class SessionMemory {

  private static final Pattern LAST_INSERT_ID =
      Pattern.compile(
          "\\bLAST_INSERT_ID\\s*\\(|@@(\\w+\\.)?(identity|last_insert_id)\\b",
          Pattern.CASE_INSENSITIVE);

  private final List<String> variables;
  private final Collection<String> secret;
  private final boolean lastInsertId;
  private final Map<String, String> prepared = new LinkedHashMap<>();
  private @Nullable String schema;

  private SessionMemory(
      Collection<String> variables, Collection<String> secret, boolean lastInsertId) {
    this.variables = List.copyOf(variables);
    this.secret = secret;
    this.lastInsertId = lastInsertId;
  }

  /** What the script names; variables of statements with secrets are not kept. */
  static SessionMemory of(List<Statement> script) {
    Collection<String> names = new TreeSet<>(UserVariables.of(script));
    Collection<String> secret =
        UserVariables.of(script.stream().filter(Statement::secret).toList());
    names.removeAll(secret);
    return new SessionMemory(
        names, secret, script.stream().anyMatch(s -> LAST_INSERT_ID.matcher(s.sql()).find()));
  }

  /** Whether values of user variables are kept, so that their SET need not be executed again. */
  boolean keepsVariables() {
    return !variables.isEmpty();
  }

  /** Whether a variable may hold a secret. */
  boolean isSecret(String variable) {
    return secret.contains(variable);
  }

  /** A statement was prepared. */
  void prepared(String name, String sql) {
    prepared.put(name.toLowerCase(Locale.ROOT), sql);
  }

  /** What was prepared under a name; null when that is not known. */
  @Nullable String prepared(String name) {
    return prepared.get(name.toLowerCase(Locale.ROOT));
  }

  /** A prepared statement was given up. */
  void deallocated(String name) {
    prepared.remove(name.toLowerCase(Locale.ROOT));
  }

  /** The current database is another one now. */
  void used(String database) {
    schema = database;
  }

  /** The current database, {@code first} unless the script changed it. */
  String schema(String first) {
    return schema == null ? first : schema;
  }

  /**
   * Statements, a line each, that put into a new session what this one holds now; null for nothing.
   * One round trip where the script has variables.
   */
  @Nullable String remembered(Channel channel) throws SQLException {
    List<String> sql = new ArrayList<>();
    prepared.forEach(
        (name, text) -> {
          sql.add("SET @migrate_prepared = " + Literal.text(text));
          sql.add("PREPARE " + Identifier.quote(name) + " FROM @migrate_prepared");
        });
    if (!variables.isEmpty() || lastInsertId) {
      sql.addAll(values(channel.connection()));
    }
    return sql.isEmpty() ? null : String.join("\n", sql);
  }

  private List<String> values(Connection connection) throws SQLException {
    String query =
        "SELECT LAST_INSERT_ID()"
            + variables.stream()
                .map(v -> ", @" + v + ", CHARSET(@" + v + "), COLLATION(@" + v + ")")
                .collect(Collectors.joining())
            + " LIMIT 1";
    List<String> sql = new ArrayList<>();
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      if (lastInsertId) {
        sql.add("SET last_insert_id = " + row.getString(1));
      }
      for (int i = 0; i < variables.size(); i++) {
        sql.add("SET @" + variables.get(i) + " = " + literal(row, 2 + 3 * i));
      }
    }
    return sql;
  }

  /** With the type, the character set and the collation the value has. */
  private static String literal(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    if (bytes == null) {
      return "NULL";
    }
    return switch (row.getMetaData().getColumnType(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          row.getMetaData().isSigned(column)
              ? row.getString(column)
              : "CAST(" + row.getString(column) + " AS UNSIGNED)";
      case Types.DECIMAL -> row.getString(column);
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> exact(row.getDouble(column));
      default -> string(bytes, row.getString(column + 1), row.getString(column + 2));
    };
  }

  /** Always with an exponent: without one it would be a DECIMAL. */
  private static String exact(double value) {
    String text = Double.toString(value);
    return text.indexOf('E') >= 0 ? text : text + "e0";
  }

  private static String string(byte[] bytes, String charset, String collation) {
    return charset.equals("binary")
        ? Literal.bytes(bytes)
        : "CONVERT(_utf8mb4 "
            + Literal.bytes(bytes)
            + " USING "
            + charset
            + ") COLLATE "
            + collation;
  }
}
