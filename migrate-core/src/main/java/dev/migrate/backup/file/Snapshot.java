package dev.migrate.backup.file;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment whose rows a backup holds.
 *
 * @param takenAt the server's time of it
 * @param method how all sessions came to see the same moment
 * @param gtid the position in GTIDs, null where there are none
 * @param binlogFile the binary log's file, null where the position could not be read
 * @param binlogPosition the position in it, in bytes
 */
public record Snapshot(
    Instant takenAt,
    String method,
    @Nullable String gtid,
    @Nullable String binlogFile,
    @Nullable Long binlogPosition) {

  /** The same moment, reached by another method. */
  public Snapshot with(String method) {
    return new Snapshot(takenAt, method, gtid, binlogFile, binlogPosition);
  }
}
