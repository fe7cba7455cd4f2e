package dev.migrate.backup;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.outcome.Event;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Restores a backup, by several connections, so that either every row and every object of it is
 * there, or the restore is known to be half done and the same call goes on where it stopped.
 *
 * <p>Into an empty database directly. What is in a database is replaced by filling another one
 * beside it, {@code NAME__restoring}, and then swapping: the tables in one statement, the replaced
 * ones into {@code NAME__replaced_TIME}; triggers, views, routines and events around that one by
 * one. Those of the target are dropped, and are then in no database any more: the caller takes a
 * backup of the target before.
 *
 * <p>The target's own tables of this plugin, {@code migrate_environment} and {@code migrate_audit},
 * are kept and never come from the backup.
 */
public final class Restore {

  private Restore() {}

  /**
   * Restores. The caller holds the run's lock of the target, so that no other restore into it goes
   * on.
   *
   * @param workers connections with {@code LOAD DATA LOCAL} allowed to them, from any thread; they
   *     are closed here
   * @param events told of waits and progress
   * @throws dev.migrate.outcome.RefusedException before anything is changed: {@code
   *     restore-other-vendor}, {@code restore-name-case}, {@code restore-packet-too-small}, {@code
   *     restore-target-not-empty}, {@code restore-referenced}, {@code restore-half-done} when a
   *     restore of another backup is half done there, {@code restore-privilege-missing}, {@code
   *     restore-running}
   * @throws dev.migrate.outcome.BackupException when the file cannot be read, {@code
   *     backup-damaged}
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}, {@code restore-failed},
   *     {@code restore-inexact}, {@code restore-lock-wait}; what is done stays, and the same call
   *     goes on there
   */
  public static Restored run(
      RestoreOrder order, Supplier<Connection> workers, Consumer<Event> events) {
    try (BackupFile file = BackupFile.open(order.file(), order.key())) {
      return new RestoreRun(order, file, workers, events, false).run();
    }
  }
}
