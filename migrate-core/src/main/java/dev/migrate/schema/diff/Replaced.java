package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that an ALTER TABLE drops and adds again under one name: no MODIFY makes a column that is
 * computed when it is read into one that is kept, or back (MySQL 3106, MariaDB 1907). What names
 * such a column comes anew with it.
 */
final class Replaced {

  private final Set<String> columns = new HashSet<>();

  private Replaced() {}

  static Replaced between(Table before, Table after) {
    Replaced replaced = new Replaced();
    int known = -1;
    while (replaced.columns.size() > known) {
      known = replaced.columns.size();
      for (Column column : before.columns()) {
        Optional<Column> wanted = after.column(column.name());
        if (wanted.isPresent() && replaced.isReplaced(column, wanted.get())) {
          replaced.columns.add(column.name().toLowerCase(Locale.ROOT));
        }
      }
    }
    return replaced;
  }

  private boolean isReplaced(Column before, Column after) {
    return isVirtual(before) != isVirtual(after)
        || names(generated(before))
        || names(generated(after));
  }

  private static boolean isVirtual(Column column) {
    Column.Generated generated = column.generated();
    return generated != null && !generated.stored();
  }

  private static String generated(Column column) {
    Column.Generated generated = column.generated();
    return generated == null ? "" : generated.expression();
  }

  boolean has(Column column) {
    return columns.contains(column.name().toLowerCase(Locale.ROOT));
  }

  /** Whether an expression names one. */
  boolean names(String sql) {
    return columns.stream().anyMatch(column -> Columns.mentions(sql, column));
  }

  /** Whether an index has one. */
  boolean isIn(Index index) {
    List<Index.Part> parts = index.parts();
    return parts.stream()
        .anyMatch(
            part ->
                part.column() == null
                    ? columns.stream()
                        .anyMatch(column -> Columns.mentions(part.expression(), column))
                    : columns.contains(part.column().toLowerCase(Locale.ROOT)));
  }
}
