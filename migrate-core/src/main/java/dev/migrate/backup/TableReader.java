package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Reads tables, their columns and definitions. */
final class TableReader {

  /** Those that keep their rows in this server, and give them back as they were inserted. */
  private static final Set<String> ENGINES =
      Set.of("innodb", "myisam", "aria", "memory", "csv", "archive", "blackhole", "rocksdb");

  // What a definition says of generated columns differs: MySQL has the attribute in extra (there
  // DEFAULT_GENERATED is an expression's default), MariaDB has a column for it, in which the
  // period columns of a system-versioned table are ALWAYS, too.
  private static final String COLUMNS =
      """
      SELECT table_name, column_name, data_type, column_type, character_set_name,
        /*!80000 extra LIKE '%VIRTUAL GENERATED%' OR extra LIKE '%STORED GENERATED%' */
        /*M!100600 is_generated = 'ALWAYS' AND generation_expression NOT IN ('ROW START', 'ROW END') */,
        /*!80000 '' */ /*M!100600 COALESCE(generation_expression, '') */
      FROM information_schema.columns WHERE table_schema = {db}
      ORDER BY table_name, ordinal_position
      """;

  private static final String PRIMARY_KEYS =
      """
      SELECT table_name, column_name FROM information_schema.statistics
      WHERE table_schema = {db} AND index_name = 'PRIMARY' ORDER BY table_name, seq_in_index
      """;

  private final CatalogSession session;
  private final Map<String, List<Row>> columns = new HashMap<>();
  private final Map<String, List<String>> primaryKeys = new HashMap<>();
  private final Set<String> sequences = new TreeSet<>();

  private TableReader(CatalogSession session) throws SQLException {
    this.session = session;
    for (Row row : session.query(COLUMNS)) {
      columns.computeIfAbsent(row.required(0), name -> new ArrayList<>()).add(row);
    }
    for (Row row : session.query(PRIMARY_KEYS)) {
      primaryKeys.computeIfAbsent(row.required(0), name -> new ArrayList<>()).add(row.required(1));
    }
  }

  static TableReader of(CatalogSession session) throws SQLException {
    return new TableReader(session);
  }

  /** The names of sequences that tables read so far take their defaults from. */
  Set<String> sequences() {
    return sequences;
  }

  /**
   * The tables that a filter takes, by name.
   *
   * @param rows name, type, estimated rows, estimated bytes
   */
  List<TableSource> read(List<Row> rows, TableFilter filter) throws SQLException {
    List<TableSource> tables = new ArrayList<>();
    for (Row row : rows) {
      if (filter.takes(row.required(0))) {
        tables.add(table(row));
      }
    }
    return tables;
  }

  private TableSource table(Row row) throws SQLException {
    String name = row.required(0);
    Row printed =
        session.definition("SHOW CREATE TABLE " + Identifier.quote(name), "table `" + name + "`");
    TableDdl ddl = TableDdl.of(Objects.requireNonNull(printed.bytes(1)), name, session.database());
    requireExact(name, ddl);
    sequences.addAll(ddl.sequences());
    for (String other : ddl.foreignDatabases()) {
      session.warn("table `" + name + "` refers to the database `" + other + "`");
    }
    return new TableSource(
        name,
        ddl.engine(),
        ddl.engine().equalsIgnoreCase("InnoDB"),
        ddl.versioned(),
        columns(name, ddl),
        primaryKey(name),
        row.number(2),
        row.number(3),
        ddl.autoIncrement(),
        ddl.definitionHash(),
        ddl.create(),
        ddl.indexes(),
        ddl.foreignKeys());
  }

  private void requireExact(String name, TableDdl ddl) {
    if (!ENGINES.contains(ddl.engine().toLowerCase(Locale.ROOT))) {
      session.refuse("table `" + name + "`", "its engine is " + ddl.engine());
    }
    if (ddl.versioned() && !session.version().atLeast(10, 11)) {
      session.refuse(
          "table `" + name + "`",
          "it is system-versioned, and only MariaDB 10.11 or later restores history");
    }
  }

  private List<ColumnSource> columns(String table, TableDdl ddl) {
    List<ColumnSource> sources = new ArrayList<>();
    boolean byText = TableSource.isPartitionedByText(ddl.create());
    for (Row row : columns.getOrDefault(table, List.of())) {
      if (row.number(5) == 0) {
        ColumnSource source = column(table, row);
        sources.add(byText ? named(table, source) : source);
      }
    }
    if (ddl.implicitPeriod()) {
      sources.add(new ColumnSource("row_start", "timestamp(6)", ColumnForm.BYTES));
      sources.add(new ColumnSource("row_end", "timestamp(6)", ColumnForm.BYTES));
    }
    return sources;
  }

  private ColumnSource named(String table, ColumnSource source) {
    ColumnSource named = source.named();
    if (named.isBinary()) {
      session.refuse(
          "table `" + table + "`, column `" + named.name() + "`",
          "it is binary, and bounds of the table's partitions are text beyond ASCII, which MySQL"
              + " reads right only in a session that takes no bytes");
    }
    return named;
  }

  private ColumnSource column(String table, Row row) {
    String name = row.required(1);
    String type = row.required(2);
    String object = "table `" + table + "`, column `" + name + "`";
    ColumnForm form = ColumnForms.of(type);
    if (form == null) {
      session.refuse(object, "its type is " + type);
      form = ColumnForm.BYTES;
    }
    if (type.equals("bigint") && row.required(6).startsWith("ROW ")) {
      session.refuse(object, "it keeps history by transaction, which cannot be restored");
    }
    return new ColumnSource(name, row.required(3), form);
  }

  private List<KeyColumn> primaryKey(String table) {
    return primaryKeys.getOrDefault(table, List.of()).stream()
        .map(name -> keyColumn(table, name))
        .toList();
  }

  private KeyColumn keyColumn(String table, String name) {
    return columns.getOrDefault(table, List.of()).stream()
        .filter(row -> row.required(1).equals(name))
        .map(
            row ->
                new KeyColumn(
                    name, row.required(2), row.required(3).contains("unsigned"), row.text(4)))
        .findFirst()
        // The hidden end of the period is part of a system-versioned table's key.
        .orElseGet(() -> new KeyColumn(name, "timestamp", false, null));
  }
}
