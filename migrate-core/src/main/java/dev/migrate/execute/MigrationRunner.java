package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.ReplicaLag;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Applies and takes back single migrations, each together with its row of the history.
 *
 * <p>A script that is one transaction commits together with its row. For any other the history says
 * first that it is half done ({@code success=0}), so that at every moment stock Flyway refuses to
 * go on with a half done schema instead of running a script again, and the journal says how far it
 * is; a later run goes on there. A failure before anything was committed leaves no trace.
 */
public final class MigrationRunner implements AutoCloseable {

  private final HistoryTable table;
  private final Callbacks callbacks;
  private final Run run;

  /**
   * Runs migrations with what a run has.
   *
   * @param channel over the connection that holds the run's lock
   */
  public MigrationRunner(
      Channel channel,
      HistoryTable table,
      Callbacks callbacks,
      Configuration configuration,
      Surroundings around) {
    this.table = table;
    this.callbacks = callbacks;
    this.run =
        new Run(
            around,
            channel,
            Engines.of(channel),
            new Journal(table.schema()),
            callbacks,
            configuration,
            table.schema(),
            new Locks(around),
            new Sizes(around, table.schema()),
            ReplicaLag.of(
                around.settings(),
                around.operation(),
                around.events(),
                around.database().interruption()));
    if (!around.setsLockWait()) {
      channel.lockWait(run.locks().sessionSeconds());
    }
  }

  /** Ends the connections beside the executor's. */
  @Override
  public void close() {
    run.close();
  }

  /** All that the run is about to execute, as far as it is known. */
  public void expect(List<Statement> statements) {
    run.sizes().expect(statements);
  }

  /**
   * Applies a migration written in SQL.
   *
   * @param rank of its row
   * @throws StatementException {@code statement-failed}, saying what of the migration is committed
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}
   */
  public Done apply(Entry entry, List<Statement> statements, int rank) {
    return upgrade(entry, statements, rank, List.of());
  }

  /**
   * Goes on with a migration that an earlier run left half done.
   *
   * @param rows what the journal has of it, at least one
   * @throws dev.migrate.outcome.RefusedException {@code script-edited}, {@code resume-undecided}
   */
  public Done resume(Entry entry, List<Statement> statements, List<JournalRow> rows) {
    return upgrade(entry, statements, Objects.requireNonNull(entry.row()).rank(), rows);
  }

  private Done upgrade(Entry entry, List<Statement> statements, int rank, List<JournalRow> rows) {
    return around(
        entry,
        List.of(
            Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE_ERROR),
        () ->
            new ScriptExecution(
                    run, entry, statements, Direction.UPGRADE, new UpgradeRow(table, entry, rank))
                .execute(rank, rows));
  }

  /**
   * Applies a migration written in Java, in a transaction.
   *
   * @param rank of its row
   * @throws StatementException {@code java-migration-failed}
   */
  public Done applyJava(Entry entry, int rank) {
    return around(
        entry,
        List.of(
            Event.BEFORE_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE, Event.AFTER_EACH_MIGRATE_ERROR),
        () -> new JavaExecution(run, entry).execute(new UpgradeRow(table, entry, rank)));
  }

  /**
   * Takes back a version, or goes on taking it back.
   *
   * @param repeatables the rows of repeatable migrations to run again at the next upgrade
   * @param rank of the first new row
   * @param rows what the journal has of an earlier run; empty for none
   * @throws StatementException {@code statement-failed}, saying what of the undo is committed
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}
   */
  public Done undo(
      Entry entry,
      List<Statement> statements,
      List<HistoryRow> repeatables,
      int rank,
      List<JournalRow> rows) {
    DowngradeRows history = new DowngradeRows(table, entry, repeatables, rank);
    return undo(entry, statements, history, rows);
  }

  /**
   * Takes back what is done of a migration that is half done, or goes on taking it back; it is then
   * pending again.
   */
  public Done undoHalf(Entry entry, List<Statement> statements, List<JournalRow> rows) {
    int rank = Objects.requireNonNull(entry.row()).rank();
    List<String> removal = List.of(table.removal(rank), run.journal().removal(rank));
    return undo(entry, statements, new HalfRow(removal), rows);
  }

  private Done undo(
      Entry entry, List<Statement> statements, HistoryMarks history, List<JournalRow> rows) {
    int rank = Objects.requireNonNull(entry.row()).rank();
    return around(
        entry,
        List.of(Event.BEFORE_EACH_UNDO, Event.AFTER_EACH_UNDO, Event.AFTER_EACH_UNDO_ERROR),
        () ->
            new ScriptExecution(run, entry, statements, Direction.DOWNGRADE, history)
                .execute(rank, rows));
  }

  /**
   * Writes what the last migration left to be written with the next.
   *
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}
   */
  public void finish() {
    try {
      run.channel().flush();
    } catch (SQLException e) {
      throw Failures.lost("recording the last migration", e);
    }
  }

  /**
   * How many statements of a half done migration are done; the others have left nothing.
   *
   * @param rows what the journal has of it
   * @throws dev.migrate.outcome.RefusedException {@code resume-undecided} when nobody can know, or
   *     a statement is done for a part of its rows
   */
  public int done(List<Statement> statements, List<JournalRow> rows) {
    try {
      Resumption found =
          Resumption.of(rows, statements, Resumption.Means.of(run, Direction.DOWNGRADE));
      if (found.batch() != null) {
        throw Resumption.partOfItsRows(found.batch(), run.environment().command("upgrade"));
      }
      return found.done();
    } catch (SQLException e) {
      throw Failures.lost("reading the journal", e);
    }
  }

  private interface Work {
    Done run();
  }

  private Done around(Entry entry, List<Event> events, Work work) {
    callbacks.fire(events.get(0), entry.info());
    Done done;
    try {
      done = work.run();
    } catch (MigrateException e) {
      callbacks.fireAfter(e, events.get(2), entry.info());
      throw e;
    }
    if (!callbacks.isEmpty()) {
      finish();
    }
    callbacks.fire(events.get(1), entry.info());
    return done;
  }
}
