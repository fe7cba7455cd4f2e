package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A statement of a migration, or a migration written in Java, that failed; its problem says what is
 * committed.
 */
public final class StatementException extends MigrateException {

  private static final long serialVersionUID = 1L;

  public StatementException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
