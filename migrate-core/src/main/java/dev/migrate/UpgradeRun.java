package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.Callbacks;
import dev.migrate.execute.Direction;
import dev.migrate.execute.Done;
import dev.migrate.execute.MigrationRunner;
import dev.migrate.execute.NotResumable;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.State;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.Script;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Applies what is pending. */
final class UpgradeRun {

  private final Workplace workplace;
  private final Guard guard;
  private final Callbacks callbacks;
  private final UpgradeTarget target;
  private final String options;
  private final Gate gate;

  UpgradeRun(Workplace workplace, @Nullable String to) {
    this(
        workplace,
        new UpgradeTarget(workplace.environment(), to),
        to == null ? "" : " -Dmigrate.to=" + to);
  }

  UpgradeRun(Workplace workplace, UpgradeTarget target) {
    this(workplace, target, "");
  }

  private UpgradeRun(Workplace workplace, UpgradeTarget target, String options) {
    this.workplace = workplace;
    this.guard = new Guard(workplace);
    this.callbacks = workplace.callbacks();
    this.target = target;
    this.options = options;
    this.gate = new Gate(workplace, "upgrade", options);
  }

  /** What was applied, and the history afterwards. */
  record Result(List<Done> done, History history) {}

  /**
   * A migration to be applied.
   *
   * @param statements null for one written in Java
   * @param half what an earlier run did of it; null for nothing
   */
  private record Planned(
      Entry entry, @Nullable List<Statement> statements, @Nullable HalfDone half) {}

  Result run() throws SQLException {
    FirstLook found = workplace.found();
    boolean unstamped = guard.check(found.stamp());
    History history = workplace.history(found.rows().orElse(List.of()));
    if (nothingToDo(history, unstamped)) {
      return new Result(List.of(), history);
    }
    return workplace.locked(this::locked);
  }

  private boolean nothingToDo(History history, boolean unstamped) {
    if (!callbacks.isEmpty() || (unstamped && workplace.environment().stamp().isPresent())) {
      return false;
    }
    if (history.entries().stream().anyMatch(entry -> entry.state() == State.FAILED)) {
      // Another run may be at it right now: only who has the lock can tell.
      return false;
    }
    Guard.requireSound(workplace, history, Optional.empty());
    return target.pending(history).isEmpty();
  }

  /**
   * Refuses what the run would refuse before it looks at the migrations; changes nothing.
   *
   * @param rows of the history; empty where there is none
   */
  void requireReady(Optional<List<HistoryRow>> rows) throws SQLException {
    boolean unstamped = guard.check();
    if (rows.isEmpty() || unstamped) {
      requireReady(rows.isEmpty(), unstamped);
    }
  }

  /** What the run would execute on a history; changes nothing. */
  Pending pending(History history) throws SQLException {
    return pending(plan(history));
  }

  private static Pending pending(List<Planned> planned) {
    return new Pending(
        Direction.UPGRADE,
        planned.stream()
            .map(each -> Pending.Part.of(each.entry(), each.statements(), each.half()))
            .toList());
  }

  /** Reads everything again: whoever held the lock before may have done the work. */
  private Result locked() throws SQLException {
    workplace.interruption().check();
    Optional<List<HistoryRow>> rows = workplace.rows();
    boolean unstamped = guard.check();
    boolean empty = (rows.isEmpty() || unstamped) && requireReady(rows.isEmpty(), unstamped);
    passBefore(rows.orElse(List.of()));
    List<String> created = workplace.createSchemas();
    workplace.enter();
    History history = validated(rows.orElse(List.of()));
    List<Planned> planned = plan(history);
    gate.pass(pending(planned), (callbacks.isEmpty() ? rows : workplace.rows()).orElse(List.of()));
    precaution(planned);
    if (rows.isEmpty() && !workplace.createHistory()) {
      return locked();
    }
    if (!planned.isEmpty() || unstamped || !callbacks.isEmpty()) {
      workplace.trail().begin("upgrade", Steps.version(history), workplace.precaution().name());
    }
    if (rows.isEmpty() || unstamped || !created.isEmpty()) {
      prepare(rows.isEmpty(), unstamped, empty);
      workplace.markCreated(created);
      history = workplace.history(workplace.rows().orElse(List.of()));
      planned = plan(history);
    }
    return new Result(apply(planned, history), history);
  }

