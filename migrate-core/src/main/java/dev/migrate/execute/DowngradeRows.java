package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a version that is being taken back: while it is half done its own row says so; then a
 * row of type DELETE makes it pending again for every Flyway, and one for each repeatable migration
 * lets that run again.
 */
final class DowngradeRows implements HalfDone {

  private final HistoryTable table;
  private final HistoryRow applied;
  private final List<HistoryRow> repeatables;
  private final int rank;

  DowngradeRows(HistoryTable table, Entry entry, List<HistoryRow> repeatables, int rank) {
    this.table = table;
    this.applied = Objects.requireNonNull(entry.row());
    this.repeatables = repeatables;
    this.rank = rank;
  }

  @Override
  public void begin() throws SQLException {
    table.mark(applied.rank(), false, applied.duration());
  }

  @Override
  public void complete(Duration duration) throws SQLException {
    table.mark(applied.rank(), true, applied.duration());
    record(duration);
  }

  @Override
  public void record(Duration duration) throws SQLException {
    int next = rank;
    delete(applied, next++, duration);
    for (HistoryRow repeatable : repeatables) {
      delete(repeatable, next++, Duration.ZERO);
    }
  }

  @Override
  public void forget() throws SQLException {
    table.mark(applied.rank(), true, applied.duration());
  }

  private void delete(HistoryRow row, int newRank, Duration duration) throws SQLException {
    table.insert(
        newRank,
        row.version(),
        row.description(),
        "DELETE",
        row.script(),
        row.checksum(),
        duration,
        true);
  }
}
