/** Migration files and the applied history, both through Flyway. */
@NullMarked
package dev.migrate.history;

import org.jspecify.annotations.NullMarked;
