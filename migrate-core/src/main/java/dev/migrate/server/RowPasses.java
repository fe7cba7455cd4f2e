package dev.migrate.server;

/**
 * How often InnoDB goes over the rows of a table that a statement alters in place: it reads them
 * once, and sorts and inserts them once for each index that is built. None of it is known for sure
 * before: it shapes what is shown of the statement's progress, nothing else.
 *
 * @param rebuilds whether the table is written anew, with all its indexes
 * @param sortsKey whether its rows are sorted by another primary key
 * @param addedIndexes how many indexes it gets
 */
public record RowPasses(boolean rebuilds, boolean sortsKey, int addedIndexes) {

  /** Of a statement nobody has looked into: as a plain rebuild. */
  public static final RowPasses UNKNOWN = new RowPasses(true, false, 0);

  /**
   * How many indexes are built.
   *
   * @param secondary how many the table has beside its primary key
   */
  int built(int secondary) {
    return Math.max(1, rebuilds ? secondary + addedIndexes + 1 : addedIndexes);
  }

  /** How many of these are sorted; rows come in the order of an unchanged primary key. */
  int sorted(int secondary) {
    return rebuilds ? secondary + addedIndexes + (sortsKey ? 1 : 0) : Math.max(1, addedIndexes);
  }
}
