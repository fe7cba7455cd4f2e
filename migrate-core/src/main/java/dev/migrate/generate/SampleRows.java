package dev.migrate.generate;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows to try a migration on: in each table, and in the tables it refers to, an ordinary row, one
 * of the lowest and one of the highest values that the types take, one of NULLs where they are
 * allowed, and one that is the ordinary row again but for its unique keys.
 */
public final class SampleRows {

  /** A value that does not fit is no sample. */
  private static final String SETTINGS =
      "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'";

  private final Schema schema;
  private final List<Table> tables;
  private final Map<String, Map<SampleKind, Map<String, String>>> inserted = new HashMap<>();
  private final Map<String, Integer> perTable = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();

  private SampleRows(Schema schema, List<Table> tables) {
    this.schema = schema;
    this.tables = tables;
  }

  /**
   * What became of the rows.
   *
   * @param rows how many there are in all
   * @param perTable how many there are in each table, in the order of insertion
   * @param refused a line for each row that a CHECK, a trigger or a key did not let in
   */
  public record Result(int rows, Map<String, Integer> perTable, List<String> refused) {

    public Result {
      perTable = Collections.unmodifiableMap(new LinkedHashMap<>(perTable));
      refused = List.copyOf(refused);
    }
  }

  /**
   * Rows for some tables and for those that their foreign keys refer to.
   *
   * @param tables names; those that the schema does not have are passed over
   */
  public static SampleRows of(Schema current, Collection<String> tables) {
    Set<Table> order = new LinkedHashSet<>();
    for (String name : tables) {
      current.table(name).ifPresent(table -> add(current, table, new LinkedHashSet<>(), order));
    }
    return new SampleRows(current, List.copyOf(order));
  }

  /** A table after those it refers to; of a circle of tables, one comes too early. */
  private static void add(Schema schema, Table table, Set<String> under, Set<Table> order) {
    if (!under.add(table.name())) {
      return;
    }
    for (ForeignKey key : table.foreignKeys()) {
      if (key.referencedSchema() == null) {
        schema
            .table(key.referencedTable())
            .ifPresent(referenced -> add(schema, referenced, under, order));
      }
    }
    order.add(table);
  }

