package dev.migrate;

import dev.migrate.execute.Direction;
import dev.migrate.execute.JournalRow;
import dev.migrate.execute.JournalRow.State;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A migration, or its undo, that an earlier run left half done and that can be gone on with.
 *
 * @param entry the migration
 * @param up what the journal has of its application, while that is not whole
 * @param down what the journal has of its undo, while that is not whole
 */
record HalfDone(Entry entry, List<JournalRow> up, List<JournalRow> down) {

  /** The one a history has; empty for none, and for one the journal has nothing of. */
  static Optional<HalfDone> of(Workplace workplace, History history) throws SQLException {
    for (Entry entry : history.entries()) {
      if (entry.state() == History.State.FAILED) {
        HistoryRow row = Objects.requireNonNull(entry.row());
        List<JournalRow> rows = workplace.journal().read(workplace.connection(), row.rank());
        HalfDone half =
            new HalfDone(entry, open(rows, Direction.UPGRADE), open(rows, Direction.DOWNGRADE));
        if (!isOfAnother(row, half) && !half.rows().isEmpty()) {
          return Optional.of(half);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the rows are of a row of the history that someone removed: its rank is used again. */
  private static boolean isOfAnother(HistoryRow row, HalfDone half) {
    return half.rows().stream()
        .allMatch(r -> r.startedAt().isBefore(row.installedOn().minusSeconds(1)));
  }

  private static List<JournalRow> open(List<JournalRow> rows, Direction direction) {
    List<JournalRow> its = rows.stream().filter(r -> r.direction() == direction).toList();
    // Of a script that is whole no hash is kept.
    boolean whole = its.stream().allMatch(r -> r.state() == State.DONE && r.hash() == null);
    return whole ? List.of() : its;
  }

  /** Whether another entry is of the same migration. */
  boolean isOf(Entry other) {
    return Objects.equals(entry.version(), other.version())
        && entry.description().equals(other.description());
  }

  /** Which way it was being taken last. */
  Direction direction() {
    return down.isEmpty() ? Direction.UPGRADE : Direction.DOWNGRADE;
  }

  /** What the journal has of the way it was being taken last. */
  List<JournalRow> rows() {
    return down.isEmpty() ? up : down;
  }

  /** The last row: where it stands. */
  JournalRow last() {
    return rows().get(rows().size() - 1);
  }

  /** Where it stands, for people. */
  String stands() {
    JournalRow row = last();
    if (row.last() == 0) {
      return "nothing of it is committed";
    }
    String statement = "statement " + row.last() + " (" + row.place() + ")";
    return switch (row.state()) {
      case DONE -> statement + " is done, the next one is not";
      case FAILED, DOUBT -> statement + " failed: " + row.error();
      case BATCHES ->
          statement
              + " is done for about "
              + row.rows()
              + " rows"
              + (row.error() == null ? "" : " and failed: " + row.error());
      case INTENT, RUNNING -> statement + " was begun, and its end was not recorded";
    };
  }
}
