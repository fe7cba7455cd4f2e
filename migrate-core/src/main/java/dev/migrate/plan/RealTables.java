package dev.migrate.plan;

import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of a real database can be told without reading a row: its tables, their keys and sizes. */
final class RealTables {

  private final Connection connection;
  private final String database;
  private final ServerVersion server;

  /** Names as the server writes them, by their lower-case form, and whether each is a view. */
  private final Map<String, Found> names = new HashMap<>();

  private final List<Reference> references = new ArrayList<>();
  private boolean exists;

  /** Something that can be read like a table. */
  record Found(String name, boolean table) {}

  /** A foreign key: a table and the one it refers to, {@code schema} null for the own database. */
  private record Reference(String child, String parent) {}

  private RealTables(Connection connection, String database, ServerVersion server) {
    this.connection = connection;
    this.database = database;
    this.server = server;
  }

  static RealTables read(Connection connection, String database, ServerVersion server)
      throws SQLException {
    RealTables tables = new RealTables(connection, database, server);
    String literal = Literal.text(database);
    tables.exists =
        tables.any("SELECT 1 FROM information_schema.schemata WHERE schema_name = " + literal);
    tables.readNames(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = "
            + literal);
    tables.readReferences(
        "SELECT table_name, referenced_table_name FROM information_schema.referential_constraints"
            + " WHERE constraint_schema = "
            + literal
            + " AND unique_constraint_schema = "
            + literal);
    return tables;
  }

  /** Whether the database exists. */
  boolean exist() {
    return exists;
  }

  private boolean any(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private void readNames(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String name = rows.getString(1);
        boolean table = Set.of("BASE TABLE", "SYSTEM VERSIONED").contains(rows.getString(2));
        names.put(key(name), new Found(name, table));
      }
    }
  }

  private void readReferences(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        references.add(new Reference(key(rows.getString(1)), key(rows.getString(2))));
      }
    }
  }

  /** Whether a table refers to another one. */
  boolean haveKeys() {
    return !references.isEmpty();
  }

  /** The columns of foreign keys, at both ends: {@code table.column} in lower case. */
  Set<String> columnsOfKeys() throws SQLException {
    Set<String> columns = new TreeSet<>();
    String query =
        "SELECT table_name, column_name, referenced_table_name, referenced_column_name"
            + " FROM information_schema.key_column_usage WHERE referenced_table_name IS NOT NULL"
            + " AND (table_schema = ? OR referenced_table_schema = ?)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, database);
      statement.setString(2, database);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(key(rows.getString(1) + "." + rows.getString(2)));
          columns.add(key(rows.getString(3) + "." + rows.getString(4)));
        }
      }
    }
    return columns;
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What has the name, whatever its case. */
  Optional<Found> find(String name) {
    return Optional.ofNullable(names.get(key(name)));
  }

  /** The tables, as the server writes them, of these names, and those they share a key with. */
  Set<String> withNeighbours(Collection<String> mentioned) {
    Set<String> keys = new TreeSet<>(mentioned);
    for (Reference reference : references) {
      if (mentioned.contains(reference.child)) {
        keys.add(reference.parent);
      }
      if (mentioned.contains(reference.parent)) {
        keys.add(reference.child);
      }
    }
    return named(keys);
  }

  /** The tables, as the server writes them, of names in lower case. */
  Set<String> named(Collection<String> keys) {
    return keys.stream()
        .flatMap(key -> find(key).stream())
        .filter(Found::table)
        .map(Found::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tables that refer to one. */
  List<String> childrenOf(String table) {
    return references.stream()
        .filter(reference -> reference.parent.equals(key(table)))
        .flatMap(reference -> find(reference.child).stream())
        .map(Found::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** The sizes of tables, by their lower-case names. */
  Map<String, TableSize> sizes(Collection<String> tables) throws SQLException {
    Map<String, TableSize> sizes = new HashMap<>();
    if (tables.isEmpty()) {
      return sizes;
    }
    String fresh =
        server.vendor() == Vendor.MYSQL ? "SET SESSION information_schema_stats_expiry = 0" : null;
    String list = tables.stream().map(Literal::text).collect(Collectors.joining(", "));
    String query =
        "SELECT table_name, table_rows, data_length + index_length FROM information_schema.tables"
            + " WHERE table_schema = "
            + Literal.text(database)
            + " AND table_name IN ("
            + list
            + ")";
    try (Statement statement = connection.createStatement()) {
      if (fresh != null) {
        statement.execute(fresh);
      }
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          String name = rows.getString(1);
          sizes.put(key(name), new TableSize(name, rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return sizes;
  }
}
