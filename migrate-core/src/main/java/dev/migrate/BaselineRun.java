package dev.migrate;

import dev.migrate.execute.Callbacks;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.NewRow;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Declares which version an existing database has. */
final class BaselineRun {

  private final Workplace workplace;
  private final String version;
  private final String description;

  /** Null values are the project's Flyway settings. */
  BaselineRun(Workplace workplace, @Nullable String version, @Nullable String description) {
    Configuration configuration = workplace.migrations().configuration();
    this.workplace = workplace;
    this.version =
        version == null
            ? configuration.getBaselineVersion().getVersion()
            : GivenVersion.of(version).getVersion();
    this.description = description == null ? configuration.getBaselineDescription() : description;
  }

  /** Version and description as written to the history. */
  record Result(String version, String description) {}

  Result run() throws SQLException {
    new Guard(workplace).check();
    return workplace.locked(this::locked);
  }

  private Result locked() throws SQLException {
    Guard guard = new Guard(workplace);
    boolean unstamped = guard.check();
    Optional<List<HistoryRow>> rows = workplace.rows();
    if (rows.isPresent() && !rows.get().isEmpty()) {
      return existing(rows.get());
    }
    if (unstamped) {
      guard.requireStampable();
    }
    List<String> created = workplace.createSchemas();
    workplace.enter();
    if (rows.isEmpty() && !workplace.createHistory()) {
      return locked();
    }
    workplace.trail().begin("baseline", null, null);
    if (unstamped) {
      guard.stamp();
    }
    Callbacks callbacks = workplace.callbacks();
    callbacks.fire(Event.AFTER_CONNECT, null);
    callbacks.fire(Event.BEFORE_BASELINE, null);
    insert(workplace, version, description);
    workplace.markCreated(created);
    callbacks.fire(Event.AFTER_BASELINE, null);
    return new Result(version, description);
  }

  /** Writes the baseline's row, as Flyway does. */
  static void insert(Workplace workplace, String version, String description) throws SQLException {
    workplace
        .table()
        .insert(
            new NewRow(
                1, version, description, "BASELINE", description, null, Duration.ZERO, true));
  }

  /** The version it is to declare. */
  String version() {
    return version;
  }

  /** The description it is to write. */
  String description() {
    return description;
  }

  private Result existing(List<HistoryRow> rows) {
    boolean same =
        rows.stream()
            .anyMatch(
                row ->
                    row.type().equals("BASELINE")
                        && version.equals(row.version())
                        && description.equals(row.description()));
    if (same) {
      return new Result(version, description);
    }
    throw tooLate(workplace, rows);
  }

  /** A history that has begun cannot be given another beginning. */
  static RefusedException tooLate(Workplace workplace, List<HistoryRow> rows) {
    return new RefusedException(
        Problem.of(
                "baseline-too-late",
                "This database has a history already, of " + rows.size() + " rows.")
            .at(workplace.address())
            .fix("See it: " + workplace.environment().command("history")));
  }
}
