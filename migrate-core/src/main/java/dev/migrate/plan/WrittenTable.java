package dev.migrate.plan;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import dev.migrate.sql.Clause;
import dev.migrate.sql.TableStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table as a statement's text says that it becomes: its columns and its character set, and
 * nothing of its indexes, keys and partitions.
 */
final class WrittenTable {

  /** Character sets of which the text alone does not tell what becomes of columns. */
  private static final Set<String> UNTOLD = Set.of("default", "binary");

  private WrittenTable() {}

  /** What a CREATE TABLE defines; empty where its text does not tell all columns. */
  static Optional<Table> created(TableStatement statement) {
    if (!statement.understood() || statement.like() != null || statement.select()) {
      return Optional.empty();
    }
    return Optional.of(
        table(statement, List.of(), WrittenColumn.inherited(statement.clauses(), null)));
  }

  /** What an ALTER TABLE makes of a table; empty where its text does not tell. */
  static Optional<Table> altered(Table before, TableStatement statement) {
    Optional<String> converted =
        statement
            .clauses(Clause.Convert.class)
            .reduce((first, second) -> second)
            .map(clause -> lower(clause.charset()));
    if (!statement.understood() || converted.filter(UNTOLD::contains).isPresent()) {
      return Optional.empty();
    }
    List<Column> columns =
        before.columns().stream()
            .map(each -> each.charset() == null ? each : converted.map(each::in).orElse(each))
            .toList();
    String own = before.options().charset().isEmpty() ? null : before.options().charset();
    return Optional.of(
        table(statement, columns, WrittenColumn.inherited(statement.clauses(), own)));
  }

  private static Table table(
      TableStatement statement, List<Column> columns, @Nullable String charset) {
    String name =
        statement
            .clauses(Clause.RenameTable.class)
            .reduce((first, second) -> second)
            .map(clause -> clause.to().name())
            .orElse(statement.table().name());
    return new Table(
        name,
        columns(statement, columns, charset),
        List.of(),
        List.of(),
        List.of(),
        new TableOptions("", Objects.requireNonNullElse(charset, ""), "", "", "", List.of()),
        "",
        List.of());
  }

  /** All clauses name the columns as they are called before the statement. */
  private static List<Column> columns(
      TableStatement statement, List<Column> before, @Nullable String charset) {
    Map<String, Column> columns = new LinkedHashMap<>();
    before.forEach(column -> columns.put(lower(column.name()), column));
    for (Clause clause : statement.clauses()) {
      if (clause instanceof Clause.DropColumn drop) {
        columns.remove(lower(drop.name()));
      } else if (clause instanceof Clause.ModifyColumn modify) {
        columns.computeIfPresent(
            lower(modify.name()), (name, column) -> WrittenColumn.of(modify.column(), charset));
      } else if (clause instanceof Clause.RenameColumn renamed) {
        columns.computeIfPresent(
            lower(renamed.from()), (name, column) -> column.named(renamed.to()));
      }
    }
    List<Column> after = new ArrayList<>(columns.values());
    statement.columns().stream()
        // ADD COLUMN IF NOT EXISTS leaves a column that is there as it is.
        .filter(added -> after.stream().noneMatch(c -> c.name().equalsIgnoreCase(added.name())))
        .map(added -> WrittenColumn.of(added, charset))
        .toList()
        .forEach(after::add);
    return after;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
