package dev.migrate.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an environment's backups go, how they are made, and how long they stay.
 *
 * @param folder holds a folder for each environment
 * @param form how a file is written
 * @param connections how many read, or fill, tables at the same time
 * @param keep how many backups of the environment stay; 0: as many as there are
 * @param keepAge how old a backup may become; null: any age
 * @param dropDefiners whether definers of views, programs and events are left out
 * @param key the passphrase they are encrypted with
 * @param source what counts as the backup before a change
 * @param folders this folder, then those of the other environments where they differ
 */
public record BackupSettings(
    Path folder,
    BackupForm form,
    Connections connections,
    int keep,
    @Nullable Duration keepAge,
    boolean dropDefiners,
    BackupKeySource key,
    BackupSource source,
    List<Path> folders) {

  public BackupSettings {
    folders = List.copyOf(folders);
  }

  /** What holds where nothing is set, in this folder. */
  public static BackupSettings in(Path folder) {
    return new BackupSettings(
        folder,
        BackupForm.ZSTD,
        Connections.usual(),
        0,
        null,
        false,
        BackupKeySource.NONE,
        new BackupSource.Whole(),
        List.of(folder));
  }
}
