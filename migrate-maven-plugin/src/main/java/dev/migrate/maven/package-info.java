/** The goals: thin adapters from Maven to {@link dev.migrate.Migrator}. */
@NullMarked
package dev.migrate.maven;

import org.jspecify.annotations.NullMarked;
