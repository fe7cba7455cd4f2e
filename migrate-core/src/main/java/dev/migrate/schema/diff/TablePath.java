package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import dev.migrate.server.ServerVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The states a table goes through on its way, without its foreign keys, which go before all else
 * and come after it.
 *
 * @param start as it is
 * @param prepared without what is in the way of a rename or of another table's names
 * @param named under its new name
 * @param columnsNamed its columns, too
 * @param instant with all that the server changes without touching a row
 * @param near before what cannot be made together with the rest
 * @param end as wanted
 */
record TablePath(
    Table start,
    Table prepared,
    Table named,
    Table columnsNamed,
    Table instant,
    Table near,
    Table end) {

  /**
   * The path.
   *
   * @param claimed names of CHECK constraints, in lower case, that other tables will have
   */
  static TablePath of(Pair pair, Renamed renamed, Set<String> claimed, ServerVersion server) {
    Table start = ForeignKeys.without(pair.current());
    Map<String, String> names = renamed.columns(start.name());
    Table prepared = withoutChecks(withoutDependents(start, names.keySet()), claimed);
    Table named = renamed.named(prepared);
    Table columnsNamed = ForeignKeys.without(renamed.after(prepared));
    Table wanted = ForeignKeys.without(pair.wanted());
    Set<String> moved = withOtherSystem(columnsNamed, wanted);
    Table instant = InstantPart.of(withoutSpatial(columnsNamed, moved), wanted, server);
    Table near = moved.isEmpty() ? near(instant, wanted) : withoutSpatial(wanted, moved);
    return new TablePath(start, prepared, named, columnsNamed, instant, near, wanted);
  }

  /**
   * Columns whose spatial reference system changes, which MySQL refuses as long as there is a
   * spatial index on them, even if the same statement drops it (3644).
   */
  private static Set<String> withOtherSystem(Table before, Table after) {
    return before.columns().stream()
        .filter(
            column ->
                after
                    .column(column.name())
                    .filter(wanted -> !Objects.equals(wanted.srid(), column.srid()))
                    .isPresent())
        .map(column -> lower(column.name()))
        .collect(Collectors.toSet());
  }

  private static Table withoutSpatial(Table table, Set<String> columns) {
    return Tables.withIndexes(
        table,
        table.indexes().stream()
            .filter(
                index ->
                    index.kind() != Index.Kind.SPATIAL
                        || index.columns().stream()
                            .noneMatch(column -> columns.contains(lower(column))))
            .toList());
  }

  /** Out of Aria a table takes PAGE_CHECKSUM=1 along, whatever the same statement says of it. */
  private static Table near(Table before, Table wanted) {
    boolean from = before.options().engine().equalsIgnoreCase("Aria");
    boolean to = wanted.options().engine().equalsIgnoreCase("Aria");
    if (from == to || before.options().others().equals(wanted.options().others())) {
      return before;
    }
    return from
        ? withEngine(before, wanted.options().engine())
        : withEngine(wanted, before.options().engine());
  }

  private static Table withEngine(Table table, String engine) {
    TableOptions options = table.options();
    return Tables.withOptions(
        table,
        new TableOptions(
            engine,
            options.charset(),
            options.collation(),
            options.rowFormat(),
            options.comment(),
            options.others()));
  }

  static Table withoutChecks(Table table, Set<String> claimed) {
    List<Check> checks =
        table.checks().stream().filter(check -> !claimed.contains(lower(check.name()))).toList();
    return Tables.withChecks(table, checks);
  }

  /**
   * MySQL renames no column that an expression names (3108, 3855, 3959), and MariaDB not in all
   * kinds of them.
   */
  private static Table withoutDependents(Table table, Set<String> renamed) {
    if (renamed.isEmpty()) {
      return table;
    }
    List<Check> checks =
        table.checks().stream().filter(each -> !mentions(each.expression(), renamed)).toList();
    List<Column> columns =
        table.columns().stream()
            .filter(
                each ->
                    each.generated() == null || !mentions(each.generated().expression(), renamed))
            .map(each -> withoutExpressions(each, renamed))
            .toList();
    List<Index> indexes =
        table.indexes().stream().filter(each -> stays(each, columns, renamed)).toList();
    Table rest = Tables.withChecks(Tables.withColumns(table, columns), checks);
    return Tables.withPartitioning(
        Tables.withIndexes(rest, indexes),
        mentions(table.partitioning(), renamed) ? "" : table.partitioning());
  }

  private static Column withoutExpressions(Column column, Set<String> renamed) {
    String value = column.defaultValue();
    String check = column.check();
    boolean dependsByDefault = value != null && !isLiteral(value) && mentions(value, renamed);
    boolean dependsByCheck = check != null && mentions(check, renamed);
    if (!dependsByDefault && !dependsByCheck) {
      return column;
    }
    return new Column(
        column.name(),
        column.type(),
        column.charset(),
        column.collation(),
        column.nullable(),
        dependsByDefault ? null : value,
        column.onUpdate(),
        column.autoIncrement(),
        column.generated(),
        column.invisible(),
        column.srid(),
        column.comment(),
        dependsByCheck ? null : check,
        column.others());
  }

  private static boolean isLiteral(String value) {
    return value.startsWith("'") || value.startsWith("b'") || value.startsWith("x'");
  }

  private static boolean stays(Index index, List<Column> columns, Set<String> renamed) {
    return index.parts().stream()
        .allMatch(
            part ->
                part.column() == null
                    ? !mentions(part.expression(), renamed)
                    : columns.stream()
                        .anyMatch(column -> column.name().equalsIgnoreCase(part.column())));
  }

  private static boolean mentions(@Nullable String sql, Set<String> columns) {
    return columns.stream().anyMatch(column -> Columns.mentions(sql, column));
  }

  /** The old names, as they are written, to the new ones. */
  static Map<String, String> columnNames(Table table, Map<String, String> renames) {
    Map<String, String> names = new LinkedHashMap<>();
    renames.forEach(
        (old, name) -> {
          Optional<Column> column = table.column(old);
          column.ifPresent(each -> names.put(each.name(), name));
        });
    return names;
  }

  /** The wanted table in the order its columns will have. */
  static Table ordered(Table renamed, Table wanted, Options options) {
    if (options.columnOrder()) {
      return wanted;
    }
    List<Column> columns = new ArrayList<>();
    for (Column old : renamed.columns()) {
      wanted.column(old.name()).ifPresent(columns::add);
    }
    for (Column column : wanted.columns()) {
      if (renamed.column(column.name()).isEmpty()) {
        columns.add(column);
      }
    }
    return Tables.withColumns(wanted, columns);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
