package dev.migrate;

import dev.migrate.execute.Callbacks;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.Finding;
import dev.migrate.history.History.State;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.history.NewRow;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/** Brings the history in line with what is true now; it never touches the schema itself. */
final class RepairRun {

  private final Workplace workplace;
  private final HistoryTable table;
  private final @Nullable String forget;

  /**
   * A repair.
   *
   * @param forget the half done version that is to count as not applied, its journal forgotten;
   *     null for none
   */
  RepairRun(Workplace workplace, @Nullable String forget) {
    this.workplace = workplace;
    this.forget = forget;
    this.table = workplace.table();
  }

  /** What was changed, one sentence each. */
  List<String> run() throws SQLException {
    new Guard(workplace).check();
    if (workplace.rows().isEmpty()) {
      return List.of();
    }
    workplace.enter();
    return workplace.locked(this::locked);
  }

  private List<String> locked() throws SQLException {
    Guard guard = new Guard(workplace);
    boolean unstamped = guard.check();
    History history = workplace.history(workplace.rows().orElse(List.of()));
    requireKnown(history);
    if (damaged(history).isEmpty()) {
      return List.of();
    }
    if (unstamped) {
      guard.requireStampable();
    }
    workplace.trail().begin("repair", Steps.version(history), null);
    if (unstamped) {
      guard.stamp();
    }
    Callbacks callbacks = workplace.callbacks();
    callbacks.fire(Event.AFTER_CONNECT, null);
    callbacks.fire(Event.BEFORE_REPAIR, null);
    List<String> changes = new ArrayList<>();
    removeFailed(history, changes);
    // Without the failed entries the others may stand differently, and their ranks are free again.
    align(workplace.history(workplace.rows().orElse(List.of())), changes);
    callbacks.fire(Event.AFTER_REPAIR, null);
    return changes;
  }

  /** What can be gone on with is no damage, unless it is to be forgotten. */
  private List<Finding> damaged(History history) throws SQLException {
    Optional<HalfDone> half = HalfDone.of(workplace, history).filter(h -> !isForgotten(h.entry()));
    return history.findings().stream()
        .filter(f -> f.entry().row() != null)
        .filter(f -> half.isEmpty() || !Objects.equals(f.entry().row(), half.get().entry().row()))
        .toList();
  }

  private boolean isForgotten(Entry entry) {
    return forget != null
        && (entry.version() == null
            ? forget.equals(entry.description())
            : GivenVersion.of(forget).equals(entry.version()));
  }

  private void requireKnown(History history) {
    boolean known =
        forget == null
            || history.entries().stream()
                .anyMatch(e -> e.state() == State.FAILED && isForgotten(e));
    if (!known) {
      throw new RefusedException(
          Problem.of("version-not-half-done", "Version " + forget + " is not half done.")
              .at("-Dmigrate.forget=" + forget)
              .fix("See what is: " + workplace.environment().command("history")));
    }
  }

  private void removeFailed(History history, List<String> changes) throws SQLException {
    for (Finding finding : damaged(history)) {
      Entry entry = finding.entry();
      if (entry.state() == State.FAILED) {
        int rank = Objects.requireNonNull(entry.row()).rank();
        table.remove(rank);
        workplace.journal().forget(workplace.connection(), rank);
        changes.add("Removed the failed entry of " + entry.label() + "; it is pending again.");
      }
    }
  }

  private void align(History history, List<String> changes) throws SQLException {
    int rank = history.nextRank();
    for (Finding finding : damaged(history)) {
      Entry entry = finding.entry();
      HistoryRow row = Objects.requireNonNull(entry.row());
      ResolvedMigration resolved = entry.resolved();
      if (resolved == null) {
        delete(row, rank++);
        changes.add("Marked " + entry.label() + " as deleted: its file is gone.");
      } else {
        realign(row, resolved);
        changes.add(realigned(entry.label(), row, resolved));
      }
    }
  }

  private void realign(HistoryRow row, ResolvedMigration resolved) throws SQLException {
    table.realign(
        row.rank(), resolved.getType().name(), resolved.getDescription(), resolved.getChecksum());
  }

  private static String realigned(String label, HistoryRow row, ResolvedMigration resolved) {
    return Objects.equals(row.checksum(), resolved.getChecksum())
        ? "Realigned " + label + " with its file: it is called " + resolved.getScript() + " now."
        : "Realigned "
            + label
            + " with its file: checksum "
            + row.checksum()
            + " is now "
            + resolved.getChecksum()
            + ".";
  }

  private void delete(HistoryRow row, int rank) throws SQLException {
    table.insert(NewRow.deletionOf(row, rank, Duration.ZERO));
  }
}
