package dev.migrate.environment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What counts as the backup before a change. */
public sealed interface BackupSource {

  /** A file of ours with the whole database. */
  record Whole() implements BackupSource {}

  /** A file of ours with the tables that the pending statements touch. */
  record PendingTables() implements BackupSource {}

  /**
   * A command that makes a backup elsewhere, ends with exit code 0, and prints what the backup is
   * called as its last line.
   *
   * @param limit how long it may take
   */
  record Command(String command, Duration limit) implements BackupSource {
    @Override
    public String toString() {
      return "Command[" + limit + "]";
    }
  }

  /**
   * A snapshot that was taken elsewhere before the run.
   *
   * @param maximumAge how old it may be
   * @param taken the one named for this run; null for none
   */
  record Snapshot(Duration maximumAge, @Nullable Taken taken) implements BackupSource {}

  /** A snapshot's identifier and the time at which it was taken. */
  record Taken(String id, Instant at) {}
}
