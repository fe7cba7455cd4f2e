package dev.migrate.server;

import dev.migrate.outcome.Problem;
import java.sql.SQLException;

/** A statement that was given up because of what others hold; its cause is the server's error. */
public final class LockTimeoutException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  LockTimeoutException(Problem problem, SQLException cause) {
    super(problem.problem(), cause.getSQLState(), cause.getErrorCode(), cause);
    this.problem = problem;
  }

  /** {@code lock-wait-timeout}: the statement, how long it waited, for whom, and what to do. */
  public Problem problem() {
    return problem;
  }
}
