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

  /** The same error, which says something more, or says it otherwise. */
  public final MigrateException with(Problem changed) {
    MigrateException copy = copy(changed);
    copy.setStackTrace(getStackTrace());
    for (Throwable each : getSuppressed()) {
      copy.addSuppressed(each);
    }
    return copy;
  }

  private MigrateException copy(Problem changed) {
    if (this instanceof ConfigurationException) {
      return new ConfigurationException(changed, getCause());
    }
    if (this instanceof RefusedException) {
      return new RefusedException(changed);
    }
    if (this instanceof StatementException) {
      return new StatementException(changed, getCause());
    }
    return this instanceof BackupException
        ? new BackupException(changed, getCause())
        : new ServerException(changed, getCause());
  }

  /** What went wrong, where, what is already done, and what to do. */
  public Problem problem() {
    return problem;
  }
}
