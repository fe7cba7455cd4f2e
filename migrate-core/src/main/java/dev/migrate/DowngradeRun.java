package dev.migrate;

import dev.migrate.execute.Callbacks;
import dev.migrate.execute.Direction;
import dev.migrate.execute.Done;
import dev.migrate.execute.MigrationRunner;
import dev.migrate.execute.NotResumable;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.State;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.Undo;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Takes back versions, newest first, by their undo files. */
final class DowngradeRun {

  private final Workplace workplace;
  private final Guard guard;
  private final UnaryOperator<List<Entry>> choice;
  private final String options;
  private final Consumer<String> goOnWith;
  private final Gate gate;

  /**
   * A version and the statements that take it back.
   *
   * @param half what an earlier run did of it or of its undo; null for nothing
   */
  private record Planned(Entry entry, List<Statement> statements, @Nullable HalfDone half) {}

  private DowngradeRun(
      Workplace workplace,
      UnaryOperator<List<Entry>> choice,
      String options,
      Consumer<String> goOnWith) {
    this.workplace = workplace;
    this.guard = new Guard(workplace);
    this.choice = choice;
    this.options = options;
    this.goOnWith = goOnWith;
    this.gate = new Gate(workplace, "downgrade", options);
  }

  /**
   * Takes back the newest {@code count} versions.
   *
   * @param goOnWith told what the command has to say again to go on, from its first blank on
   */
  static DowngradeRun steps(Workplace workplace, int count, Consumer<String> goOnWith) {
    return new DowngradeRun(
        workplace,
        versions -> newest(workplace, versions, count),
        " -Dmigrate.steps=" + count,
        goOnWith);
  }

  /** Takes back every version above the given one; {@code 0} is below all. */
  static DowngradeRun to(Workplace workplace, String version) {
    return new DowngradeRun(
        workplace,
        versions -> above(workplace, versions, version),
        " -Dmigrate.to=" + version,
        options -> {});
  }

  /** What was taken back, and the history afterwards. */
  record Result(List<Done> done, History history) {}

  Result run() throws SQLException {
    Optional<List<HistoryRow>> rows = workplace.rows();
    if (rows.isEmpty()) {
      return new Result(List.of(), workplace.history(List.of()));
    }
    guard.check();
    workplace.enter();
    return workplace.locked(this::locked);
  }

  private Result locked() throws SQLException {
    boolean unstamped = guard.check();
    List<HistoryRow> rows = workplace.rows().orElse(List.of());
    History history = workplace.history(rows);
    Optional<HalfDone> half = HalfDone.of(workplace, history);
    requireWhole(history, half);
    Callbacks callbacks = workplace.callbacks();
    List<Entry> chosen = chosen(history, half);
    String again = again(history, chosen);
    goOnWith.accept(again);
    try (MigrationRunner runner = workplace.runner(callbacks, again)) {
      List<Planned> planned = planned(chosen, half, runner);
      if (planned.isEmpty()) {
        return new Result(List.of(), history);
      }
      if (unstamped) {
        guard.requireStampable();
      }
      gate.pass(pending(planned), rows);
      PendingTables tables = PendingTables.of(pending(planned));
      workplace.precaution().take("downgrade", tables, half.isPresent());
      String backup = workplace.precaution().name();
      workplace.trail().begin("downgrade", Steps.version(history), backup);
      if (unstamped) {
        guard.stamp();
      }
      List<Done> done = undo(runner, callbacks, planned, history);
      return new Result(done, workplace.history(workplace.rows().orElse(List.of())));
    }
  }

  /** What the run would execute on a history; changes nothing. */
  Pending pending(History history) throws SQLException {
    Optional<HalfDone> half = HalfDone.of(workplace, history);
    requireWhole(history, half);
    try (MigrationRunner runner = workplace.runner(workplace.callbacks(), options)) {
      return pending(planned(chosen(history, half), half, runner));
    }
  }

