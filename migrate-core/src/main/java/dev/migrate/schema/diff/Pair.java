package dev.migrate.schema.diff;

import dev.migrate.schema.model.Table;

/**
 * A table that is in both schemas.
 *
 * @param current under its old names
 * @param renamed the same after all renames
 * @param wanted in the order of columns that it will have
 */
record Pair(Table current, Table renamed, Table wanted) {

  boolean isRenamed() {
    return !current.name().equals(wanted.name());
  }

  /** Whether nothing at all is done to it. */
  boolean isUntouched() {
    return current.equals(renamed) && Tables.same(renamed, wanted);
  }
}
