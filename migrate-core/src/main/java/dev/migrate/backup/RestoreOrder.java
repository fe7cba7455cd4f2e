package dev.migrate.backup;

import dev.migrate.backup.file.BackupKey;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be restored, and where to.
 *
 * @param file the backup
 * @param key of an encrypted one; null for none
 * @param database the database to restore into; it exists
 * @param operation the run's id
 * @param threads how many connections put rows in
 * @param tables patterns of the tables to restore, and of sequences; empty for everything there is
 * @param replace what is in the database is to be replaced, which was confirmed, and a backup of it
 *     was taken if it is to be had again: its triggers, views, routines and events are dropped, and
 *     only that backup keeps them
 * @param dropDefiners views, routines, triggers and events are to run as the account that restores
 *     them, whatever account the backup names
 */
public record RestoreOrder(
    Path file,
    @Nullable BackupKey key,
    String database,
    String operation,
    int threads,
    List<String> tables,
    boolean replace,
    boolean dropDefiners) {

  public RestoreOrder {
    tables = List.copyOf(tables);
  }
}
