package dev.migrate.execute;

import dev.migrate.outcome.MigrateException;
import dev.migrate.server.LockTimeoutException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of one script on one connection.
 *
 * <p>Statements that only change rows are one transaction for as long as they follow each other;
 * what commits implicitly ends it first, explicitly, so that at any failure it is known how far the
 * script is committed. Where nothing comes between them, statements that change rows go to the
 * server several in a packet.
 */
final class ScriptRunner {

  private final Channel channel;
  private final Beside beside;
  private final ScriptTransaction transaction;
  private final StatementRunner single;
  private final List<StatementTime> times = new ArrayList<>();

  /** Where the transaction that holds nothing but chunks begins; -1: none does. */
  private int chunksFrom = -1;

  private boolean fold;

  /**
   * What runs beside the statements.
   *
   * @param listener told before and after each statement; null for none
   * @param record what is written down of the script
   * @param memory of its session
   * @param engines of the tables it changes
   * @param waits what its statements wait for
   * @param sizes of its tables; null where they are not kept: in callbacks
   * @param batch a batched statement that an earlier run left in its midst; null for none
   * @param schema the current database when the script begins
   * @param fold whether statements may be sent several in a packet
   */
  record Beside(
      @Nullable BiConsumer<Event, Statement> listener,
      ScriptRecord record,
      SessionMemory memory,
      Engines engines,
      Waits waits,
      @Nullable Sizes sizes,
      @Nullable JournalRow batch,
      String schema,
      boolean fold) {

    /** The one table that a statement changes as a whole, before it; null for none. */
    Sizes.@Nullable Before size(Statement effective) {
      return sizes == null ? null : sizes.before(effective, currentSchema());
    }

    /** The one table of a batched statement, before it; null where sizes are not kept. */
    Sizes.@Nullable Before batchSize(Statement statement) {
      return sizes == null ? null : sizes.ofOne(statement, currentSchema());
    }

    /** A statement has changed rows. */
    void changedRows(Statement statement) {
      if (sizes != null) {
        sizes.changed(statement, currentSchema());
      }
    }

    /** What is kept of a statement that has ended. */
    Timing timing(long begin, @Nullable Long rows, Sizes.@Nullable Before before) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new Timing(took, rows, sizes == null ? null : sizes.after(before, took));
    }

