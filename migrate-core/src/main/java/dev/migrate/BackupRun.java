package dev.migrate;

import dev.migrate.backup.Taken;
import dev.migrate.backup.file.Verification.Level;
import java.nio.file.Path;
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

  /** What was taken, and the older backups that were deleted then. */
  record Result(Taken taken, List<Path> removed) {}

  Result run() throws SQLException {
    new Guard(workplace).check(workplace.found().stamp());
    return workplace.locked(this::locked);
  }

  private Result locked() throws SQLException {
    new Guard(workplace).check();
    BackupTaker taker = new BackupTaker(workplace);
    Taken taken = taker.take(tables, level);
    return new Result(taken, taker.prune());
  }
}
