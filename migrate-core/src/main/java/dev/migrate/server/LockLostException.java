package dev.migrate.server;

import dev.migrate.outcome.Problem;
import java.sql.SQLException;

/** A transaction that failed because another run has the lock now; its cause is the server's. */
public final class LockLostException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  LockLostException(Problem problem, SQLException cause) {
    super(problem.problem(), cause.getSQLState(), cause.getErrorCode(), cause);
    this.problem = problem;
  }

  /** {@code lock-lost}: who has the lock now, and what to do. */
  public Problem problem() {
    return problem;
  }
}
