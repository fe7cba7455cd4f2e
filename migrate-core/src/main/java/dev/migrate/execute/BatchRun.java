package dev.migrate.execute;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.ReplicaLag;
import dev.migrate.server.StatementWatch;
import dev.migrate.sql.BatchStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Runs a statement over one range of keys after another, each in a transaction of its own together
 * with the journal's note of the position: whatever dies, a later run goes on after the last range
 * that was committed.
 */
final class BatchRun {

  /** How often a batch that lost against other sessions is tried; half as large from the middle. */
  private static final int TRIES = 6;

  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;

  private final Connection connection;
  private final BatchStatement statement;
  private final BatchKey key;
  private final KeyRanges ranges;
  private final ReplicaLag lag;
  private final Consumer<Event> events;
  private final boolean folds;
  private List<String> fence = List.of();
  private Guard guard = StatementWatch.Work::run;

  private BatchRun(
      Connection connection,
      BatchStatement statement,
      BatchKey key,
      ReplicaLag lag,
      Consumer<Event> events)
      throws SQLException {
    this.connection = connection;
    this.statement = statement;
    this.key = key;
    this.ranges = new KeyRanges(connection, key);
    this.lag = lag;
    this.events = events;
    this.folds =
        connection
            .unwrap(JdbcConnection.class)
            .getPropertySet()
            .getBooleanProperty(PropertyKey.allowMultiQueries)
            .getValue();
  }

  /**
   * Finds the key to cut the statement's table along. Changes nothing.
   *
   * @param connection in autocommit mode, without an open transaction and without locked tables
   * @param lag waited for before each batch
   * @throws ConfigurationException {@code batch-unsuitable}, if there is no such key
   */
  static BatchRun of(
      Connection connection, BatchStatement statement, ReplicaLag lag, Consumer<Event> events)
      throws SQLException {
    BatchKey key = new BatchKeyReader(connection, statement).read();
    return new BatchRun(connection, statement, key, lag, events);
  }

  /** What a batch is executed within. */
  @FunctionalInterface
  interface Guard {
    void run(StatementWatch.Work work) throws SQLException;
  }

  /** From now on each batch is executed within this, so that it can be ended. */
  BatchRun within(Guard each) {
    guard = each;
    return this;
  }

  /** From now on each batch carries these statements; they fail when it may not be committed. */
  BatchRun fenced(List<String> statements) {
    fence = List.copyOf(statements);
    return this;
  }

  /**
   * The position before the first batch, which also says where the last one ends: to be noted
   * before {@link #run}.
   */
  String start() throws SQLException {
    return ranges.start().encode();
  }

  /**
   * Whether nothing is left to do after this position.
   *
   * @throws ServerException {@code batch-position-unknown} if it is no position
   */
  static boolean isComplete(String position) {
    return BatchPosition.decode(position).isComplete();
  }

  /** How many rows of the table are behind a position, at most; for people. */
  static long rows(String position) {
    return BatchPosition.decode(position).rows();
  }

  /**
   * Runs what is left after a position.
   *
   * @param position of {@link #start}, or the last one that was noted
   * @param note the one SQL statement, changing at least one row, that notes a position and the
   *     rows behind it; executed in the transaction of each batch
   * @return how many rows the server says were changed by this call
   * @throws SQLException the server's error; the batch it came in is rolled back
   * @throws ConfigurationException {@code batch-unsuitable} if the position is of another key
   * @throws ServerException {@code batch-position-unknown}, {@code batch-position-lost}, {@code
   *     run-interrupted}
   */
  long run(String position, BiFunction<String, Long, String> note) throws SQLException {
    BatchPosition at = BatchPosition.decode(position);
    requireSameKey(at);
    if (at.end() == null) {
      // Its errors are to be seen where the table is empty, too.
      return inTransaction(statement.slice("FALSE"), note.apply(at.encode(), 0L));
    }
    BatchProgress progress = new BatchProgress(statement.statement(), ranges, at, events);
    int size = statement.size();
    int failures = 0;
    long changed = 0;
    for (KeyRanges.Range range = ranges.next(at, size);
        range != null;
        range = ranges.next(at, size)) {
      lag.await();
      try {
        changed += run(range, note);
        at = range.to();
        failures = 0;
        size = Math.min(statement.size(), size * 2);
      } catch (SQLException e) {
        failures++;
        yieldOrThrow(failures, e);
        size = failures == TRIES / 2 ? Math.max(1, size / 2) : size;
      }
      progress.reached(at);
    }
    return changed;
  }