  /** An undo says by itself what of it is still to be done. */
  private static Pending pending(List<Planned> planned) {
    return new Pending(
        Direction.DOWNGRADE,
        planned.stream()
            .map(each -> new Pending.Part(each.entry(), each.statements(), 0))
            .toList());
  }

  /**
   * What the command has to say again: the version that is to stay, since so many steps once more
   * would take back more.
   */
  private String again(History history, List<Entry> chosen) {
    List<MigrationVersion> stay =
        history.versions().stream()
            .filter(e -> chosen.stream().noneMatch(c -> Objects.equals(c.row(), e.row())))
            .map(e -> Objects.requireNonNull(e.version()))
            .toList();
    if (stay.isEmpty()) {
      return " -Dmigrate.to=0";
    }
    MigrationVersion to = Collections.max(stay);
    // Versions that were applied out of order have no such mark.
    boolean marks =
        chosen.stream().allMatch(e -> e.version() == null || e.version().compareTo(to) > 0);
    return marks ? " -Dmigrate.to=" + to : options;
  }

  private List<Planned> planned(
      List<Entry> chosen, Optional<HalfDone> half, MigrationRunner runner) {
    List<Planned> planned = new ArrayList<>();
    for (Entry entry : chosen) {
      planned.add(half.isPresent() && planned.isEmpty() ? plan(half.get(), runner) : plan(entry));
    }
    return planned;
  }

  /** What is half done comes first, whatever was asked for. */
  private List<Entry> chosen(History history, Optional<HalfDone> half) {
    if (half.isEmpty()) {
      return choice.apply(history.versions());
    }
    Entry first = half.get().entry();
    List<Entry> versions = new ArrayList<>(history.versions());
    versions.removeIf(e -> Objects.equals(e.row(), first.row()));
    versions.add(0, first);
    List<Entry> chosen = new ArrayList<>(choice.apply(versions));
    chosen.removeIf(e -> Objects.equals(e.row(), first.row()));
    chosen.add(0, first);
    return chosen;
  }

  private Planned plan(HalfDone half, MigrationRunner runner) {
    List<Statement> undo =
        half.entry().version() == null ? List.of() : requireUndo(workplace, half.entry());
    return new Planned(
        half.entry(),
        new HalfUndo(workplace.environment(), workplace.migrations(), runner).of(half, undo),
        half);
  }

  private Planned plan(Entry entry) {
    if (entry.state() == State.BASELINE) {
      throw new RefusedException(
          Problem.of(
                  "below-baseline",
                  "Version "
                      + entry.version()
                      + " is the baseline: what came before it cannot be taken back.")
              .at(workplace.address())
              .fix(
                  "Go back to the baseline at most: "
                      + workplace
                          .environment()
                          .command("downgrade -Dmigrate.to=" + entry.version())));
    }
    List<Statement> statements = requireUndo(workplace, entry);
    NotResumable.refuse(statements);
    return new Planned(entry, statements, null);
  }

  private void requireWhole(History history, Optional<HalfDone> half) {
    history.findings().stream()
        .filter(f -> f.entry().state() == State.FAILED && half.isEmpty())
        .findFirst()
        .ifPresent(
            f -> {
              throw new RefusedException(new Soundness(workplace.environment()).problem(f));
            });
  }

  private List<Done> undo(
      MigrationRunner runner, Callbacks callbacks, List<Planned> planned, History history) {
    List<HistoryRow> repeatables =
        history.repeatables().stream().map(e -> Objects.requireNonNull(e.row())).toList();
    int rank = history.nextRank();
    List<Done> done = new ArrayList<>();
    callbacks.fire(org.flywaydb.core.api.callback.Event.AFTER_CONNECT, null);
    callbacks.fire(org.flywaydb.core.api.callback.Event.BEFORE_UNDO, null);
    try {
      for (Planned each : planned) {
        done.add(undoOne(runner, each, repeatables, rank, done.size() + 1, planned.size()));
        rank += 1 + repeatables.size();
        repeatables = List.of();
      }
      runner.finish();
    } catch (MigrateException e) {
      callbacks.fireAfter(e, org.flywaydb.core.api.callback.Event.AFTER_UNDO_ERROR, null);
      throw Interrupted.after("undone", done, planned.size() - done.size(), e);
    }
    callbacks.fire(org.flywaydb.core.api.callback.Event.AFTER_UNDO, null);
    return done;
  }

