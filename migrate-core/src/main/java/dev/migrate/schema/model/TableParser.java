package dev.migrate.schema.model;

import dev.migrate.server.ServerVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what SHOW CREATE TABLE printed; refuses what it does not understand. */
final class TableParser {

  /** Partitions that MariaDB adds by itself as rows come. */
  private static final Pattern AUTO_PARTITIONS = Pattern.compile("(?<=\\bAUTO)\\s+PARTITIONS \\d+");

  private final Cursor cursor;
  private final Charsets charsets;
  private final ServerVersion server;
  private final String database;
  private final Map<String, Long> srids;
  private final List<Column> columns = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<String> periods = new ArrayList<>();

  private TableParser(Cursor cursor, Context context, Map<String, Long> srids) {
    this.cursor = cursor;
    this.charsets = context.charsets;
    this.server = context.server;
    this.database = context.database;
    this.srids = srids;
  }

  /**
   * What the definition of a table does not say of itself.
   *
   * @param srids those of columns by the names of tables, where SHOW CREATE TABLE tells none
   *     (MariaDB)
   */
  record Context(
      ServerVersion server,
      String database,
      Charsets charsets,
      Map<String, Map<String, Long>> srids) {}

  static Table read(String name, String printed, Context context) {
    String plain = Printed.withoutExecutableComments(printed);
    Cursor cursor = new Cursor("table `" + name + "`", plain);
    Map<String, Long> srids = context.srids.getOrDefault(name, Map.of());
    return new TableParser(cursor, context, srids).table(name);
  }

  private Table table(String name) {
    cursor.expect("CREATE", "TABLE");
    cursor.name();
    int body = cursor.mark();
    cursor.skipParentheses();
    int options = cursor.mark();
    TableOptions read = OptionsParser.read(cursor, charsets);
    Rebuild.checkOptions(cursor, cursor.from(options), Clauses.options(read, server));
    String partitioning =
        cursor.atEnd() ? "" : AUTO_PARTITIONS.matcher(cursor.rest().strip()).replaceAll("");
    cursor.reset(body);
    cursor.expect('(');
    do {
      item(read);
    } while (cursor.accept(','));
    cursor.expect(')');
    foreignKeys.sort(Comparator.comparing(ForeignKey::name));
    checks.sort(Comparator.comparing(Check::name));
    return new Table(name, columns, indexes, foreignKeys, checks, read, partitioning, periods);
  }

  private void item(TableOptions options) {
    int start = cursor.mark();
    int offset = cursor.offset();
    String rebuilt;
    if (cursor.peek().type() == Token.Type.NAME) {
      Column column = ColumnParser.read(cursor, charsets, options);
      columns.add(completed(column));
      rebuilt = Clauses.column(column, options, server);
    } else if (cursor.at("CONSTRAINT")) {
      rebuilt = constraint();
    } else if (cursor.accept("PERIOD", "FOR")) {
      cursor.take();
      cursor.skipParentheses();
      periods.add(cursor.since(offset));
      return;
    } else {
      Index index = new KeyParser(cursor).index();
      indexes.add(index);
      rebuilt = Clauses.index(index, server);
    }
    Rebuild.check(cursor, cursor.from(start), rebuilt);
  }

  private String constraint() {
    int known = checks.size();
    new KeyParser(cursor).constraint(foreignKeys, checks);
    return checks.size() > known
        ? Clauses.check(checks.get(known), server)
        : Clauses.foreignKey(foreignKeys.get(foreignKeys.size() - 1));
  }

  /** MariaDB names the database of a sequence that a default is taken from. */
  private Column completed(Column column) {
    String value = column.defaultValue();
    return new Column(
        column.name(),
        column.type(),
        column.charset(),
        column.collation(),
        column.nullable(),
        value == null ? null : Printed.withoutDatabase(value, database),
        column.onUpdate(),
        column.autoIncrement(),
        column.generated(),
        column.invisible(),
        column.srid() == null ? srids.get(column.name()) : column.srid(),
        column.comment(),
        column.check(),
        column.others());
  }
}
