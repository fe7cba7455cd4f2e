package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a script while it is being executed: own statements, for the caller to
 * execute in the transaction they belong to. Between {@link #committed} and {@link #rolledBack} it
 * stays as uncertain as the open transaction.
 */
interface ScriptRecord {

  /** Statements up to {@code last} are done; to be committed together with what they changed. */
  List<String> position(int last) throws SQLException;

  /**
   * A statement that commits by itself is about to be executed; to be committed before it.
   *
   * @param effective the statement that it makes the server execute; itself unless an EXECUTE
   */
  List<String> intent(Statement statement, Statement effective) throws SQLException;

  /** A statement that may commit in its midst; to be written in the transaction it begins in. */
  List<String> marker(Statement statement, Statement effective) throws SQLException;

  /** What has to be committed before the script takes its transactions into its own hands. */
  List<String> start();

  /**
   * A statement with an intent or a marker has ended.
   *
   * @param inTransaction whether the transaction that its marker was written in is still open: then
   *     the next position says so
   */
  void ran(Statement statement, Timing timing, boolean inTransaction) throws SQLException;

  /** A statement with a marker has ended, and ended its transaction this way or that. */
  void ranAndCommitted(Statement statement, Timing timing) throws SQLException;

  /**
   * Statements without an intent or a marker have ended; they are yet to be committed, or were
   * together with what is written of them.
   *
   * @param last the last of them
   */
  void took(Statement last, Timing timing);

  /** A statement is about to run in batches, from a position on; to be committed before them. */
  List<String> batches(Statement statement, String position) throws SQLException;

  /** A statement goes on to run in batches. */
  void goesOnWithBatch(Statement statement);

  /** The one statement that notes, in the transaction of a batch, how far they are. */
  String batch(Statement statement, String position, long rows);

  /** The table that is written to meanwhile, quoted; null for none. */
  @Nullable String table();

  /** The open transaction was committed. */
  void committed();

  /** The open transaction was rolled back. */
  void rolledBack();

  /** Nothing is written down: callbacks, and scripts of one transaction. */
  enum None implements ScriptRecord {
    /** The one. */
    NONE;

    @Override
    public List<String> position(int last) {
      return List.of();
    }

    @Override
    public List<String> intent(Statement statement, Statement effective) {
      return List.of();
    }

    @Override
    public List<String> marker(Statement statement, Statement effective) {
      return List.of();
    }

    @Override
    public List<String> start() {
      return List.of();
    }

    @Override
    public void ran(Statement statement, Timing timing, boolean inTransaction) {}

    @Override
    public void ranAndCommitted(Statement statement, Timing timing) {}

    @Override
    public void took(Statement last, Timing timing) {}

    @Override
    public List<String> batches(Statement statement, String position) {
      throw new IllegalStateException();
    }

    @Override
    public void goesOnWithBatch(Statement statement) {
      throw new IllegalStateException();
    }

    @Override
    public String batch(Statement statement, String position, long rows) {
      throw new IllegalStateException();
    }

    @Override
    public @Nullable String table() {
      return null;
    }

    @Override
    public void committed() {}

    @Override
    public void rolledBack() {}
  }
}
