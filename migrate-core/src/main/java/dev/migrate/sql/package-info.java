/** A script cut into statements, and what each statement is and touches. */
@NullMarked
package dev.migrate.sql;

import org.jspecify.annotations.NullMarked;
