package dev.migrate.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A restore that is done: every row and every object is there.
 *
 * @param file the backup
 * @param database what it was restored into
 * @param rows how many, those of earlier attempts included
 * @param tableCount how many tables
 * @param duration of this attempt
 * @param notices what is not as it was: what is lost, where the replaced tables are and how to drop
 *     them
 */
public record Restored(
    Path file,
    String database,
    long rows,
    int tableCount,
    Duration duration,
    List<String> notices) {

  public Restored {
    notices = List.copyOf(notices);
  }
}
