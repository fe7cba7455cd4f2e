package dev.migrate.execute;

import org.jspecify.annotations.Nullable;

/**
 * A table's size before and after a statement, as the server estimates it.
 *
 * @param table with its schema, unless that is the history's
 * @param after null where it is gone
 */
record Resized(String table, Sizes.Size before, Sizes.@Nullable Size after) {}
