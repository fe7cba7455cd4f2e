package dev.migrate.schema.diff;

import dev.migrate.schema.model.Check;
import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import dev.migrate.schema.model.TableOptions;
import java.util.List;
import java.util.Set;

/** Tables like another one in all but one part. */
final class Tables {

  private Tables() {}

  static Table withColumns(Table table, List<Column> columns) {
    return make(table, columns, table.indexes(), table.foreignKeys(), table.checks());
  }

  static Table withIndexes(Table table, List<Index> indexes) {
    return make(table, table.columns(), indexes, table.foreignKeys(), table.checks());
  }

  static Table withForeignKeys(Table table, List<ForeignKey> keys) {
    return make(table, table.columns(), table.indexes(), keys, table.checks());
  }

  static Table withChecks(Table table, List<Check> checks) {
    return make(table, table.columns(), table.indexes(), table.foreignKeys(), checks);
  }

  static Table withOptions(Table table, TableOptions options) {
    return new Table(
        table.name(),
        table.columns(),
        table.indexes(),
        table.foreignKeys(),
        table.checks(),
        options,
        table.partitioning(),
        table.periods());
  }

  static Table withPartitioning(Table table, String partitioning) {
    return new Table(
        table.name(),
        table.columns(),
        table.indexes(),
        table.foreignKeys(),
        table.checks(),
        table.options(),
        partitioning,
        table.periods());
  }

  /** Whether nothing but the order of what is named differs. */
  static boolean same(Table one, Table other) {
    if (one.equals(other)) {
      return true;
    }
    return one.name().equals(other.name())
        && one.columns().equals(other.columns())
        && Set.copyOf(one.indexes()).equals(Set.copyOf(other.indexes()))
        && Set.copyOf(one.foreignKeys()).equals(Set.copyOf(other.foreignKeys()))
        && Set.copyOf(one.checks()).equals(Set.copyOf(other.checks()))
        && one.options().equals(other.options())
        && one.partitioning().equals(other.partitioning())
        && Set.copyOf(one.periods()).equals(Set.copyOf(other.periods()));
  }

  private static Table make(
      Table table,
      List<Column> columns,
      List<Index> indexes,
      List<ForeignKey> keys,
      List<Check> checks) {
    return new Table(
        table.name(),
        columns,
        indexes,
        keys,
        checks,
        table.options(),
        table.partitioning(),
        table.periods());
  }
}
