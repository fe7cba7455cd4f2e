package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.StatementException;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/**
 * Applies and takes back single migrations, each together with its row of the history.
 *
 * <p>A script that is one transaction commits together with its row. For any other the history says
 * first that it is half done ({@code success=0}), so that at every moment stock Flyway refuses to
 * go on with a half done schema instead of running a script again; the row becomes whole in the
 * transaction of the last statements. A failure before anything was committed leaves no trace.
 */
public final class MigrationRunner {

  private final Connection connection;
  private final HistoryTable table;
  private final Callbacks callbacks;
  private final Configuration configuration;

  /** Runs on the connection that holds the run's lock. */
  public MigrationRunner(
      Connection connection, HistoryTable table, Callbacks callbacks, Configuration configuration) {
    this.connection = connection;
    this.table = table;
    this.callbacks = callbacks;
    this.configuration = configuration;
  }

  /**
   * Applies a migration written in SQL.
   *
   * @param rank of its row
   * @throws StatementException {@code statement-failed}, saying what of the migration is committed
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}
   */
  public Done apply(Entry entry, List<Statement> statements, int rank) {
    return around(
        entry,
        Event.BEFORE_EACH_MIGRATE,
        Event.AFTER_EACH_MIGRATE,
        Event.AFTER_EACH_MIGRATE_ERROR,
        () -> run(entry, statements, new UpgradeRow(table, entry, rank)));
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
        Event.BEFORE_EACH_MIGRATE,
        Event.AFTER_EACH_MIGRATE,
        Event.AFTER_EACH_MIGRATE_ERROR,
        () -> runJava(entry, new UpgradeRow(table, entry, rank)));
  }

  /**
   * Takes back a version.
   *
   * @param repeatables the rows of repeatable migrations to run again at the next upgrade
   * @param rank of the first new row
   * @throws StatementException {@code statement-failed}, saying what of the undo is committed
   * @throws dev.migrate.outcome.ServerException {@code connection-lost}
   */
  public Done undo(
      Entry entry, List<Statement> statements, List<HistoryRow> repeatables, int rank) {
    return around(
        entry,
        Event.BEFORE_EACH_UNDO,
        Event.AFTER_EACH_UNDO,
        Event.AFTER_EACH_UNDO_ERROR,
        () -> run(entry, statements, new DowngradeRows(table, entry, repeatables, rank)));
  }

  private interface Work {
    Done run();
  }

  private Done around(Entry entry, Event before, Event after, Event error, Work work) {
    callbacks.fire(before, entry.info());
    Done done;
    try {
      done = work.run();
    } catch (MigrateException e) {
      callbacks.fire(error, entry.info());
      throw e;
    }
    callbacks.fire(after, entry.info());
    return done;
  }

  private Done run(Entry entry, List<Statement> statements, HalfDone row) {
    boolean one = ScriptRunner.isOneTransaction(statements);
    ScriptRunner runner =
        new ScriptRunner(
            connection, (event, statement) -> callbacks.statement(event, entry, statement));
    long begin = System.nanoTime();
    try {
      SessionVariables before =
          ScriptRunner.changesSession(statements) ? SessionVariables.read(connection) : null;
      if (!one) {
        row.begin();
      }
      runner.run(statements);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      runner.begin();
      if (one) {
        row.record(duration);
      } else {
        row.complete(duration);
      }
      runner.commit();
      if (before != null) {
        before.restore(connection, table.schema());
      }
      return new Done(entry, runner.times(), duration);
    } catch (ScriptFailure e) {
      throw failed(e, statements.size(), row, one);
    } catch (SQLException e) {
      throw Failures.lost("recording " + entry.label(), e);
    }
  }

  private RuntimeException failed(ScriptFailure failure, int total, HalfDone row, boolean one) {
    SQLException reason = failure.reason();
    if (Failures.isLost(reason)) {
      return Failures.lost("executing " + Failures.place(failure.statement()), reason);
    }
    try {
      if (failure.committed() == 0 && !one) {
        row.forget();
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    return new StatementException(
        Problem.of("statement-failed", Failures.describe(reason))
            .at(Failures.place(failure.statement()))
            .committed(Failures.committed(failure, total))
            .fix(Failures.fix(failure)),
        reason);
  }

  private Done runJava(Entry entry, HalfDone row) {
    ResolvedMigration migration = Objects.requireNonNull(entry.resolved());
    long begin = System.nanoTime();
    try {
      row.begin();
      connection.setAutoCommit(!migration.getExecutor().canExecuteInTransaction());
      execute(migration);
      // What it wrote and did not commit is committed with the row, or lost with the failure.
      connection.setAutoCommit(false);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      row.complete(duration);
      connection.commit();
      connection.setAutoCommit(true);
      return new Done(entry, List.of(), duration);
    } catch (SQLException | RuntimeException e) {
      throw javaFailed(entry, migration, e);
    }
  }

  /** The class finds what it looks for through the thread's class loader where it would at home. */
  private void execute(ResolvedMigration migration) throws SQLException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(configuration.getClassLoader());
    try {
      migration.getExecutor().execute(new JavaContext(configuration, connection));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private StatementException javaFailed(Entry entry, ResolvedMigration migration, Exception e) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException suppressed) {
      e.addSuppressed(suppressed);
    }
    Throwable reason = e.getCause() instanceof SQLException ? e.getCause() : e;
    return new StatementException(
        Problem.of("java-migration-failed", entry.label() + " failed: " + reason.getMessage())
            .at(migration.getPhysicalLocation())
            .committed(
                "What it changed in tables with transactions is rolled back; what it committed"
                    + " itself, and DDL, stays. The history says it is half done.")
            .fix(
                "Take back by hand what stays, correct the class, then: mvn migrate:repair, mvn"
                    + " migrate:upgrade"),
        e);
  }

  private record JavaContext(Configuration configuration, Connection connection)
      implements Context {

    @Override
    public Configuration getConfiguration() {
      return configuration;
    }

    @Override
    public Connection getConnection() {
      return connection;
    }
  }
}
