package dev.migrate;

import dev.migrate.environment.AuditSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.FlywaySettings;
import dev.migrate.environment.GuardSettings;
import dev.migrate.environment.Orphan;
import dev.migrate.environment.Policy;
import dev.migrate.environment.Resume;
import dev.migrate.environment.ScratchSettings;
import dev.migrate.environment.WatchSettings;
import dev.migrate.history.History.Entry;
import dev.migrate.history.Migrations;
import dev.migrate.history.Migrations.CallbackScript;
import dev.migrate.history.Script;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.Database;
import dev.migrate.server.ScratchSchema;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Runs the project's migrations in a scratch database, as an upgrade of an empty database does:
 * versions, repeatable ones, those written in Java, callbacks. Nothing of them gets beyond it.
 */
final class Replay {

  /** Callbacks of what an upgrade does not do. */
  private static final Pattern OTHER_GOALS =
      Pattern.compile(".*(Undo|Clean|Repair|Info|Baseline).*");

  private final Environment environment;
  private final ScratchSchema scratch;
  private final UpgradeTarget target;
  private final String operation;
  private final Consumer<Event> events;

  private Replay(
      Environment environment,
      ScratchSchema scratch,
      UpgradeTarget target,
      String operation,
      Consumer<Event> events) {
    this.environment = inside(environment, scratch);
    this.scratch = scratch;
    this.target = target;
    this.operation = operation;
    this.events = events;
  }

  /**
   * Runs all the migrations an upgrade of an empty database would run.
   *
   * @param events told how it goes on
   * @return the database's session, with what the migrations made in it
   * @throws RefusedException {@code replay-refused} for a statement that reaches beyond the
   *     database, before anything is run
   * @throws StatementException {@code replay-failed}
   */
  static ScratchSession into(
      ScratchSchema scratch, Environment environment, String operation, Consumer<Event> events) {
    UpgradeTarget target = new UpgradeTarget(environment, null);
    return new Replay(environment, scratch, target, operation, events).run();
  }

  /** Runs the versions up to the given one, and no repeatable migration. */
  static ScratchSession versions(
      ScratchSchema scratch,
      Environment environment,
      String to,
      String operation,
      Consumer<Event> events) {
    UpgradeTarget target = UpgradeTarget.versions(environment, to);
    return new Replay(environment, scratch, target, operation, events).run();
  }

  /** Runs some of all the migrations. */
  static ScratchSession only(
      Predicate<Entry> which,
      ScratchSchema scratch,
      Environment environment,
      String operation,
      Consumer<Event> events) {
    UpgradeTarget target = UpgradeTarget.only(environment, which);
    return new Replay(environment, scratch, target, operation, events).run();
  }

  /** The environment, of which nothing but the migrations has a meaning in the scratch database. */
  private static Environment inside(Environment environment, ScratchSchema scratch) {
    Map<String, String> flyway = new HashMap<>(environment.flyway().properties());
    flyway.put("flyway.defaultSchema", scratch.name());
    flyway.put("flyway.schemas", scratch.name());
    return new Environment(
        environment.name(),
        environment.named(),
        Policy.DEVELOPMENT,
        Optional.of(scratch.settings()),
        environment.embedded(),
        new FlywaySettings(flyway, List.of()),
        environment.project(),
        Optional.empty(),
        Orphan.WAIT,
        Resume.ASK,
        environment.backups(),
        ScratchSettings.NONE,
        environment.entities(),
        environment.rules(),
        GuardSettings.NONE,
        WatchSettings.NONE,
        AuditSettings.NONE,
        List.of());
  }

  private ScratchSession run() {
    Migrations migrations =
        Migrations.load(
            environment.flyway(),
            environment.project(),
            new Migrations.Target(scratch.name(), scratch.name(), scratch.settings().username()));
    try {
      ScratchSession session = ScratchSession.of(scratch);
      try (Database database =
          Database.open(scratch.settings(), operation, event -> {}, scratch.interruption())
              .through(session::over)) {
        run(session, FirstLook.at(database, environment.flyway()), migrations);
      }
      return session;
    } catch (SQLException e) {
      throw GoalRuns.failed("the replay of the migrations", "run the goal again", e);
    } catch (StatementException e) {
      throw told(e);
    }
  }

  private void run(ScratchSession session, FirstLook found, Migrations migrations)
      throws SQLException {
    Workplace workplace =
        new Workplace(
            environment,
            scratch.settings(),
            found,
            () -> migrations,
            () -> {
              throw new IllegalStateException("a replay tries nothing out");
            },
            (group, artifact, version) -> {
              throw new IllegalStateException("a replay needs no " + artifact);
            },
            operation,
            this::tell,
            Asker.NOBODY);
    for (Entry entry : target.pending(workplace.history(List.of()))) {
      migrations
          .script(Objects.requireNonNull(entry.resolved()))
          .ifPresent(script -> require(session, script));
    }
    for (CallbackScript callback : migrations.callbackScripts()) {
      if (!OTHER_GOALS.matcher(callback.event()).matches()) {
        require(session, callback.script());
      }
    }
    new UpgradeRun(workplace, target).run();
  }

  private static void require(ScratchSession session, Script script) {
    script.statements().forEach(session::require);
  }

  private void tell(Event event) {
    if (event instanceof Event.MigrationFinished done) {
      events.accept(
          new Event.Detail(
              "Replayed "
                  + done.migration()
                  + " on scratch in "
                  + done.duration().toMillis()
                  + " ms"));
    } else if (!(event instanceof Event.MigrationStarted
        || event instanceof Event.StatementExecuted)) {
      events.accept(event);
    }
  }

  /** What failed was no upgrade of a database that matters: nothing is half done. */
  private MigrateException told(StatementException e) {
    Problem problem = e.problem();
    Optional<Problem> refused = refused(e);
    if (refused.isPresent()) {
      return new RefusedException(refused.get());
    }
    String what =
        "The migrations do not run on an empty database of "
            + scratch.version().text()
            + ": "
            + problem.problem();
    return new StatementException(
        new Problem(
            "replay-failed",
            what,
            problem.where(),
            null,
            "Correct the migration: all of them, one after the other, have to make the schema"
                + " anew."),
        e);
  }

  /** A statement was stopped that a class made, or that was prepared from a text. */
  private static Optional<Problem> refused(StatementException e) {
    Problem problem = e.problem();
    if (problem.code().equals(ScratchSession.REFUSED)) {
      return Optional.of(
          new Problem(problem.code(), problem.problem(), problem.where(), null, problem.fix()));
    }
    for (Throwable each = e.getCause(); each != null; each = each.getCause()) {
      if (each instanceof RefusedException refused) {
        String who = problem.problem().split(" failed", 2)[0];
        Problem why = refused.problem();
        return Optional.of(why.at(problem.where() + ", " + who + ": " + why.where()));
      }
    }
    return Optional.empty();
  }
}
