/**
 * New migration files: the pair of a migration and its undo, named, numbered and begun for the
 * author to complete.
 */
@NullMarked
package dev.migrate.generate;

import org.jspecify.annotations.NullMarked;
