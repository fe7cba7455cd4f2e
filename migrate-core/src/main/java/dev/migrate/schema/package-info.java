/** What is in a schema, as far as a run has to know: fingerprints, and whether a statement ran. */
@NullMarked
package dev.migrate.schema;

import org.jspecify.annotations.NullMarked;