  private Done undoOne(
      MigrationRunner runner,
      Planned planned,
      List<HistoryRow> repeatables,
      int rank,
      int index,
      int total) {
    String label = planned.entry().label();
    workplace.interruption().check();
    workplace.events().accept(new Event.MigrationStarted("undo of " + label, index, total));
    Done done = undo(runner, planned, repeatables, rank);
    workplace.events().accept(new Event.MigrationFinished("undo of " + label, done.duration()));
    return done;
  }

  private static Done undo(
      MigrationRunner runner, Planned planned, List<HistoryRow> repeatables, int rank) {
    Entry entry = planned.entry();
    HalfDone half = planned.half();
    if (half == null) {
      return runner.undo(entry, planned.statements(), repeatables, rank, List.of());
    }
    return half.up().isEmpty()
        ? runner.undo(entry, planned.statements(), repeatables, rank, half.down())
        : runner.undoHalf(entry, planned.statements(), half.down());
  }

  /** The statements that take a version back; refuses a version without a way back. */
  static List<Statement> requireUndo(Workplace workplace, Entry entry) {
    Undo undo =
        workplace
            .migrations()
            .undo(Objects.requireNonNull(entry.version()))
            .orElseThrow(
                () -> refused("undo-missing", entry.label() + " has no undo file.", file(entry)));
    Optional<String> reason = undo.irreversible();
    if (reason.isPresent()) {
      throw refused(
          "undo-irreversible",
          entry.label()
              + " cannot be taken back: "
              + (reason.get().isEmpty() ? "no reason given" : reason.get()),
          undo.script().file());
    }
    List<Statement> statements = undo.script().statements();
    if (statements.isEmpty()) {
      throw refused(
          "undo-empty",
          "The undo of " + entry.label() + " has no statement.",
          undo.script().file());
    }
    return statements;
  }

  private static RefusedException refused(String code, String problem, String where) {
    return new RefusedException(
        Problem.of(code, problem)
            .at(where)
            .committed("nothing was changed")
            .fix(
                "Write the undo (the file's name is the migration's with U for V), or write a new"
                    + " migration that goes forward, or restore a backup."));
  }

  private static String file(Entry entry) {
    return entry.resolved() == null
        ? Objects.requireNonNull(entry.row()).script()
        : entry.resolved().getPhysicalLocation();
  }

  private static List<Entry> newest(Workplace workplace, List<Entry> versions, int count) {
    if (count < 1) {
      throw new RefusedException(
          Problem.of("steps-bad", "A downgrade takes back at least one version.")
              .at("-Dmigrate.steps=" + count)
              .fix(workplace.environment().command("downgrade -Dmigrate.steps=1")));
    }
    List<Entry> chosen = versions.stream().limit(count).toList();
    boolean onlyBaseline =
        count == 1 && chosen.size() == 1 && chosen.get(0).state() == State.BASELINE;
    return onlyBaseline ? List.of() : chosen;
  }

  private static List<Entry> above(Workplace workplace, List<Entry> versions, String version) {
    MigrationVersion target = GivenVersion.of(version);
    boolean zero = version.equals("0");
    if (!zero && versions.stream().noneMatch(e -> target.equals(e.version()))) {
      throw new RefusedException(
          Problem.of(
                  "version-not-applied", "Version " + target + " is not applied to this database.")
              .at("-Dmigrate.to=" + version)
              .fix("See the versions that are: " + workplace.environment().command("history")));
    }
    return versions.stream()
        .filter(e -> zero || Objects.requireNonNull(e.version()).compareTo(target) > 0)
        .toList();
  }
}
