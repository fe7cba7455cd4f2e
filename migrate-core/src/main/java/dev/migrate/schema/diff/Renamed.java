package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import dev.migrate.server.Vendor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The renames that are to be done, and what a schema looks like after them. */
final class Renamed {

  private final Schema current;
  private final Map<String, String> tables = new LinkedHashMap<>();

  /** By the table's old name; old names in lower case to new ones. */
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

  private Renamed(Schema current) {
    this.current = current;
  }

  /** Those of which the old name is there and the new one is wanted; done ones count no more. */
  static Renamed of(Schema current, Schema wanted, Renames renames) {
    Renamed renamed = new Renamed(current);
    renames.tables().forEach((old, name) -> renamed.addTable(wanted, old, name));
    renames
        .columns()
        .forEach(
            (table, names) ->
                names.forEach((old, name) -> renamed.addColumn(wanted, table, old, name)));
    return renamed;
  }

  private void addTable(Schema wanted, String old, String name) {
    boolean there = current.table(old).isPresent();
    boolean taken = current.table(name).isPresent();
    if (there && !taken && wanted.table(name).isPresent()) {
      tables.put(old, name);
    } else if (there || !taken) {
      throw Renames.bad(why(there, taken, wanted.table(name).isPresent()), old + ":" + name);
    }
  }

  private void addColumn(Schema wanted, String table, String old, String name) {
    String oldTable = current.table(table).isPresent() ? table : oldTable(table);
    Optional<Table> from = current.table(oldTable);
    Optional<Table> to = wanted.table(table(oldTable));
    String text = table + "." + old + ":" + name;
    if (from.isEmpty() || to.isEmpty()) {
      throw Renames.bad("names a table that is not in both schemas", text);
    }
    boolean there = from.get().column(old).isPresent();
    boolean taken = from.get().column(name).isPresent() && !old.equalsIgnoreCase(name);
    boolean asked = to.get().column(name).isPresent();
    if (there && !taken && asked) {
      columns
          .computeIfAbsent(oldTable, key -> new LinkedHashMap<>())
          .put(old.toLowerCase(Locale.ROOT), name);
    } else if (there || !taken) {
      throw Renames.bad(why(there, taken, asked), text);
    }
  }

  private static String why(boolean there, boolean taken, boolean asked) {
    if (!there) {
      return "renames what is not there";
    }
    return taken
        ? "gives a name that is there already"
        : asked ? "renames what is wanted under its old name" : "gives a name that is not wanted";
  }

  private String oldTable(String name) {
    return tables.entrySet().stream()
        .filter(each -> each.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  /** Old names to new ones. */
  Map<String, String> tables() {
    return tables;
  }

  /** The new names of a table's renamed columns by the old ones. */
  Map<String, String> columns(String oldTable) {
    return columns.getOrDefault(oldTable, Map.of());
  }

  String table(String old) {
    return tables.getOrDefault(old, old);
  }

  private String column(String oldTable, String old) {
    return columns(oldTable).getOrDefault(old.toLowerCase(Locale.ROOT), old);
  }

  /** A table of the current schema under its new name, its columns under the old ones. */
  Table named(Table table) {
    String name = table(table.name());
    if (name.equals(table.name())) {
      return table;
    }
    List<Check> checks =
        table.checks().stream()
            .map(
                check ->
                    current.server().vendor() == Vendor.MYSQL
                        ? new Check(
                            constraint(check.name(), table.name(), name, "_chk_"),
                            check.expression(),
                            check.enforced())
                        : check)
            .toList();
    return new Table(
        name,
        table.columns(),
        table.indexes(),
        table.foreignKeys(),
        checks,
        table.options(),
        table.partitioning(),
        table.periods());
  }

  /** A name the server made of the table's follows it. */
  private static String constraint(String name, String old, String table, String between) {
    Matcher matcher =
        Pattern.compile(Pattern.quote(old + between) + "(\\d+)", Pattern.CASE_INSENSITIVE)
            .matcher(name);
    return matcher.matches() ? table + between + matcher.group(1) : name;
  }

  /** A table of the current schema after all renames, of its own and of those it refers to. */
  Table after(Table old) {
    if (tables.isEmpty() && columns.isEmpty()) {
      return old;
    }
    Table table = named(old);
    String name = old.name();
    return new Table(
        table.name(),
        table.columns().stream().map(column -> column(name, column)).toList(),
        table.indexes().stream().map(index -> index(name, index)).toList(),
        table.foreignKeys().stream().map(key -> foreignKey(name, key)).toList(),
        table.checks().stream()
            .map(check -> new Check(check.name(), sql(name, check.expression()), check.enforced()))
            .toList(),
        table.options(),
        sql(name, table.partitioning()),
        table.periods().stream().map(period -> sql(name, period)).toList());
  }

  /** A foreign key of a table after all renames. */
  ForeignKey foreignKey(String oldTable, ForeignKey key) {
    boolean own = key.referencedSchema() == null;
    String referenced = key.referencedTable();
    return new ForeignKey(
        constraint(key.name(), oldTable, table(oldTable), "_ibfk_"),
        key.columns().stream().map(column -> column(oldTable, column)).toList(),
        key.referencedSchema(),
        own ? table(referenced) : referenced,
        own
            ? key.referencedColumns().stream().map(column -> column(referenced, column)).toList()
            : key.referencedColumns(),
        key.onDelete(),
        key.onUpdate());
  }

  private Column column(String table, Column column) {
    Column.Generated generated = column.generated();
    return new Column(
        column(table, column.name()),
        column.type(),
        column.charset(),
        column.collation(),
        column.nullable(),
        optional(table, column.defaultValue()),
        column.onUpdate(),
        column.autoIncrement(),
        generated == null
            ? null
            : new Column.Generated(sql(table, generated.expression()), generated.stored()),
        column.invisible(),
        column.srid(),
        column.comment(),
        optional(table, column.check()),
        column.others());
  }

  private Index index(String table, Index index) {
    List<Index.Part> parts =
        index.parts().stream()
            .map(
                part ->
                    new Index.Part(
                        part.column() == null ? null : column(table, part.column()),
                        optional(table, part.expression()),
                        part.prefix(),
                        part.descending()))
            .toList();
    return new Index(
        index.name(), index.kind(), parts, index.visible(), index.comment(), index.others());
  }

  private @Nullable String optional(String table, @Nullable String sql) {
    return sql == null ? null : sql(table, sql);
  }

  /** An expression as the server prints it, names in backticks. */
  private String sql(String table, String sql) {
    Map<String, String> names = columns(table);
    if (names.isEmpty() || !sql.contains("`")) {
      return sql;
    }
    return Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'|`(?:[^`]|``)*`", Pattern.DOTALL)
        .matcher(sql)
        .replaceAll(match -> Matcher.quoteReplacement(replaced(names, match.group())));
  }

  private static String replaced(Map<String, String> names, String token) {
    if (token.startsWith("'")) {
      return token;
    }
    String name = token.substring(1, token.length() - 1).replace("``", "`");
    String other = names.get(name.toLowerCase(Locale.ROOT));
    return other == null ? token : Identifier.quote(other);
  }
}
