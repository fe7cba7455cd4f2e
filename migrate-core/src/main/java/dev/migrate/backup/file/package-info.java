/**
 * A backup as a file: frames of whole SQL statements, the manifest that says what is in them, and
 * the proofs that all of it is there. Knows nothing of connections.
 */
@NullMarked
package dev.migrate.backup.file;

import org.jspecify.annotations.NullMarked;
