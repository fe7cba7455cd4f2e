package dev.migrate.backup;

import dev.migrate.backup.file.Manifest;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A backup that was taken.
 *
 * @param file its file
 * @param manifest what is in it
 * @param bytes the file's length
 * @param duration how long it took
 */
public record Taken(Path file, Manifest manifest, long bytes, Duration duration) {}
