/** Connections and their roles, vendor and version, the run lock, the embedded server. */
@NullMarked
package dev.migrate.server;

import org.jspecify.annotations.NullMarked;
