package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/** A backup that cannot be written, read, opened or trusted: its disk, its file or its key. */
public final class BackupException extends MigrateException {

  private static final long serialVersionUID = 1L;

  public BackupException(Problem problem) {
    this(problem, null);
  }

  public BackupException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
