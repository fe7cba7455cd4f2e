package dev.migrate.server;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was ended, or not begun, because the run was told to end ({@link Interruption});
 * with the server's code where it is the server that says so.
 */
public final class InterruptedRunException extends SQLException {

  private static final long serialVersionUID = 1L;

  /** ER_QUERY_INTERRUPTED of both vendors. */
  private static final int QUERY_INTERRUPTED = 1317;

  private InterruptedRunException(
      @Nullable String reason, @Nullable String state, int code, @Nullable Throwable cause) {
    super(reason, state, code, cause);
  }

  /** Of a statement that was ended at the server. */
  static InterruptedRunException ended(SQLException cause) {
    return new InterruptedRunException(
        cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
  }

  /** Of a statement that was not sent any more. */
  static InterruptedRunException notBegun() {
    return new InterruptedRunException(
        "The run was interrupted before it", "70100", QUERY_INTERRUPTED, null);
  }
}
