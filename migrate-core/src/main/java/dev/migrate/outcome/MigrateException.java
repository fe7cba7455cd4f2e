package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/** The one family of errors a run can end with; each carries a {@link Problem}. */
public abstract sealed class MigrateException extends RuntimeException
    permits ConfigurationException,
        RefusedException,
        StatementException,
        ServerException,
        BackupException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  MigrateException(Problem problem, @Nullable Throwable cause) {
    super(problem.text(), cause);
    this.problem = problem;
  }

  /** What went wrong, where, what is already done, and what to do. */
  public Problem problem() {
    return problem;
  }
}
