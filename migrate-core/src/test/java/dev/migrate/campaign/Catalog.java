package dev.migrate.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server tells of the current database: definitions by {@code TABLE: name} and its like, and
 * the parts of tables.
 */
record Catalog(Map<String, String> definitions, Map<String, Table> tables) {

  /** A base table, by information_schema; names as the server has them. */
  record Table(
      List<Column> columns,
      Map<String, Index> indexes,
      Map<String, Key> keys,
      List<String> checks,
      List<String> partitions,
      String engine,
      String collation,
      String comment) {

    Column column(String name) {
      return columns.stream()
          .filter(each -> each.name.equalsIgnoreCase(name))
          .findFirst()
          .orElse(null);
    }

    List<String> columnNames() {
      return columns.stream().map(each -> lower(each.name)).toList();
    }
  }

  record Column(
      String name,
      String type,
      boolean nullable,
      String defaultValue,
      String extra,
      String charset,
      String collation,
      String comment) {}

  record Index(String kind, List<String> columns) {}

  record Key(String to, List<String> columns) {}

  static Catalog of(Connection connection) throws SQLException {
    Catalog catalog = new Catalog(new TreeMap<>(), new TreeMap<>());
    for (List<String> table : rows(connection, "SHOW FULL TABLES")) {
      String type = table.get(1).equals("BASE TABLE") ? "TABLE" : table.get(1);
      catalog.define(connection, type.startsWith("SYSTEM V") ? "TABLE" : type, table.get(0));
      if (!type.equals("VIEW") && !type.equals("SEQUENCE")) {
        catalog.tables.put(lower(table.get(0)), table(connection, table.get(0)));
      }
    }
    catalog.defineAll(connection, "routine", "routine_type", "routines");
    catalog.defineAll(connection, "trigger", "'TRIGGER'", "triggers");
    catalog.defineAll(connection, "event", "'EVENT'", "events");
    return catalog;
  }

  private void defineAll(Connection connection, String of, String type, String from)
      throws SQLException {
    String sql = "SELECT %s_name, %s FROM information_schema.%s WHERE %s_schema = DATABASE()";
    for (List<String> row : rows(connection, sql.formatted(of, type, from, of))) {
      define(connection, row.get(1), row.get(0));
    }
  }

  /** The counter of rows is not of the definition. */
  private void define(Connection connection, String type, String name) throws SQLException {
    String shown;
    try {
      shown =
          rows(connection, "SHOW CREATE " + type + " `" + name.replace("`", "``") + "`").toString();
    } catch (SQLException e) {
      shown = e.getMessage();
    }
    definitions.put(type + ": " + lower(name), shown.replaceAll(" AUTO_INCREMENT=\\d+", ""));
  }

  private static Table table(Connection connection, String name) throws SQLException {
    String of =
        " WHERE table_schema = DATABASE() AND table_name = '"
            + name.replace("\\", "\\\\").replace("'", "''")
            + "'";
    List<Column> columns = new ArrayList<>();
    for (List<String> row :
        rows(
            connection,
            "SELECT column_name, column_type, is_nullable, column_default, extra,"
                + " character_set_name, collation_name, column_comment FROM"
                + (" information_schema.columns" + of + " ORDER BY ordinal_position"))) {
      columns.add(
          new Column(
              row.get(0),
              row.get(1),
              row.get(2).equals("YES"),
              row.get(3),
              lower(row.get(4)),
              row.get(5),
              row.get(6),
              row.get(7)));
    }
    List<String> options =
        rows(
                connection,
                "SELECT engine, table_collation, table_comment FROM information_schema.tables" + of)
            .get(0);
    return new Table(
        columns,
        indexes(connection, of),
        keys(connection, of),
        firsts(
            connection,
            "SELECT constraint_name FROM information_schema.table_constraints"
                + (of + " AND constraint_type = 'CHECK'")),
        firsts(
            connection,
            "SELECT DISTINCT partition_name FROM information_schema.partitions"
                + (of + " AND partition_name IS NOT NULL")),
        options.get(0),
        options.get(1),
        options.get(2));
  }

  private static Map<String, Index> indexes(Connection connection, String of) throws SQLException {
    Map<String, Index> indexes = new TreeMap<>();
    for (List<String> row :
        rows(
            connection,
            "SELECT index_name, non_unique, index_type, COALESCE(column_name, '') FROM"
                + (" information_schema.statistics" + of + " ORDER BY index_name, seq_in_index"))) {
      String name = lower(row.get(0));
      String kind =
          switch (row.get(2)) {
            case "FULLTEXT", "SPATIAL", "VECTOR" -> row.get(2);
            case "RTREE" -> "SPATIAL";
            default ->
                name.equals("primary") ? "PRIMARY" : row.get(1).equals("0") ? "UNIQUE" : "PLAIN";
          };
      indexes
          .computeIfAbsent(name, n -> new Index(kind, new ArrayList<>()))
          .columns
          .add(lower(row.get(3)));
    }
    return indexes;
  }

  private static Map<String, Key> keys(Connection connection, String of) throws SQLException {
    Map<String, Key> keys = new TreeMap<>();
    for (List<String> row :
        rows(
            connection,
            "SELECT constraint_name, referenced_table_name, column_name FROM"
                + (" information_schema.key_column_usage" + of)
                + " AND referenced_table_name IS NOT NULL ORDER BY ordinal_position")) {
      keys.computeIfAbsent(lower(row.get(0)), n -> new Key(lower(row.get(1)), new ArrayList<>()))
          .columns
          .add(lower(row.get(2)));
    }
    return keys;
  }

  private static List<String> firsts(Connection connection, String sql) throws SQLException {
    return rows(connection, sql).stream().map(row -> lower(row.get(0))).toList();
  }

  static List<List<String>> rows(Connection connection, String sql) throws SQLException {
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

  /** MySQL and MariaDB call it by its long name by now. */
  static String collation(String text) {
    return lower(text).replaceAll("^utf8(?=_|$)", "utf8mb3");
  }

  static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
