package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a table's change InnoDB does without touching a row (MySQL manual, Online DDL Operations;
 * MariaDB knowledge base, InnoDB Online DDL with ALGORITHM=INSTANT): it has a statement of its own,
 * for one that copies the table would do it by copying. Where it could be either it is left to the
 * other statement, which is never wrong.
 */
final class InstantPart {

  private final Table before;
  private final Table after;
  private final boolean mysql;

  private InstantPart(Table before, Table after, ServerVersion server) {
    this.before = before;
    this.after = after;
    this.mysql = server.vendor() == Vendor.MYSQL;
  }

  /** The table after the part of the change that is instant, {@code before} for none. */
  static Table of(Table before, Table after, ServerVersion server) {
    InstantPart part = new InstantPart(before, after, server);
    return part.isPossible() ? part.table() : before;
  }

  private boolean isPossible() {
    return before.options().engine().equalsIgnoreCase("InnoDB")
        && !before.options().rowFormat().equalsIgnoreCase("COMPRESSED")
        && before.options().others().isEmpty()
        && before.options().charset().equals(after.options().charset())
        && before.options().collation().equals(after.options().collation())
        && Stream.concat(before.indexes().stream(), after.indexes().stream())
            .noneMatch(index -> index.kind() == Index.Kind.FULLTEXT);
  }

  private Table table() {
    List<Column> columns = new ArrayList<>();
    for (Column column : before.columns()) {
      Optional<Column> wanted = after.column(column.name());
      if (wanted.isPresent()) {
        columns.add(isInstant(column, wanted.get()) ? wanted.get() : column);
      } else if (!isDroppedAlone(column)) {
        columns.add(column);
      }
    }
    for (int i = 0; i < after.columns().size(); i++) {
      Column column = after.columns().get(i);
      if (before.column(column.name()).isEmpty() && isAddedAlone(column)) {
        columns.add(place(columns, i), column);
      }
    }
    return columns.stream().anyMatch(column -> !column.invisible())
        ? Tables.withColumns(before, columns)
        : before;
  }

  /** Where the wanted table's column comes among those there are. */
  private int place(List<Column> columns, int wanted) {
    boolean last =
        after.columns().subList(wanted, after.columns().size()).stream()
            .noneMatch(column -> indexOf(columns, column.name()) >= 0);
    if (last) {
      return columns.size();
    }
    for (int i = wanted - 1; i >= 0; i--) {
      int previous = indexOf(columns, after.columns().get(i).name());
      if (previous >= 0) {
        return previous + 1;
      }
    }
    return 0;
  }

  private static int indexOf(List<Column> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isInstant(Column column, Column wanted) {
    boolean longerEnum =
        EnumType.of(column.type()).isPresent()
            && EnumType.of(wanted.type()).isPresent()
            && EnumType.of(wanted.type()).get().appendsTo(EnumType.of(column.type()).get());
    Column like =
        new Column(
            column.name(),
            longerEnum ? wanted.type() : column.type(),
            column.charset(),
            column.collation(),
            column.nullable(),
            wanted.defaultValue(),
            wanted.onUpdate(),
            column.autoIncrement(),
            column.generated(),
            wanted.invisible(),
            column.srid(),
            wanted.comment(),
            column.check(),
            column.others());
    return like.equals(wanted) && column.generated() == null && column.check() == null;
  }

  /** What nothing else of the table names. */
  private boolean isDroppedAlone(Column column) {
    String name = column.name();
    Column.Generated generated = column.generated();
    return (generated == null || !generated.stored())
        && !column.autoIncrement()
        && before.indexes().stream().noneMatch(index -> names(index, name))
        && expressions(before, column).noneMatch(sql -> Columns.mentions(sql, name));
  }

  private static boolean names(Index index, String column) {
    return index.parts().stream()
        .anyMatch(
            part ->
                part.column() == null
                    ? Columns.mentions(part.expression(), column)
                    : part.column().equalsIgnoreCase(column));
  }

  private static Stream<@Nullable String> expressions(Table table, Column except) {
    Stream<@Nullable String> columns =
        table.columns().stream()
            .filter(column -> !column.equals(except))
            .flatMap(
                column ->
                    Stream.of(
                        column.generated() == null ? null : column.generated().expression(),
                        column.defaultValue(),
                        column.check()));
    Stream<@Nullable String> others =
        Stream.concat(
            Stream.concat(Stream.of(table.partitioning()), table.periods().stream()),
            table.checks().stream().map(Check::expression));
    return Stream.concat(columns, others);
  }

  private boolean isAddedAlone(Column column) {
    return column.generated() == null
        && !column.autoIncrement()
        && column.check() == null
        && column.srid() == null
        && column.others().isEmpty()
        && isConstant(column.defaultValue());
  }

  /** Literals, and the time of the statement. */
  private boolean isConstant(@Nullable String value) {
    if (value == null) {
      return true;
    }
    String text = value.toLowerCase(Locale.ROOT);
    return text.matches("(?s)(null|-?[0-9.]+(e[-+]?[0-9]+)?|[bxn]?'.*')")
        || (text.startsWith("current_timestamp") && (mysql || !text.contains("+")));
  }
}
