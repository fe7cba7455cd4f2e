package dev.migrate;

import dev.migrate.environment.BackupForm;
import dev.migrate.environment.BackupSettings;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Literal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a backup has a chance to fit on its disk. The server's figures are estimates, and how
 * well rows compress nobody knows before: what is refused here would hardly have fitted, what is
 * not may still find the disk full.
 */
final class DiskRoom {

  /** Rows of all kinds took a third of their size in the server, or less, under zstd and gzip. */
  private static final int COMPRESSED = 3;

  private DiskRoom() {}

  /**
   * Refuses a backup for which the disk is plainly too small.
   *
   * @param tables patterns of the only tables to back up; empty: all
   * @throws BackupException {@code backup-disk-too-small}
   */
  static void require(Workplace workplace, List<String> tables) throws SQLException {
    BackupSettings settings = workplace.environment().backups();
    long data = data(workplace, tables);
    long needed = settings.form() == BackupForm.PLAIN ? data : data / COMPRESSED;
    long free = free(settings.folder());
    if (free < needed) {
      throw new BackupException(
          Problem.of(
                  "backup-disk-too-small",
                  String.format(
                      Locale.ROOT,
                      "The tables hold about %,d MB; a backup of them needs about %,d MB, and %,d MB are"
                          + " free.",
                      data >> 20,
                      needed >> 20,
                      free >> 20))
              .at(settings.folder().toString())
              .committed("nothing was changed")
              .fix(
                  "Free space, or set another folder: <backups><folder> or"
                      + " -Dmigrate.backupFolder=…"));
    }
  }

  private static long free(Path folder) {
    Path there =
        Stream.iterate(folder.toAbsolutePath(), path -> path != null, Path::getParent)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(folder);
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      // Nothing is known of the disk: the backup itself will find out.
      return Long.MAX_VALUE;
    }
  }

  private static long data(Workplace workplace, List<String> tables) throws SQLException {
    String query =
        "SELECT table_name, data_length FROM information_schema.tables WHERE table_schema = "
            + Literal.text(workplace.schema())
            + " AND data_length IS NOT NULL";
    long sum = 0;
    try (Connection connection = workplace.observer();
        Statement statement = connection.createStatement()) {
      // MySQL's figures may be a day old otherwise.
      TablePatterns.fresh(statement);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          sum += TablePatterns.match(tables, rows.getString(1)) ? rows.getLong(2) : 0;
        }
      }
    }
    return sum;
  }
}
