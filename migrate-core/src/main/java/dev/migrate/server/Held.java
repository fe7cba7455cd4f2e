package dev.migrate.server;

import org.jspecify.annotations.Nullable;

/**
 * Something a session holds.
 *
 * @param id the session's connection id
 * @param what what it is; null when not known
 */
record Held(long id, @Nullable String what) {}
