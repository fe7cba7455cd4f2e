package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One table of an entity, with what is there already. */
final class TableOverlay {

  private final Table old;
  private final Table entity;
  private final Schema wanted;
  private final boolean drop;
  private final List<String> leftAlone = new ArrayList<>();

  /**
   * A table that both have.
   *
   * @param old after all renames
   * @param wanted the entities' schema
   */
  TableOverlay(Table old, Table entity, Schema wanted, boolean drop) {
    this.old = old;
    this.entity = entity;
    this.wanted = wanted;
    this.drop = drop;
  }

  List<String> leftAlone() {
    return leftAlone;
  }

  Table table() {
    TableOptions options = options();
    List<Column> columns = columns(options);
    Set<String> names = new LinkedHashSet<>();
    columns.forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
    KeyOverlay keys = new KeyOverlay(old, entity, names, drop);
    List<ForeignKey> foreignKeys = keys.foreignKeys();
    List<Index> indexes = keys.indexes(foreignKeys);
    leftAlone.addAll(keys.leftAlone());
    Set<String> periods = new LinkedHashSet<>(entity.periods());
    periods.addAll(old.periods());
    return new Table(
        entity.name(),
        columns,
        indexes,
        foreignKeys,
        checks(columns),
        options,
        entity.partitioning().isEmpty() ? old.partitioning() : entity.partitioning(),
        List.copyOf(periods));
  }

  /** What a table has without being told is unsaid. */
  private TableOptions options() {
    TableOptions said = entity.options();
    TableOptions is = old.options();
    boolean saysCollation = !said.collation().equals(wanted.collation());
    List<String> others = new ArrayList<>(is.others());
    said.others().stream().filter(other -> !others.contains(other)).forEach(others::add);
    return new TableOptions(
        said.engine().equalsIgnoreCase("InnoDB") ? is.engine() : said.engine(),
        saysCollation ? said.charset() : is.charset(),
        saysCollation ? said.collation() : is.collation(),
        said.rowFormat().isEmpty() ? is.rowFormat() : said.rowFormat(),
        said.comment().isEmpty() ? is.comment() : said.comment(),
        others);
  }

  private List<Column> columns(TableOptions options) {
    ColumnOverlay overlay = new ColumnOverlay(entity.options(), options);
    List<Column> columns = new ArrayList<>();
    for (Column column : old.columns()) {
      Optional<Column> said = entity.column(column.name());
      if (said.isPresent()) {
        columns.add(overlay.over(column, said.get()));
      } else if (isServersOwn(column)) {
        columns.add(column);
      }
    }
    for (Column column : entity.columns()) {
      if (old.column(column.name()).isEmpty()) {
        columns.add(overlay.added(column));
      }
    }
    return columns;
  }

  /** What no entity can have: times of row versions, the generated invisible primary key. */
  private boolean isServersOwn(Column column) {
    boolean rowTime = column.others().stream().anyMatch(other -> other.contains(" AS ROW "));
    boolean key = column.invisible() && column.autoIncrement() && column.name().equals("my_row_id");
    return rowTime || (key && entity.primaryKey().isEmpty());
  }

  /**
   * An entity's checks, under the names that they have; those of which it says nothing stay, unless
   * they are of a column that is no longer what it was.
   */
  private List<Check> checks(List<Column> columns) {
    List<Check> checks = new ArrayList<>();
    List<Check> said = new ArrayList<>(entity.checks());
    for (Check check : old.checks()) {
      Optional<Check> same =
          said.stream().filter(each -> each.expression().equals(check.expression())).findFirst();
      if (same.isPresent()) {
        said.remove(same.get());
        checks.add(check);
      } else if (stays(check, columns)) {
        checks.add(check);
      }
    }
    said.forEach(check -> checks.add(named(check, checks)));
    return checks;
  }

  private boolean stays(Check check, List<Column> columns) {
    List<String> gone =
        old.columns().stream()
            .map(Column::name)
            .filter(name -> columns.stream().noneMatch(each -> each.name().equalsIgnoreCase(name)))
            .toList();
    if (gone.stream().anyMatch(name -> Columns.mentions(check.expression(), name))
        || entity.checks().stream()
            .anyMatch(each -> each.name().equals(check.name()) && !isServersName(each))) {
      return false;
    }
    return !isServersName(check) || (!isOfChanged(check) && !isReplaced(check));
  }

  /** Whether a column that it is about has another type now. */
  private boolean isOfChanged(Check check) {
    return old.columns().stream()
        .filter(column -> Columns.mentions(check.expression(), column.name()))
        .anyMatch(
            column ->
                entity.column(column.name()).isPresent()
                    && !entity.column(column.name()).get().type().equals(column.type()));
  }

  /** Whether the entity has another check without a name on the same columns. */
  private boolean isReplaced(Check check) {
    List<String> about = about(check);
    return entity.checks().stream()
        .filter(this::isServersName)
        .filter(each -> !each.expression().equals(check.expression()))
        .anyMatch(each -> about(each).equals(about));
  }

  private List<String> about(Check check) {
    return old.columns().stream()
        .map(Column::name)
        .filter(name -> Columns.mentions(check.expression(), name))
        .toList();
  }

  private boolean isServersName(Check check) {
    return check.name().matches("(?i)(\\Q" + old.name() + "\\E_chk_|CONSTRAINT_)\\d+");
  }

  /** A check of a name that is not taken. */
  private static Check named(Check check, List<Check> others) {
    String name = check.name();
    String stem = name.replaceFirst("\\d+$", "");
    int number = 1;
    while (isTaken(name, others)) {
      name = stem + number++;
    }
    return new Check(name, check.expression(), check.enforced());
  }

  private static boolean isTaken(String name, List<Check> checks) {
    return checks.stream().anyMatch(each -> each.name().equalsIgnoreCase(name));
  }
}
