package dev.migrate.backup;

import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Form;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to back up, and where to.
 *
 * @param environment the environment's name, for the manifest and the folder
 * @param operation id of the run
 * @param database the database's name as the server has it
 * @param migrationVersion the version it is at; null when it has none
 * @param folder the folder of all backups; the file goes into the environment's folder in it
 * @param form how the SQL is kept
 * @param key to encrypt with; null for none
 * @param threads how many connections read rows, at least 1
 * @param tables patterns with {@code *} and {@code ?} of the only tables to take; empty for all
 * @param dropDefiners whether the definers of views and programs are left out
 * @param lockWait how long one attempt may wait for the moment of the snapshot
 */
public record DumpOrder(
    String environment,
    String operation,
    String database,
    @Nullable String migrationVersion,
    Path folder,
    Form form,
    @Nullable BackupKey key,
    int threads,
    List<String> tables,
    boolean dropDefiners,
    Duration lockWait) {

  public DumpOrder {
    tables = List.copyOf(tables);
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads);
    }
  }
}
