package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.Interruption;
import dev.migrate.server.LockLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** The execution of one migration written in Java, in a transaction. */
final class JavaExecution {

  private final Run run;
  private final Entry entry;
  private final ResolvedMigration migration;

  JavaExecution(Run run, Entry entry) {
    this.run = run;
    this.entry = entry;
    this.migration = Objects.requireNonNull(entry.resolved());
  }

  Done execute(HistoryMarks row) {
    long begin = System.nanoTime();
    try {
      SessionState session = SessionState.before(run.channel().connection());
      run.channel().transact(row.begin());
      Connection connection = run.channel().single();
      connection.setAutoCommit(!migration.getExecutor().canExecuteInTransaction());
      run.locks()
          .runJava(entry.label(), () -> run.channel().interruptibly(() -> execute(connection)));
      // What it wrote and did not commit is committed with the row, or lost with the failure.
      connection.setAutoCommit(false);
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      run.channel().commit(row.complete(duration));
      connection.setAutoCommit(true);
      session.restore(connection, run.schema());
      return new Done(entry, List.of(), duration);
    } catch (SQLException | RuntimeException e) {
      throw failed(e);
    }
  }

  /** The class finds what it looks for through the thread's class loader where it would at home. */
  private void execute(Connection connection) throws SQLException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(run.configuration().getClassLoader());
    try {
      migration.getExecutor().execute(new JavaContext(run.configuration(), connection));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private MigrateException failed(Exception e) {
    try {
      Connection connection = run.channel().single();
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException suppressed) {
      e.addSuppressed(suppressed);
    }
    if (e instanceof LockLostException lost) {
      return Failures.lost("recording " + entry.label(), lost);
    }
    Throwable reason = e.getCause() instanceof SQLException ? e.getCause() : e;
    boolean interrupted = run.channel().isInterrupted();
    return new StatementException(
        (interrupted
                ? Interruption.interrupted().problem()
                : Problem.of(
                    "java-migration-failed", entry.label() + " failed: " + reason.getMessage()))
            .at(migration.getPhysicalLocation())
            .committed(
                "What it changed in tables with transactions is rolled back; what it committed"
                    + " itself, and DDL, stays. The history says it is half done.")
            .fix(
                "Take back by hand what stays, "
                    + (interrupted ? "" : "correct the class, ")
                    + "then: "
                    + run.environment().command("repair")
                    + " and "
                    + run.environment().command("upgrade")),
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
