package dev.migrate;

import dev.migrate.backup.Taken;
import dev.migrate.backup.file.Manifest;
import dev.migrate.backup.file.Verification.Level;
import java.sql.SQLException;
import java.util.List;

/** Takes a backup because someone asked for one. */
final class BackupRun {

  private final Workplace workplace;
  private final List<String> tables;
  private final Level level;

  /**
   * A backup.
   *
   * @param tables patterns of the only tables to take; empty: all
   * @param level how it is verified
   */
  BackupRun(Workplace workplace, List<String> tables, Level level) {
    this.workplace = workplace;
    this.tables = tables;
    this.level = level;
  }

  Report.Backup report(Run run) throws SQLException {
    new Guard(workplace).check(workplace.found().stamp());
    return workplace.locked(() -> locked(run));
  }

  private Report.Backup locked(Run run) throws SQLException {
    new Guard(workplace).check();
    BackupTaker taker = new BackupTaker(workplace);
    Taken taken = taker.take(tables, level);
    Manifest manifest = taken.manifest();
    return new Report.Backup(
        run,
        taken.file(),
        taken.bytes(),
        manifest.rows(),
        manifest.tables().size(),
        taken.duration(),
        manifest.sha256(),
        BackupTaker.position(manifest.snapshot()),
        BackupCheck.text(level),
        taker.prune(),
        manifest.warnings());
  }
}
