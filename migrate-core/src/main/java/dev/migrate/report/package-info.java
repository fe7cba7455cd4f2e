/** Facts about a database that are worth looking at. */
@NullMarked
package dev.migrate.report;

import org.jspecify.annotations.NullMarked;
