package dev.migrate;

import dev.migrate.execute.Callbacks;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.Finding;
import dev.migrate.history.History.State;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** Brings the history in line with what is true now; it never touches the schema itself. */
final class RepairRun {

  private final Workplace workplace;
  private final HistoryTable table;

  RepairRun(Workplace workplace) {
    this.workplace = workplace;
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
    if (damaged(history).isEmpty()) {
      return List.of();
    }
    if (unstamped) {
      guard.requireStampable();
      guard.stamp();
    }
    Callbacks callbacks = new Callbacks(workplace.connection(), workplace.migrations());
    callbacks.fire(Event.AFTER_CONNECT, null);
    callbacks.fire(Event.BEFORE_REPAIR, null);
    List<String> changes = new ArrayList<>();
    removeFailed(history, changes);
    // Without the failed entries the others may stand differently, and their ranks are free again.
    align(workplace.history(workplace.rows().orElse(List.of())), changes);
    callbacks.fire(Event.AFTER_REPAIR, null);
    return changes;
  }

  private static List<Finding> damaged(History history) {
    return history.findings().stream().filter(f -> f.entry().row() != null).toList();
  }

  private void removeFailed(History history, List<String> changes) throws SQLException {
    for (Finding finding : damaged(history)) {
      Entry entry = finding.entry();
      if (entry.state() == State.FAILED) {
        table.remove(Objects.requireNonNull(entry.row()).rank());
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
    table.insert(
        rank,
        row.version(),
        row.description(),
        "DELETE",
        row.script(),
        row.checksum(),
        Duration.ZERO,
        true);
  }
}
