package dev.migrate;

import dev.migrate.backup.Dump;
import dev.migrate.backup.DumpOrder;
import dev.migrate.backup.Taken;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Snapshot;
import dev.migrate.backup.file.Verification.Level;
import dev.migrate.environment.BackupSettings;
import dev.migrate.environment.Environment;
import dev.migrate.history.AppliedVersion;
import dev.migrate.outcome.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a backup of a run's database and proves that it is one. */
final class BackupTaker {

  private final Workplace workplace;
  private final Environment environment;
  private final BackupPlace place;

  BackupTaker(Workplace workplace) {
    this.workplace = workplace;
    this.environment = workplace.environment();
    this.place = new BackupPlace(environment);
  }

  /**
   * Takes a backup and verifies it.
   *
   * @param tables patterns of the only tables to take; empty: all
   * @throws dev.migrate.outcome.MigrateException when there is no backup that could be relied on
   */
  Taken take(List<String> tables, Level level) throws SQLException {
    DiskRoom.require(workplace, tables);
    place.prepare();
    BackupKey key = place.key();
    BackupSettings settings = environment.backups();
    workplace.events().accept(new Event.Preparing("Backing up " + workplace.address()));
    Taken taken =
        Dump.take(
            new DumpOrder(
                environment.name(),
                workplace.operation(),
                workplace.schema(),
                AppliedVersion.of(workplace.rows().orElse(List.of())).orElse(null),
                settings.folder(),
                place.form(),
                key,
                settings.connections().reading(),
                tables,
                settings.dropDefiners(),
                workplace.settings().lockTimeouts().start()),
            workplace::worker,
            workplace.events());
    new BackupCheck(environment, workplace.events()).verify(taken.file(), key, level, workplace);
    return taken;
  }

  /**
   * Deletes old backups of the environment, as its settings say.
   *
   * @return what was deleted
   */
  List<Path> prune() {
    BackupSettings settings = environment.backups();
    if (settings.keep() == 0 && settings.keepAge() == null) {
      return List.of();
    }
    return place.own().prune(settings.keep(), settings.keepAge());
  }

  /** Where the server's log stood: GTIDs, else file and position; null for unknown. */
  static @Nullable String position(Snapshot snapshot) {
    if (snapshot.gtid() != null && !snapshot.gtid().isEmpty()) {
      return snapshot.gtid();
    }
    return snapshot.binlogFile() == null
        ? null
        : snapshot.binlogFile() + ":" + snapshot.binlogPosition();
  }
}
