/** Runs migrations statement by statement: upgrade and downgrade. */
@NullMarked
package dev.migrate.execute;

import org.jspecify.annotations.NullMarked;