  private long run(KeyRanges.Range range, BiFunction<String, Long, String> note)
      throws SQLException {
    BatchPosition to = range.to();
    String slice = statement.slice(range.condition(key, statement.qualifier()));
    return inTransaction(slice, note.apply(to.encode(), to.rows()));
  }

  /** Another session won: the batch is tried again a little later. */
  private void yieldOrThrow(int failures, SQLException e) throws SQLException {
    boolean lost = e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    if (!lost || failures == TRIES) {
      throw e;
    }
    String where = statement.statement().where();
    events.accept(
        new Event.Detail("A batch of " + where + " is tried again: " + Failures.describe(e)));
    try {
      TimeUnit.MILLISECONDS.sleep(50L * failures);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServerException(
          Problem.of("run-interrupted", "The run was interrupted between two batches.")
              .at(where)
              .fix("Run the goal again: it goes on where it was."),
          interrupted);
    }
  }

  private void requireSameKey(BatchPosition at) {
    if (!at.columns().equals(key.names())) {
      throw BatchStatement.unsuitable(
          statement.statement(),
          "it was begun along the key ("
              + String.join(", ", at.columns())
              + ") and cannot go on along ("
              + String.join(", ", key.names())
              + ")");
    }
  }

  private long inTransaction(String slice, String note) throws SQLException {
    try {
      long[] changed = {0};
      guard.run(() -> changed[0] = folds ? folded(slice, note) : oneByOne(slice, note));
      return changed[0];
    } catch (SQLException | ServerException e) {
      rollback();
      throw e;
    }
  }

  /** A server ends a packet of statements at the first that fails: then nothing is committed. */
  private long folded(String slice, String note) throws SQLException {
    List<String> all = new ArrayList<>(List.of("START TRANSACTION", slice, note));
    all.addAll(fence);
    all.add("COMMIT");
    String packet = String.join("\n;\n", all);
    try (Statement batch = connection.createStatement()) {
      batch.execute(packet);
      batch.getMoreResults();
      long changed = batch.getLargeUpdateCount();
      batch.getMoreResults();
      requireNoted(batch.getLargeUpdateCount());
      for (int rest = 0; rest <= fence.size(); rest++) {
        batch.getMoreResults();
      }
      return changed;
    }
  }

  private long oneByOne(String slice, String note) throws SQLException {
    try (Statement batch = connection.createStatement()) {
      batch.execute("START TRANSACTION");
      long changed = batch.executeLargeUpdate(slice);
      requireNoted(batch.executeLargeUpdate(note));
      for (String own : fence) {
        batch.execute(own);
      }
      batch.execute("COMMIT");
      return changed;
    }
  }

  private void requireNoted(long rows) {
    if (rows < 1) {
      throw new ServerException(
          Problem.of(
                  "batch-position-lost",
                  "The journal has no row for this statement any more: how far it came is not"
                      + " noted.")
              .at(statement.statement().where())
              .fix("Find out who changes the journal while a run goes on, then run again."));
    }
  }

  private void rollback() {
    try (Statement batch = connection.createStatement()) {
      batch.execute("ROLLBACK");
    } catch (SQLException e) {
      events.accept(new Event.Detail("ROLLBACK failed: " + Failures.describe(e)));
    }
  }
}
