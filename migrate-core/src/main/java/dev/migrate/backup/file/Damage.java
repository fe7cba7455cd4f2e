package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with a file, as an error. */
final class Damage {

  private static final String FIX =
      "use another backup, mvn migrate:backups lists them; find out what changed this file";

  private Damage() {}

  /** The file's content is not what its manifest says. */
  static BackupException of(Path file, String what, @Nullable Throwable cause) {
    return new BackupException(
        Problem.of("backup-damaged", "The backup is damaged: " + what).at(file.toString()).fix(FIX),
        cause);
  }

  /** A frame's content is not what the manifest says. */
  static BackupException of(Path file, Frame frame, String what, @Nullable Throwable cause) {
    return new BackupException(
        Problem.of("backup-damaged", "The backup is damaged: " + frame.words() + ": " + what)
            .at(file + ", byte " + frame.offset())
            .fix(FIX),
        cause);
  }

  /** The file's end, with the manifest, is missing or is none. */
  static BackupException broken(Path file, String what, @Nullable Throwable cause) {
    return new BackupException(
        Problem.of("backup-file-broken", "The file is not a whole backup: " + what)
            .at(file.toString())
            .fix("use another backup, mvn migrate:backups lists them"),
        cause);
  }

  static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
