package dev.migrate.execute;

import dev.migrate.server.Literal;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tables have no transactions: rows changed in them are changed at once, and stay. Asked of
 * the server once a run and schema, and again after a statement that may have changed it.
 */
final class Engines {

  private static final Pattern CHANGES =
      Pattern.compile("\\b(ENGINE|LIKE|RENAME|storage_engine)\\b", Pattern.CASE_INSENSITIVE);

  private final Channel channel;
  private final boolean ask;
  private final Map<String, Set<String>> tables = new HashMap<>();

  private Engines(Channel channel, boolean ask) {
    this.channel = channel;
    this.ask = ask;
  }

  /** Of a server's tables. */
  static Engines of(Channel channel) {
    return new Engines(channel, true);
  }

  /** All tables have transactions, as far as it matters. */
  static Engines unasked(Channel channel) {
    return new Engines(channel, false);
  }

  /** Whether all tables that a statement names can roll its changes back. */
  boolean isTransactional(Statement statement, @Nullable String currentSchema) throws SQLException {
    for (ObjectName object : statement.objects()) {
      String schema = object.schema() == null ? currentSchema : object.schema();
      if (ask && schema != null && of(schema).contains(object.name().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** Whether no table of a schema is without transactions. */
  boolean allTransactional(@Nullable String schema) throws SQLException {
    return !ask || schema == null || of(schema).isEmpty();
  }

  /** A statement was executed. */
  void ran(Statement statement) {
    boolean rowsOnly = statement.kind() == StatementKind.DML;
    if (!rowsOnly && CHANGES.matcher(statement.sql()).find()) {
      tables.clear();
    }
  }

  private Set<String> of(String schema) throws SQLException {
    if (!tables.containsKey(schema)) {
      tables.put(schema, read(schema));
    }
    return Objects.requireNonNull(tables.get(schema));
  }

  private Set<String> read(String schema) throws SQLException {
    String query =
        "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_type = 'BASE TABLE' AND engine NOT IN ('InnoDB', 'ROCKSDB', 'ndbcluster')"
            + " LIMIT 1000000";
    try (java.sql.Statement statement = channel.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      Set<String> names = new TreeSet<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