  /** Schemas that are created and callbacks of the project may be the first change. */
  private void passBefore(List<HistoryRow> rows) throws SQLException {
    if (!gate.isOpen()) {
      History history = workplace.history(rows);
      if (callbacks.isEmpty()) {
        Guard.requireSound(workplace, history, HalfDone.of(workplace, history));
      }
      gate.pass(pending(plan(history)), rows);
    }
  }

  private void precaution(List<Planned> planned) throws SQLException {
    if (!planned.isEmpty()) {
      boolean half = planned.stream().anyMatch(each -> each.half() != null);
      workplace.precaution().take("upgrade", PendingTables.of(pending(planned)), half);
    }
  }

  /**
   * Refuses, while nothing is changed yet, a database that may not be stamped or has to be
   * baselined first.
   *
   * @return whether it is empty
   */
  private boolean requireReady(boolean noHistory, boolean unstamped) throws SQLException {
    boolean empty = workplace.isEmpty();
    if (noHistory && !empty && !workplace.migrations().configuration().isBaselineOnMigrate()) {
      throw new RefusedException(notBaselined(unstamped));
    }
    if (unstamped) {
      guard.requireStampable();
    }
    return empty;
  }

  /** The history as it is once the callbacks that may put it right have run. */
  private History validated(List<HistoryRow> rows) throws SQLException {
    Configuration configuration = workplace.migrations().configuration();
    if (callbacks.isEmpty()) {
      History history = workplace.history(rows);
      Guard.requireSound(workplace, history, HalfDone.of(workplace, history));
      return history;
    }
    fire(org.flywaydb.core.api.callback.Event.AFTER_CONNECT);
    if (configuration.isValidateOnMigrate()) {
      fire(org.flywaydb.core.api.callback.Event.BEFORE_VALIDATE);
    }
    History history = workplace.history(workplace.rows().orElse(List.of()));
    try {
      Guard.requireSound(workplace, history, HalfDone.of(workplace, history));
    } catch (RefusedException e) {
      callbacks.fireAfter(e, org.flywaydb.core.api.callback.Event.AFTER_VALIDATE_ERROR, null);
      throw e;
    }
    if (configuration.isValidateOnMigrate()) {
      fire(org.flywaydb.core.api.callback.Event.AFTER_VALIDATE);
    }
    if (configuration.isCreateSchemas()) {
      fire(org.flywaydb.core.api.callback.Event.CREATE_SCHEMA);
      fire(org.flywaydb.core.api.callback.Event.BEFORE_CREATE_SCHEMA);
    }
    return history;
  }

  private void prepare(boolean noHistory, boolean unstamped, boolean empty) throws SQLException {
    Configuration configuration = workplace.migrations().configuration();
    if (unstamped) {
      guard.stamp();
    }
    if (noHistory && !empty) {
      BaselineRun.insert(
          workplace,
          configuration.getBaselineVersion().getVersion(),
          configuration.getBaselineDescription());
    }
  }

  private Problem notBaselined(boolean unstamped) {
    Environment environment = workplace.environment();
    return Problem.of(
            "not-baselined",
            "This database is not empty and has no history of migrations: which of them it already"
                + " has is unknown.")
        .at(workplace.address())
        .fix(
            "Declare the version it has, say 1: "
                + environment.command("baseline -Dmigrate.to=1")
                + (unstamped ? " -Dmigrate.stamp=" + environment.name() : ""));
  }

