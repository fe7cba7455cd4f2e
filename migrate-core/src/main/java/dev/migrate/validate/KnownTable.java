package dev.migrate.validate;

import dev.migrate.plan.WrittenColumn;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.sql.Clause;
import dev.migrate.sql.ColumnText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a table while scripts are read one statement after another. */
final class KnownTable {

  /** By name in lower case. */
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /** Columns that the scripts add, in lower case. */
  private final Set<String> added = new HashSet<>();

  private List<String> primaryKey = List.of();

  /** That columns get for want of one of their own; null where it is not known. */
  private @Nullable String charset;

  /** Whether every column is known; of a table that the scripts only change, some are. */
  private boolean complete;

  private KnownTable() {}

  static KnownTable of(Table table) {
    KnownTable known = new KnownTable();
    known.complete = true;
    table.columns().forEach(column -> known.columns.put(lower(column.name()), column));
    known.charset = table.options().charset();
    known.primaryKey = table.primaryKey().map(Index::columns).orElse(List.of());
    return known;
  }

  /** A table that scripts change of which nothing else is known. */
  static KnownTable unseen() {
    return new KnownTable();
  }

  /** A table that a CREATE TABLE defines. */
  static KnownTable defined(List<Clause> clauses, boolean complete) {
    KnownTable known = new KnownTable();
    known.complete = complete;
    known.apply(clauses);
    return known;
  }

  /** The column as it is now; empty where it is not known. */
  Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(lower(name)));
  }

  /** Time passes: what was added may have values by then. */
  void settle() {
    added.clear();
  }

  /** Those that are known. */
  List<Column> columns() {
    return List.copyOf(columns.values());
  }

  boolean isComplete() {
    return complete;
  }

  /** What columns get for want of a character set of their own; null where it is not known. */
  @Nullable String charset() {
    return charset;
  }

  /** Whether the scripts added the column. */
  boolean isAdded(String column) {
    return added.contains(lower(column));
  }

  /** The primary key's columns; empty for none, or an unknown one. */
  List<String> primaryKey() {
    return primaryKey;
  }

  /** What a statement does to it, all of its clauses. */
  void apply(List<Clause> clauses) {
    charset = WrittenColumn.inherited(clauses, charset);
    for (Clause clause : clauses) {
      if (clause instanceof Clause.Convert convert) {
        convert(convert);
      }
    }
    clauses.forEach(this::apply);
  }

  private void apply(Clause clause) {
    if (clause instanceof Clause.AddColumn add) {
      define(add.column());
      added.add(lower(add.column().name()));
    } else if (clause instanceof Clause.DropColumn drop) {
      columns.remove(lower(drop.name()));
      added.remove(lower(drop.name()));
    } else if (clause instanceof Clause.ModifyColumn modify) {
      rename(modify.name(), modify.column().name());
      define(modify.column());
    } else if (clause instanceof Clause.RenameColumn renamed) {
      rename(renamed.from(), renamed.to());
    } else if (clause instanceof Clause.AddIndex index
        && index.kind() == Clause.IndexKind.PRIMARY) {
      primaryKey = index.columns();
    } else if (clause instanceof Clause.DropIndex index && index.name().equals("PRIMARY")) {
      primaryKey = List.of();
    } else if (clause instanceof Clause.Unknown) {
      complete = false;
      columns.clear();
    }
  }

  private void convert(Clause.Convert convert) {
    String wanted = lower(convert.charset());
    if (wanted.equals("binary")) {
      columns.values().removeIf(column -> column.charset() != null);
    } else {
      columns.replaceAll((name, each) -> each.charset() == null ? each : each.in(charset));
    }
  }

  private void rename(String from, String to) {
    Column column = columns.remove(lower(from));
    if (column != null) {
      columns.put(lower(to), column);
    }
    if (added.remove(lower(from))) {
      added.add(lower(to));
    }
  }

  private void define(ColumnText text) {
    columns.put(lower(text.name()), WrittenColumn.of(text, charset));
    if (text.primaryKey()) {
      primaryKey = List.of(text.name());
    }
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
