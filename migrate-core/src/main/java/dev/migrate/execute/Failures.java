package dev.migrate.execute;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.Identifier;
import dev.migrate.server.InterruptedRunException;
import dev.migrate.server.Interruption;
import dev.migrate.server.LockLostException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How failures of SQL are told. */
final class Failures {

  private static final int TABLE_EXISTS = 1050;

  private static final Pattern LEFT_PARTITION =
      Pattern.compile("`([^`]+)`\\.`(\\w+)` /\\* Partition `(\\w+)` \\*/");

  private Failures() {}

  /**
   * The server's own words with its codes: {@code [1064/42000] You have an error in your SQL
   * syntax…}.
   */
  static String describe(SQLException e) {
    return "[" + e.getErrorCode() + "/" + e.getSQLState() + "] " + e.getMessage();
  }

  /** The server's error, whose words may quote secrets of the statement, without them. */
  static SQLException masked(Statement statement, SQLException e) {
    if (e instanceof LockLostException || e instanceof InterruptedRunException) {
      return e;
    }
    String message = String.valueOf(e.getMessage());
    String masked = statement.masked(message);
    if (masked.equals(message)) {
      return e;
    }
    SQLException without = new SQLException(masked, e.getSQLState(), e.getErrorCode());
    without.setStackTrace(e.getStackTrace());
    return without;
  }

  /** {@code V3__x.sql:12, statement 3: CREATE TABLE …}. */
  static String place(Statement statement) {
    return statement.where() + ", statement " + statement.index() + ": " + statement.summary();
  }

  /** What of a script stays although it failed. */
  static String committed(ScriptFailure failure, int total) {
    int committed = failure.committed();
    StringBuilder text =
        new StringBuilder(
            committed == 0
                ? "nothing of this script"
                : statements(1, committed) + " of " + total + verb(committed, " is", " are"));
    text.append(committed == 0 ? "" : " committed");
    int rolledBack = failure.lasting() - committed;
    if (rolledBack > 0) {
      text.append(committed == 0 ? ": " : ", ")
          .append(statements(committed + 1, failure.lasting()))
          .append(verb(rolledBack, " was", " were"))
          .append(" rolled back");
    }
    if (failure.doubt() != null) {
      text.append("; but ").append(failure.doubt());
    }
    if (failure.isPartly()) {
      text.append("; of this statement the batches before the failure are committed");
    }
    return text.toString();
  }

  private static String statements(int first, int last) {
    return first == last ? "statement " + first : "statements " + first + " to " + last;
  }

  private static String verb(int count, String one, String many) {
    return count == 1 ? one : many;
  }

  /** The ways on, and back, after a failure. */
  static String fix(ScriptFailure failure, Run run, Direction direction) {
    String left = leftPartition(failure.reason());
    String first = left == null ? "Correct " + failure.statement().where() : left;
    return fix(first + ", then: ", failure, run, direction);
  }

  private static String fix(String first, ScriptFailure failure, Run run, Direction direction) {
    boolean up = direction == Direction.UPGRADE;
    String again = first + run.command(direction);
    if (!failure.leavesTraces()) {
      return again;
    }
    if (failure.doubt() != null) {
      return again
          + " -Dmigrate.resume=redo to execute this statement again, or -Dmigrate.resume=skip if"
          + " what it was to do is done";
    }
    String on = again + " (it goes on at statement " + (failure.committed() + 1) + ")";
    return up
        ? on
            + ". Or back: "
            + run.environment().command("downgrade")
            + ", if its undo says which statement undoes which (-- undoes: N); or restore a backup"
        : on + ". Or restore a backup";
  }

  /** The error of a run that was told to end while it was at this statement, or before it. */
  static StatementException interrupted(
      ScriptFailure failure, int total, Run run, Direction direction) {
    return new StatementException(
        Interruption.interrupted()
            .problem()
            .at(place(failure.statement()))
            .committed(committed(failure, total))
            .fix(fix("Run it again: ", failure, run, direction)),
        failure.reason());
  }

  /**
   * What removes the part of a partitioned table that MariaDB leaves behind when it is killed amid
   * its CREATE, ALTER or DROP; null where no such part is in the way.
   */
  private static @Nullable String leftPartition(SQLException e) {
    Matcher name = LEFT_PARTITION.matcher(String.valueOf(e.getMessage()));
    return e.getErrorCode() == TABLE_EXISTS && name.find()
        ? "The server may have been killed and have left this partition, of no table, behind: DROP"
            + " TABLE "
            + Identifier.quote(name.group(1))
            + "."
            + Identifier.quote("#mysql50#" + name.group(2) + "#P#" + name.group(3))
        : null;
  }

  /** Whether the error says that the connection is gone, or the lock: nothing can be written. */
  static boolean isLost(SQLException e) {
    return e instanceof LockLostException
        || (e.getSQLState() != null && e.getSQLState().startsWith("08"));
  }

  /** The server did not do what it always does: most often the connection is gone. */
  static ServerException lost(String doing, SQLException e) {
    if (e instanceof LockLostException lock) {
      return new ServerException(lock.problem(), e);
    }
    return new ServerException(
        Problem.of("connection-lost", "The server failed while " + doing + ": " + describe(e))
            .fix("Check that the server is up, then run the goal again."),
        e);
  }

  /** The connection broke while a statement was being executed. */
  static ServerException lost(ScriptFailure failure, int total, String again) {
    ServerException lost = lost("executing " + place(failure.statement()), failure.reason());
    if (failure.reason() instanceof LockLostException) {
      return new ServerException(
          lost.problem().committed(committed(failure, total)), failure.reason());
    }
    return new ServerException(
        lost.problem()
            .committed(
                committed(failure, total)
                    + "; whether the server executed the statement is found out by the next run")
            .fix(
                "Check that the server is up, then: "
                    + again
                    + " (it goes on where this one died)"),
        failure.reason());
  }
}
