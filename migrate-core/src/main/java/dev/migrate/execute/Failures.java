package dev.migrate.execute;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;

/** How failures of SQL are told. */
final class Failures {

  private Failures() {}

  /**
   * The server's own words with its codes: {@code [1064/42000] You have an error in your SQL
   * syntax…}.
   */
  static String describe(SQLException e) {
    return "[" + e.getErrorCode() + "/" + e.getSQLState() + "] " + e.getMessage();
  }

  /** {@code V3__x.sql:12, statement 3: CREATE TABLE …}. */
  static String place(Statement statement) {
    return statement.where() + ", statement " + statement.index() + ": " + statement.summary();
  }

  /** What of a script stays although it failed. */
  static String committed(ScriptFailure failure, int total) {
    int at = failure.statement().index();
    if (failure.committed() == 0) {
      return at == 1
          ? "nothing of this script"
          : "nothing of this script: statements 1 to " + (at - 1) + " were rolled back";
    }
    String stays = "statements 1 to " + failure.committed() + " of " + total + " are committed";
    return failure.committed() == at - 1
        ? stays
        : stays + ", " + (failure.committed() + 1) + " to " + (at - 1) + " were rolled back";
  }

  /** The way on after a failure. */
  static String fix(ScriptFailure failure) {
    String correct = "Correct " + failure.statement().where() + ", then: ";
    return failure.committed() == 0
        ? correct + "mvn migrate:upgrade"
        : "Take back by hand what is committed. "
            + correct
            + "mvn migrate:repair, mvn migrate:upgrade";
  }

  /** Whether the error says that the connection is gone. */
  static boolean isLost(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  /** The server did not do what it always does: most often the connection is gone. */
  static ServerException lost(String doing, SQLException e) {
    return new ServerException(
        Problem.of("connection-lost", "The server failed while " + doing + ": " + describe(e))
            .fix("Check that the server is up, then run the goal again."),
        e);
  }
}