  /**
   * Inserts the rows, and commits table by table. The session's settings are as before at the end.
   *
   * @param connection to a database with the schema, as a rule without rows
   */
  public Result insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      String restore = settings(statement);
      statement.execute(SETTINGS);
      try {
        for (Table table : tables) {
          insert(table, statement);
        }
      } finally {
        if (!connection.isClosed()) {
          statement.execute(restore);
        }
      }
    }
    int rows = perTable.values().stream().mapToInt(Integer::intValue).sum();
    return new Result(rows, perTable, refused);
  }

  private static String settings(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT @@time_zone, @@sql_mode")) {
      row.next();
      return "SET SESSION time_zone = '"
          + row.getString(1)
          + "', sql_mode = '"
          + row.getString(2)
          + "'";
    }
  }

  private void insert(Table table, Statement statement) throws SQLException {
    Map<SampleKind, Map<String, String>> rows = new EnumMap<>(SampleKind.class);
    inserted.put(table.name(), rows);
    // With GTIDs, tables without transactions are not let into one.
    boolean transactional = table.options().engine().equalsIgnoreCase("InnoDB");
    statement.execute(transactional ? "START TRANSACTION" : "COMMIT");
    for (SampleKind kind : SampleKind.values()) {
      SQLException error = tried(table, kind, false, statement, rows);
      // The row may be let in without limits in what is checked or computed from.
      if (error != null && kind.isLimit()) {
        error = tried(table, kind, true, statement, rows);
      }
      if (error != null) {
        refused.add(table.name() + ", " + kind.text() + ": " + error.getMessage());
      }
    }
    statement.execute("COMMIT");
    perTable.put(table.name(), rows.size());
  }

  private @Nullable SQLException tried(
      Table table,
      SampleKind kind,
      boolean careful,
      Statement statement,
      Map<SampleKind, Map<String, String>> rows)
      throws SQLException {
    Map<String, String> row = row(table, kind, careful);
    try {
      statement.execute(sql(table, row));
      rows.put(kind, row);
      return null;
    } catch (SQLException e) {
      if (statement.getConnection().isClosed()) {
        throw e;
      }
      return e;
    }
  }

  private static String sql(Table table, Map<String, String> row) {
    StringJoiner columns = new StringJoiner(", ", " (", ")");
    StringJoiner values = new StringJoiner(", ", " VALUES (", ")");
    row.forEach(
        (column, value) -> {
          columns.add(Identifier.quote(column));
          values.add(value);
        });
    return "INSERT INTO " + Identifier.quote(table.name()) + columns + values;
  }

  private Map<String, String> row(Table table, SampleKind kind, boolean careful) {
    Map<String, String> row = new LinkedHashMap<>();
    SampleValues values = new SampleValues(table, schema.server().vendor());
    for (Column column : table.columns()) {
      boolean counted = column.autoIncrement() && !isReferenced(table);
      if (SampleValues.isGiven(column)) {
        row.put(column.name(), counted ? "NULL" : values.of(column, kind, careful));
      }
    }
    for (ForeignKey key : table.foreignKeys()) {
      refer(table, key, kind, row);
    }
    return row;
  }

  private boolean isReferenced(Table table) {
    return schema.tables().stream()
        .flatMap(other -> other.foreignKeys().stream())
        .anyMatch(key -> key.referencedTable().equals(table.name()));
  }

  /** Gives the columns of a foreign key the values of a row that it may refer to. */
  private void refer(Table table, ForeignKey key, SampleKind kind, Map<String, String> row) {
    // One NULL is enough for a key to refer to nothing.
    boolean nullable = key.columns().stream().anyMatch(name -> isNullable(table, name));
    if (kind == SampleKind.NULLS && nullable) {
      return;
    }
    Map<String, String> referenced = referenced(table, key, kind, row);
    for (int i = 0; i < key.columns().size(); i++) {
      String name = spelled(table, key.columns().get(i));
      String value = valueOf(referenced, key.referencedColumns().get(i));
      if (!row.containsKey(name)) {
        continue;
      }
      if (value != null) {
        row.put(name, value);
      } else if (isNullable(table, name)) {
        row.put(name, "NULL");
      }
    }
  }

  /** The row of the same kind, an ordinary one where that is not to be had; empty for neither. */
  private Map<String, String> referenced(
      Table table, ForeignKey key, SampleKind kind, Map<String, String> row) {
    if (key.referencedSchema() != null) {
      return Map.of();
    }
    if (key.referencedTable().equals(table.name())) {
      return row;
    }
    boolean unique = key.columns().stream().anyMatch(name -> SampleValues.isUnique(table, name));
    SampleKind wanted = kind == SampleKind.DUPLICATE && !unique ? SampleKind.ORDINARY : kind;
    Map<SampleKind, Map<String, String>> rows =
        inserted.getOrDefault(key.referencedTable(), Map.of());
    Map<String, String> same = rows.getOrDefault(wanted, Map.of());
    boolean usable =
        key.referencedColumns().stream()
            .map(name -> valueOf(same, name))
            .allMatch(value -> value != null && !value.equals("NULL"));
    return usable ? same : rows.getOrDefault(SampleKind.ORDINARY, Map.of());
  }

  private static @Nullable String valueOf(Map<String, String> row, String column) {
    for (Map.Entry<String, String> entry : row.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(column)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static boolean isNullable(Table table, String column) {
    return table.column(column).map(Column::nullable).orElse(false);
  }

  private static String spelled(Table table, String column) {
    return table.column(column).map(Column::name).orElse(column);
  }
}
