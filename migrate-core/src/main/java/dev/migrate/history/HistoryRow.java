package dev.migrate.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history table, in Flyway's format.
 *
 * @param rank order of installation, from 1
 * @param version null for a repeatable migration
 * @param description at most 200 characters
 * @param type Flyway's name: SQL, JDBC, BASELINE, DELETE, SQL_BASELINE, SCHEMA, …
 * @param script file name relative to its location, or class name
 * @param checksum null where Flyway has none
 * @param installedBy account
 * @param installedOn when
 * @param duration how long it took
 * @param success false while half done and after a failure
 */
public record HistoryRow(
    int rank,
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum,
    String installedBy,
    Instant installedOn,
    Duration duration,
    boolean success) {}
