package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.JavaClass;
import dev.migrate.outcome.Event;
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
import org.jspecify.annotations.Nullable;

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
      tell(duration, null);
      return new Done(entry, List.of(), duration);
    } catch (SQLException | RuntimeException e) {
      tell(Duration.ofNanos(System.nanoTime() - begin), reason(e));
      throw failed(e);
    }
  }

  /** It is one piece of work: what it executes goes by unseen. */
  private void tell(Duration duration, @Nullable Throwable failure) {
    String name = migration.getScript();
    run.around()
        .events()
        .accept(
            new Event.StatementExecuted(
                name,
                JavaClass.sha256(migration, run.configuration()).orElse(""),
                "Java migration " + name.substring(name.lastIndexOf('.') + 1),
                0,
                0,
                duration,
                failure == null ? null : describe(failure)));
  }

  private static String describe(Throwable failure) {
    return failure instanceof SQLException e
        ? Failures.describe(e)
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  private static Throwable reason(Exception e) {
    return e.getCause() instanceof SQLException cause ? cause : e;
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
    Throwable reason = reason(e);
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
