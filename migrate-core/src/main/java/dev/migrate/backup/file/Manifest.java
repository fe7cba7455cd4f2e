package dev.migrate.backup.file;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in a backup, as its last part says it in JSON; the names there are the names here.
 *
 * @param format the format's version; {@link #FORMAT} for what this release writes
 * @param tool what wrote it, with its version
 * @param environment the environment's name
 * @param operation the run's id
 * @param source the server and database
 * @param snapshot the moment
 * @param migrationVersion the database's version then, null for none
 * @param partial some tables were left out
 * @param maxAllowedPacket the max_allowed_packet a server needs to take its longest statement, in
 *     bytes
 * @param tables the tables
 * @param frames all frames, in the order of the file; {@link BackupWriter#finish} fills it
 * @param objects the other objects
 * @param warnings what is not in the file as it was in the database
 * @param rows all rows; {@link BackupWriter#finish} fills it
 * @param sqlBytes the length of the SQL, in bytes; {@link BackupWriter#finish} fills it
 * @param sha256 SHA-256 of all bytes before the manifest (before encryption), in hex; {@link
 *     BackupWriter#finish} fills it
 */
public record Manifest(
    int format,
    String tool,
    String environment,
    String operation,
    Source source,
    Snapshot snapshot,
    @Nullable String migrationVersion,
    boolean partial,
    long maxAllowedPacket,
    List<TableFacts> tables,
    List<Frame> frames,
    List<ObjectFacts> objects,
    List<String> warnings,
    long rows,
    long sqlBytes,
    String sha256) {

  /** The version this release writes, and the newest it reads. */
  public static final int FORMAT = 1;

  public Manifest {
    Objects.requireNonNull(source);
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(sha256);
    tables = List.copyOf(tables);
    frames = List.copyOf(frames);
    objects = List.copyOf(objects);
    warnings = List.copyOf(warnings);
  }

  /** The same with what was written. */
  Manifest written(List<Frame> all, String digest) {
    long size = 0;
    long count = 0;
    for (Frame frame : all) {
      size += frame.size();
      Chunk chunk = frame.chunk();
      count += chunk == null ? 0 : chunk.rows();
    }
    return new Manifest(
        format,
        tool,
        environment,
        operation,
        source,
        snapshot,
        migrationVersion,
        partial,
        maxAllowedPacket,
        tables,
        all,
        objects,
        warnings,
        count,
        size,
        digest);
  }
}
