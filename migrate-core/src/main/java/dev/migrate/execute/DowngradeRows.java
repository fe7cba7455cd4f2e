package dev.migrate.execute;

import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.history.NewRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a version that is being taken back: while it is half done its own row says so; then a
 * row of type DELETE makes it pending again for every Flyway, and one for each repeatable migration
 * lets that run again.
 */
final class DowngradeRows implements HistoryMarks {

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
  public List<String> begin() {
    return List.of(table.halfDone(applied.rank()));
  }

  @Override
  public List<String> complete(Duration duration) {
    List<String> sql = new ArrayList<>();
    sql.add(table.whole(applied.rank()));
    sql.addAll(record(duration));
    return sql;
  }

  @Override
  public List<String> record(Duration duration) {
    List<String> sql = new ArrayList<>();
    int next = rank;
    sql.add(table.insertion(NewRow.deletionOf(applied, next++, duration)));
    for (HistoryRow repeatable : repeatables) {
      sql.add(table.insertion(NewRow.deletionOf(repeatable, next++, Duration.ZERO)));
    }
    return sql;
  }

  @Override
  public List<String> forget() {
    return List.of(table.whole(applied.rank()));
  }
}
