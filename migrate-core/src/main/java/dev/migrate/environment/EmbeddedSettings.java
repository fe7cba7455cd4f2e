package dev.migrate.environment;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The embedded development server.
 *
 * @param folder keeps the server's data from run to run
 * @param database name of the database on it
 * @param keep whether it stays up after the goal, until the build ends or it is stopped
 * @param lockTimeout how long to wait for another run to end
 */
public record EmbeddedSettings(Path folder, String database, boolean keep, Duration lockTimeout) {}
