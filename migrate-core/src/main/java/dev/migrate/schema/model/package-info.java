/**
 * A schema as values: what a database has, as its server prints it, read by {@link
 * dev.migrate.schema.model.SchemaReader}.
 */
@NullMarked
package dev.migrate.schema.model;

import org.jspecify.annotations.NullMarked;
