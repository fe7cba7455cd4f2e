package dev.migrate.schema.model;

import java.util.List;
import java.util.Optional;

/**
 * A base table.
 *
 * @param columns in their order
 * @param indexes all, the primary key's included ({@link Index.Kind#PRIMARY}), in the order of
 *     their definition
 * @param foreignKeys in the order of names
 * @param checks those of the table, in the order of names; those of a column are the column's own
 *     (MariaDB)
 * @param partitioning from {@code PARTITION BY} on, as the server prints it without the executable
 *     comment around; empty for none
 * @param periods {@code PERIOD FOR …} clauses as the server prints them (MariaDB)
 */
public record Table(
    String name,
    List<Column> columns,
    List<Index> indexes,
    List<ForeignKey> foreignKeys,
    List<Check> checks,
    TableOptions options,
    String partitioning,
    List<String> periods) {

  public Table {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
    periods = List.copyOf(periods);
  }

  /** The same by another name. */
  public Table named(String other) {
    return new Table(other, columns, indexes, foreignKeys, checks, options, partitioning, periods);
  }

  /** The column of a name; names of columns are case-insensitive. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(each -> each.name().equalsIgnoreCase(column)).findFirst();
  }

  /** The index of a name; names of indexes are case-insensitive. */
  public Optional<Index> index(String index) {
    return indexes.stream().filter(each -> each.name().equalsIgnoreCase(index)).findFirst();
  }

  /** The primary key. */
  public Optional<Index> primaryKey() {
    return indexes.stream().filter(each -> each.kind() == Index.Kind.PRIMARY).findFirst();
  }
}
