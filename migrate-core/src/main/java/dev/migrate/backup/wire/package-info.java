/**
 * The client/server protocol spoken directly, for what a driver makes slow: rows by the gigabyte.
 * Connector/J connects, negotiates TLS and authenticates; its socket is then used here.
 */
@NullMarked
package dev.migrate.backup.wire;

import org.jspecify.annotations.NullMarked;
