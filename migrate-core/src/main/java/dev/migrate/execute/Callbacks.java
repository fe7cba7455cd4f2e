package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.Migrations;
import dev.migrate.history.Script;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.InterruptedRunException;
import dev.migrate.server.Interruption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Error;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Statement;
import org.flywaydb.core.api.callback.Warning;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.OperationResult;
import org.jspecify.annotations.Nullable;

/**
 * The project's Flyway callbacks, in SQL and in Java. All run on the run's one connection, under
 * its lock; what a callback leaves open is committed when it ends.
 */
public final class Callbacks {

  private final Channel channel;
  private final Configuration configuration;
  private final List<Named> all = new ArrayList<>();

  /** One callback: {@code script} or {@code type} is null. */
  private record Named(
      @Nullable String name, Migrations.@Nullable CallbackScript script, @Nullable Callback type) {}

  /** The callbacks of a project, to run on the run's connection. */
  public Callbacks(Channel channel, Migrations migrations) {
    this.channel = channel;
    this.configuration = migrations.configuration();
    for (Callback type : configuration.getCallbacks()) {
      all.add(new Named(type.getCallbackName(), null, type));
    }
    for (Callback type : migrations.callbacks()) {
      all.add(new Named(type.getCallbackName(), null, type));
    }
    for (Migrations.CallbackScript script : migrations.callbackScripts()) {
      all.add(new Named(script.description(), script, null));
    }
    all.sort(Comparator.comparing(Named::name, Comparator.nullsLast(Comparator.naturalOrder())));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Runs the callbacks of an event.
   *
   * @param migration the migration it concerns, if it concerns one
   * @throws StatementException {@code callback-failed}
   */
  public void fire(Event event, @Nullable MigrationInfo migration) {
    fire(event, migration, null);
  }

  /** Runs the callbacks that are told of a failure; their own failures do not take its place. */
  public void fireAfter(MigrateException failure, Event event, @Nullable MigrationInfo migration) {
    try {
      fire(event, migration);
    } catch (MigrateException e) {
      failure.addSuppressed(e);
    }
  }

  /** Runs in the transaction the migration is in, as Flyway does. */
  void statement(Event event, Entry entry, dev.migrate.sql.Statement statement) {
    fire(event, entry.info(), statement.sql());
  }

  private void fire(Event event, @Nullable MigrationInfo migration, @Nullable String sql) {
    Context context = new CallbackContext(configuration, channel.raw(), migration, sql);
    for (Named callback : all) {
      if (callback.type() != null) {
        handle(callback.type(), event, context);
      } else if (callback.script() != null && callback.script().event().equals(event.getId())) {
        run(callback.script().script(), sql != null);
      }
    }
  }

  private void run(Script script, boolean inside) {
    if (inside) {
      runInside(script);
    } else {
      run(script);
    }
  }

  private void run(Script script) {
    ScriptRunner runner =
        new ScriptRunner(
            channel,
            new ScriptRunner.Beside(
                null,
                ScriptRecord.None.NONE,
                SessionMemory.of(script.statements()),
                Engines.unasked(channel),
                Waits.NONE,
                null,
                null,
                "",
                false),
            0);
    try {
      runner.run(script.statements(), null);
      runner.transaction().commit();
    } catch (ScriptFailure e) {
      if (e.reason() instanceof InterruptedRunException) {
        throw interrupted(Failures.place(e.statement()), e);
      }
      throw new StatementException(
          Problem.of("callback-failed", "A callback failed: " + Failures.describe(e.reason()))
              .at(Failures.place(e.statement()))
              .committed(e.committed() + " statements of the callback before it.")
              .fix("Correct the callback and run the goal again."),
          e);
    } catch (SQLException e) {
      throw Failures.lost("running the callback " + script.file(), e);
    }
  }

  private void runInside(Script script) {
    for (dev.migrate.sql.Statement statement : script.statements()) {
      try {
        channel.execute(statement.sql());
      } catch (SQLException e) {
        SQLException reason = Failures.masked(statement, e);
        throw new StatementException(
            Problem.of("callback-failed", "A callback failed: " + Failures.describe(reason))
                .at(Failures.place(statement))
                .fix("Correct the callback and run the goal again."),
            reason);
      }
    }
  }

  private void handle(Callback callback, Event event, Context context) {
    if (!callback.supports(event, context)) {
      return;
    }
    try {
      channel.interruptibly(() -> callback.handle(event, context));
      Connection connection = channel.raw();
      if (!connection.getAutoCommit()) {
        connection.commit();
        connection.setAutoCommit(true);
      }
    } catch (SQLException | RuntimeException e) {
      if (channel.isInterrupted()) {
        throw interrupted(callback.getClass().getName(), e);
      }
      throw new StatementException(
          Problem.of(
                  "callback-failed",
                  "A callback failed at " + event.getId() + ": " + e.getMessage())
              .at(callback.getClass().getName())
              .fix("Correct the callback and run the goal again."),
          e);
    }
  }

  private static StatementException interrupted(String place, Exception e) {
    return new StatementException(
        Interruption.interrupted().problem().at(place).fix("Run the goal again."), e);
  }

  private record CallbackContext(
      Configuration configuration,
      Connection connection,
      @Nullable MigrationInfo migration,
      @Nullable String sql)
      implements Context {

    @Override
    public Configuration getConfiguration() {
      return configuration;
    }

    @Override
    public Connection getConnection() {
      return connection;
    }

    @Override
    public @Nullable MigrationInfo getMigrationInfo() {
      return migration;
    }

    @Override
    public @Nullable Statement getStatement() {
      return sql == null ? null : new SqlOnly(sql);
    }

    @Override
    public @Nullable OperationResult getOperationResult() {
      return null;
    }
  }

  private record SqlOnly(String sql) implements Statement {

    @Override
    public String getSql() {
      return sql;
    }

    @Override
    public List<Warning> getWarnings() {
      return List.of();
    }

    @Override
    public List<Error> getErrors() {
      return List.of();
    }
  }
}
