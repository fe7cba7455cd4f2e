/** New migration files. */
@NullMarked
package dev.migrate.generate;

import org.jspecify.annotations.NullMarked;
