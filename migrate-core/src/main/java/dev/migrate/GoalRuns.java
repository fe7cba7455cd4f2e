package dev.migrate;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.server.Interruption;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/** Runs goals at a workplace: whatever ends one is told, audited, and told the same way. */
final class GoalRuns {

  private static final Set<String> ONLY_TRYING =
      Set.of("plan", "validate", "current", "history", "report");

  /** Goals whose every error may be the interruption's: a scratch database that went away. */
  private static final Set<String> ON_SCRATCH =
      Set.of("plan", "validate", "current", "report", "generate", "rebase");

  private final Environment environment;
  private final String operation;
  private final Connecting connecting;
  private final Interruption interruption;
  private String options = "";

  GoalRuns(
      Environment environment, String operation, Connecting connecting, Interruption interruption) {
    this.environment = environment;
    this.operation = operation;
    this.connecting = connecting;
    this.interruption = interruption;
  }

  /** What the goal's command has to say again to go on, from its first blank on. */
  void goOnWith(String its) {
    options = its;
  }

  /** A goal's work. */
  interface Work<T> {
    T on(Workplace workplace) throws SQLException;
  }

  /** Does a goal's work in the environment's database. */
  <T extends Report> T with(String goal, Work<T> work) {
    return with(
        goal,
        () -> {
          DatabaseSettings settings = connecting.settings();
          return connecting.open(settings, connecting.look(settings));
        },
        work);
  }

  /** Does a goal's work where it is to be done. */
  <T extends Report> T with(String goal, Supplier<Workplace> place, Work<T> work) {
    Workplace at = place.get();
    T report = attempt(goal, at, work);
    at.trail().end(report.outcome());
    at.precaution().prune();
    return report;
  }

  private <T extends Report> T attempt(String goal, Workplace at, Work<T> work) {
    try {
      T report = work.on(at);
      if (ONLY_TRYING.contains(goal)) {
        // What could not be tried out any more may look like something found.
        interruption.check();
      }
      return report;
    } catch (SQLException e) {
      ServerException failed =
          failed(goal, "run the goal again: " + environment.command(goal + options), e);
      throw at.trail().fail(at.precaution().named(told(goal, failed)));
    } catch (MigrateException e) {
      throw at.trail().fail(at.precaution().named(told(goal, e)));
    } catch (RuntimeException e) {
      Problem defect = Problem.of("unexpected", "A defect: " + e);
      at.trail().fail(new ServerException(defect, e));
      throw e;
    }
  }

  /** The server did not do what it always does. */
  static ServerException failed(String where, String then, SQLException e) {
    String words = "[" + e.getErrorCode() + "/" + e.getSQLState() + "] " + e.getMessage();
    return new ServerException(
        Problem.of("server-failed", "The server failed: " + words)
            .at(where)
            .fix("Check the server, then " + then),
        e);
  }

  /** A goal's error as its caller is to tell it: that of an interrupted run, where it is one. */
  MigrateException told(String goal, MigrateException e) {
    String again = environment.command(goal + options);
    return interruption.told(e, again, ON_SCRATCH.contains(goal));
  }

  /** Who and where, as far as that is known by now. */
  Run run(String goal) {
    return new Run(
        goal,
        operation,
        environment.name(),
        connecting.where().map(DatabaseSettings::address).orElse(null),
        connecting.version());
  }
}