  /**
   * Reads all scripts before the first is run: what cannot be read stops the run while nothing is
   * changed.
   */
  private List<Planned> plan(History history) throws SQLException {
    List<Planned> planned = new ArrayList<>();
    Optional<HalfDone> half = HalfDone.of(workplace, history);
    half.ifPresent(it -> planned.add(resumed(it)));
    for (Entry entry : target.pending(history)) {
      if (half.isPresent() && half.get().isOf(entry)) {
        // A repeatable migration whose file was corrected is pending as well.
        continue;
      }
      List<Statement> statements = statements(entry).orElse(null);
      if (statements != null) {
        NotResumable.refuse(statements);
      }
      planned.add(new Planned(entry, statements, null));
      if (workplace.environment().policy().undoRequired() && entry.version() != null) {
        DowngradeRun.requireUndo(workplace, entry);
      }
    }
    return planned;
  }

  private Planned resumed(HalfDone half) {
    if (half.direction() == Direction.DOWNGRADE) {
      throw new RefusedException(
          Problem.of("undo-half-done", "The undo of " + half.entry().label() + " is half done.")
              .at(half.last().place())
              .committed(half.stands())
              .fix("Let it end first: " + workplace.environment().command("downgrade")));
    }
    if (half.entry().resolved() == null) {
      throw new RefusedException(
          Problem.of(
                  "migration-missing",
                  half.entry().label() + " is half done, and its file is not in the project.")
              .at(half.last().place())
              .committed(half.stands())
              .fix("Bring the file back; the upgrade then goes on where it stands."));
    }
    return new Planned(half.entry(), statements(half.entry()).orElseThrow(), half);
  }

  private Optional<List<Statement>> statements(Entry entry) {
    return workplace
        .migrations()
        .script(Objects.requireNonNull(entry.resolved()))
        .map(Script::statements);
  }

  private List<Done> apply(List<Planned> planned, History history) {
    List<Done> done = new ArrayList<>();
    fire(org.flywaydb.core.api.callback.Event.BEFORE_MIGRATE);
    try (MigrationRunner runner = workplace.runner(callbacks, options)) {
      planned.stream().map(Planned::statements).filter(Objects::nonNull).forEach(runner::expect);
      int rank = history.nextRank();
      boolean versions = true;
      for (Planned each : planned) {
        versions = betweenKinds(versions, each.entry());
        done.add(applyOne(runner, each, rank, done.size() + 1, planned.size()));
        rank += each.half() == null ? 1 : 0;
      }
      runner.finish();
      if (versions) {
        fire(org.flywaydb.core.api.callback.Event.AFTER_VERSIONED);
      }
    } catch (MigrateException e) {
      callbacks.fireAfter(e, org.flywaydb.core.api.callback.Event.AFTER_MIGRATE_ERROR, null);
      throw Interrupted.after("applied", done, planned.size() - done.size(), e);
    }
    if (!done.isEmpty()) {
      fire(org.flywaydb.core.api.callback.Event.AFTER_MIGRATE_APPLIED);
    }
    fire(org.flywaydb.core.api.callback.Event.AFTER_MIGRATE);
    return done;
  }

  private boolean betweenKinds(boolean versions, Entry next) {
    if (versions && next.version() == null) {
      fire(org.flywaydb.core.api.callback.Event.AFTER_VERSIONED);
      fire(org.flywaydb.core.api.callback.Event.BEFORE_REPEATABLES);
      return false;
    }
    return versions;
  }

  private Done applyOne(MigrationRunner runner, Planned planned, int rank, int index, int total) {
    Entry entry = planned.entry();
    workplace.interruption().check();
    workplace.events().accept(new Event.MigrationStarted(entry.label(), index, total));
    Done done;
    if (planned.statements() == null) {
      done = runner.applyJava(entry, rank);
    } else if (planned.half() != null) {
      done = runner.resume(entry, planned.statements(), planned.half().rows());
    } else {
      done = runner.apply(entry, planned.statements(), rank);
    }
    workplace.events().accept(new Event.MigrationFinished(entry.label(), done.duration()));
    return done;
  }

  private void fire(org.flywaydb.core.api.callback.Event event) {
    callbacks.fire(event, null);
  }
}
