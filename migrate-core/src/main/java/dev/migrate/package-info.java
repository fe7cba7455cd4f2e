/** The front door: {@link dev.migrate.Migrator} has one method a goal and returns report values. */
@NullMarked
package dev.migrate;

import org.jspecify.annotations.NullMarked;
