/** What was done to a database, by whom, and how it ended: two rows a run, never changed again. */
@NullMarked
package dev.migrate.audit;

import org.jspecify.annotations.NullMarked;