    /** The database that names without one belong to now. */
    String currentSchema() {
      return memory.schema(schema);
    }
  }

  /**
   * Runs on a connection in autocommit mode.
   *
   * @param committed the last statement that an earlier run committed; 0 for none
   */
  ScriptRunner(Channel channel, Beside beside, int committed) {
    this.channel = channel;
    this.beside = beside;
    this.transaction = new ScriptTransaction(channel, beside.record(), committed);
    this.single = new StatementRunner(channel, beside, transaction);
    this.fold = beside.fold() && beside.listener() == null;
  }

  /** What the last statements of a script are committed with. */
  @FunctionalInterface
  interface Ending {
    /**
     * Own statements that say so.
     *
     * @param last the last statement that left something behind
     */
    List<String> sql(int last) throws SQLException;
  }

  /**
   * Runs the statements in order. Afterwards a transaction with the last ones may be open: the
   * caller adds what says that the script is done, and commits.
   *
   * @param statements from the first to be executed
   * @param ending what to commit the last with, if they can be folded; null where something has to
   *     come between
   * @return whether the ending is committed
   * @throws ScriptFailure for the statement that failed; what was open is rolled back
   * @throws MigrateException of the listener; what was open is rolled back
   */
  boolean run(List<Statement> statements, @Nullable Ending ending) throws ScriptFailure {
    int i = 0;
    while (i < statements.size()) {
      Chunk chunk = chunk(statements, i);
      boolean last = i + chunk.size() == statements.size();
      boolean ends = last && ending != null;
      if (chunk.size() > 1 || (chunk.size() == 1 && ends)) {
        if (sent(chunk, i, ends ? ending : null)) {
          i += chunk.size();
        } else {
          i = chunksFrom;
          fold = false;
          ends = false;
        }
      } else {
        one(statements.get(i++));
        ends = false;
      }
      if (ends) {
        return true;
      }
    }
    return false;
  }

  private Chunk chunk(List<Statement> statements, int from) throws ScriptFailure {
    Statement first = statements.get(from);
    try {
      channel.check();
      if (Directives.commit(first)) {
        transaction.commit();
      }
      boolean free = !transaction.isAny() || (transaction.isOpen() && chunksFrom >= 0);
      return fold && free
          ? Chunk.of(statements, from, beside.engines(), beside.currentSchema())
          : Chunk.NONE;
    } catch (SQLException e) {
      throw failure(first, e);
    }
  }

  /**
   * Sends a chunk.
   *
   * @return false when a statement of it failed: all since {@link #chunksFrom} is rolled back and
   *     has to be executed one by one, which tells which one
   */
  private boolean sent(Chunk chunk, int from, @Nullable Ending ending) throws ScriptFailure {
    long begin = System.nanoTime();
    boolean begins = !transaction.isOpen();
    chunksFrom = begins ? from : chunksFrom;
    List<Effect> effects = new ArrayList<>();
    try {
      beside
          .waits()
          .run(
              chunk,
              beside.currentSchema(),
              () -> effects.addAll(transaction.chunk(chunk, ending)));
    } catch (SQLException e) {
      if (Failures.isLost(e) || (chunk.size() == 1 && e instanceof LockTimeoutException)) {
        transaction.rollback();
        throw new ScriptFailure(chunk.statements().get(0), transaction, e);
      }
      again(chunk, e);
      return false;
    }
    Duration all = Duration.ofNanos(System.nanoTime() - begin);
    Duration each = all.dividedBy(chunk.size());
    long rows = effects.stream().mapToLong(Effect::rows).sum();
    chunk.statements().forEach(beside::changedRows);
    beside.record().took(chunk.end(), Timing.of(all, rows));
    for (int i = 0; i < chunk.size(); i++) {
      Effect effect = i < effects.size() ? effects.get(i) : Effect.NONE;
      times.add(new StatementTime(chunk.statements().get(i), each, effect));
    }
    return true;
  }

  private void again(Chunk chunk, SQLException e) throws ScriptFailure {
    try {
      transaction.startAgain();
      times.removeIf(t -> t.statement().index() > transaction.committed());
    } catch (SQLException lost) {
      e.addSuppressed(lost);
      throw new ScriptFailure(chunk.statements().get(0), transaction, e);
    }
  }

  private void one(Statement statement) throws ScriptFailure {
    chunksFrom = -1;
    try {
      tell(Event.BEFORE_EACH_MIGRATE_STATEMENT, statement);
      long begin = System.nanoTime();
      channel.effect();
      single.run(statement);
      beside.engines().ran(statement);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      times.add(new StatementTime(statement, duration, channel.effect()));
      tell(Event.AFTER_EACH_MIGRATE_STATEMENT, statement);
    } catch (SQLException e) {
      throw failure(statement, e);
    } catch (MigrateException e) {
      transaction.rollback();
      throw e;
    }
  }

  private void tell(Event event, Statement statement) {
    if (beside.listener() != null) {
      beside.listener().accept(event, statement);
    }
  }

  private ScriptFailure failure(Statement statement, SQLException e) {
    transaction.rollback();
    return new ScriptFailure(statement, transaction, Failures.masked(statement, e));
  }

  /** Makes the session what it was after the statements an earlier run has done. */
  void rebuild(Rebuild rebuild) throws SQLException {
    for (Statement statement : rebuild.statements()) {
      single.again(statement);
    }
  }

  /** What was run, in order, with times; statements of one packet share its time. */
  List<StatementTime> times() {
    return times;
  }

  /** How far the script is committed. */
  ScriptTransaction transaction() {
    return transaction;
  }
}
