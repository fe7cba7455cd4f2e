package dev.migrate.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row to be written to the history, in Flyway's format; account and time are the server's.
 *
 * @param rank order of installation, from 1
 * @param version null for a repeatable migration
 * @param description shortened as Flyway shortens it when it is too long
 * @param type Flyway's name: SQL, JDBC, BASELINE, DELETE, …
 * @param script file name relative to its location, or class name
 * @param checksum null where Flyway has none
 * @param duration how long it took
 * @param success false while half done
 */
public record NewRow(
    int rank,
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum,
    Duration duration,
    boolean success) {

  /** The row that makes a migration pending again, for every Flyway: type DELETE. */
  public static NewRow deletionOf(HistoryRow row, int rank, Duration duration) {
    return new NewRow(
        rank,
        row.version(),
        row.description(),
        "DELETE",
        row.script(),
        row.checksum(),
        duration,
        true);
  }
}
