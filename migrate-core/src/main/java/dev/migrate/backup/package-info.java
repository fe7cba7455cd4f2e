/** Backups: taken under one consistent snapshot, verified, and restored. */
@NullMarked
package dev.migrate.backup;

import org.jspecify.annotations.NullMarked;
