package dev.migrate.environment;

import java.nio.file.Path;

/**
 * The embedded development server.
 *
 * @param folder keeps the server's data from run to run
 * @param database name of the database on it
 * @param keep whether it stays up after the goal, until the build ends or it is stopped
 * @param lockTimeouts how long to wait for what other sessions hold
 */
public record EmbeddedSettings(
    Path folder, String database, boolean keep, LockTimeouts lockTimeouts) {}
