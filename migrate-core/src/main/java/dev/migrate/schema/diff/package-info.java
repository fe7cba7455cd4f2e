/**
 * The difference of two schemas: what changes, for people, and the statements that make one into
 * the other, each with the statement that takes it back.
 */
@NullMarked
package dev.migrate.schema.diff;

import org.jspecify.annotations.NullMarked;
