package dev.migrate;

import static dev.migrate.server.Identifier.quote;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Literal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of tables as INSERTs that give exactly them. */
final class TableRows {

  private static final int IN_ONE = 100;
  private static final Set<String> NUMBERS =
      Set.of(
          "tinyint",
          "smallint",
          "mediumint",
          "int",
          "bigint",
          "decimal",
          "double",
          "float",
          "year");
  private static final Set<String> BYTES =
      Set.of(
          "bit",
          "binary",
          "varbinary",
          "tinyblob",
          "blob",
          "mediumblob",
          "longblob",
          "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geomcollection",
          "geometrycollection",
          "vector");

  private TableRows() {}

  /**
   * Of all tables of a schema, in their order; nothing of empty ones. Times are those of the time
   * zone {@code +00:00}.
   */
  static List<String> inserts(Connection connection, Schema schema) throws SQLException {
    List<String> inserts = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET @migrate_zone = @@SESSION.time_zone, SESSION time_zone = '+00:00'");
      for (Table table : schema.tables()) {
        inserts.addAll(inserts(connection, table));
      }
      statement.execute("SET SESSION time_zone = @migrate_zone");
    }
    return inserts;
  }

  private static List<String> inserts(Connection connection, Table table) throws SQLException {
    List<Column> columns = table.columns().stream().filter(c -> c.generated() == null).toList();
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query(table, columns))) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          values.add(literal(type(columns.get(i)), result.getBytes(i + 1)));
        }
        rows.add("(" + String.join(", ", values) + ")");
      }
    }
    List<String> inserts = new ArrayList<>();
    String head =
        "INSERT INTO " + quote(table.name()) + " (" + names(columns, Column::name) + ") VALUES\n  ";
    for (int from = 0; from < rows.size(); from += IN_ONE) {
      List<String> some = rows.subList(from, Math.min(from + IN_ONE, rows.size()));
      inserts.add(head + String.join(",\n  ", some));
    }
    return inserts;
  }

  private static String names(List<Column> columns, Function<Column, String> name) {
    return columns.stream().map(c -> quote(name.apply(c))).collect(Collectors.joining(", "));
  }

  /** In the order of the primary key, so that the same rows give the same text. */
  private static String query(Table table, List<Column> columns) {
    String selected =
        columns.stream()
            .map(c -> type(c).equals("float") ? cast(c) : quote(c.name()))
            .collect(Collectors.joining(", "));
    String order =
        table
            .primaryKey()
            .map(Index::columns)
            .map(key -> key.stream().map(c -> quote(c)).collect(Collectors.joining(", ")))
            .orElse(names(columns, Column::name));
    return "SELECT " + selected + " FROM " + quote(table.name()) + " ORDER BY " + order;
  }

  /** As text, FLOAT has six digits and loses the others. */
  private static String cast(Column column) {
    return "CAST(" + quote(column.name()) + " AS DOUBLE)";
  }

  private static String type(Column column) {
    return column.type().toLowerCase(Locale.ROOT).split("[ (]", 2)[0];
  }

  private static String literal(String type, byte @Nullable [] value) {
    if (value == null) {
      return "NULL";
    }
    if (BYTES.contains(type)) {
      return Literal.bytes(value);
    }
    String text = new String(value, StandardCharsets.UTF_8);
    return NUMBERS.contains(type) ? text : quoted(text);
  }

  private static String quoted(String text) {
    return "'"
        + text.replace("\\", "\\\\")
            .replace("'", "''")
            .replace("\0", "\\0")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\u001a", "\\Z")
        + "'";
  }
}
