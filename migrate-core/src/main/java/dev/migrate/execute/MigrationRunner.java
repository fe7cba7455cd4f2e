package dev.migrate.execute;

import dev.migrate.environment.Environment;
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
import java.util.function.BiFunction;
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
  private final Environment environment;

  /**
   * Runs on the connection that holds the run's lock.
   *
   * @param environment whose commands messages tell to run
   */
  public MigrationRunner(
      Connection connection,
      HistoryTable table,
      Callbacks callbacks,
      Configuration configuration,
      Environment environment) {
    this.connection = connection;
    this.table = table;
    this.callbacks = callbacks;
    this.configuration = configuration;
    this.environment = environment;
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
        () -> run(entry, statements, new UpgradeRow(table, entry, rank), Failures::fix));
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
        () ->
            run(
                entry,
                statements,
                new DowngradeRows(table, entry, repeatables, rank),
                Failures::undoFix));
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
      callbacks.fireAfter(e, error, entry.info());
      throw e;
    }
    callbacks.fire(after, entry.info());
    return done;
  }

  private Done run(
      Entry entry,
      List<Statement> statements,
      HalfDone row,
      BiFunction<ScriptFailure, Environment, String> fix) {
    boolean one = ScriptRunner.isOneTransaction(statements);
    ScriptRunner runner =
        new ScriptRunner(
            connection, (event, statement) -> callbacks.statement(event, entry, statement));
    SessionState session = session(entry, statements);
    long begin = System.nanoTime();
    try {
      if (!one) {
        row.begin();
      }
      runner.run(statements);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      if (session.mayDiffer()) {
        // Its row is to be written in a session as it was: read-only, another character set, …
        runner.end();
      }
      session.restore(connection, table.schema());
      runner.begin();
      if (one) {
        row.record(duration);
      } else {
        row.complete(duration);
      }
      runner.commit();
      return new Done(entry, runner.times(), duration);
    } catch (ScriptFailure e) {
      mark(e, session, row, one);
      throw failed(e, statements.size(), fix.apply(e, environment));
    } catch (SQLException e) {
      throw Failures.lost("recording " + entry.label(), e);
    }
  }

  private SessionState session(Entry entry, List<Statement> statements) {
    try {
      return SessionState.before(connection, statements);
    } catch (SQLException e) {
      throw Failures.lost("beginning " + entry.label(), e);
    }
  }

  /** Makes the history say what is true after the failure. */
  private void mark(ScriptFailure failure, SessionState session, HalfDone row, boolean one) {
    try {
      session.restore(connection, table.schema());
      if (one && failure.leavesTraces()) {
        row.begin();
      } else if (!one && !failure.leavesTraces()) {
        row.forget();
      }
    } catch (SQLException e) {
      failure.reason().addSuppressed(e);
    }
  }

  private static RuntimeException failed(ScriptFailure failure, int total, String fix) {
    SQLException reason = failure.reason();
    if (Failures.isLost(reason)) {
      return Failures.lost(failure, total);
    }
    return new StatementException(
        Problem.of("statement-failed", Failures.describe(reason))
            .at(Failures.place(failure.statement()))
            .committed(Failures.committed(failure, total))
            .fix(fix),
        reason);
  }

  private Done runJava(Entry entry, HalfDone row) {
    ResolvedMigration migration = Objects.requireNonNull(entry.resolved());
    long begin = System.nanoTime();
    try {
      SessionState session = SessionState.before(connection);
      row.begin();
      connection.setAutoCommit(!migration.getExecutor().canExecuteInTransaction());
      execute(migration);
      // What it wrote and did not commit is committed with the row, or lost with the failure.
      connection.setAutoCommit(false);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      row.complete(duration);
      connection.commit();
      connection.setAutoCommit(true);
      session.restore(connection, table.schema());
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
                "Take back by hand what stays, correct the class, then: "
                    + environment.command("repair")
                    + " and "
                    + environment.command("upgrade")),
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
