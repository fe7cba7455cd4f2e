package dev.migrate.backup;

import dev.migrate.backup.file.FrameKind;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who does what next. A connection stays with a table until all its rows are taken; then it goes to
 * the largest table at which the fewest work. As soon as the rows of a table are in, its secondary
 * indexes are built, before rows of another table: the server builds them while other connections
 * go on. From any thread.
 */
final class RestoreSchedule {

  /** A table whose rows or indexes are not all there. */
  private static final class Table {
    private final String name;
    private final boolean shared;
    private final Deque<Integer> rows = new ArrayDeque<>();
    private final Deque<Integer> indexes = new ArrayDeque<>();
    private long bytes;
    private int working;

    Table(String name, boolean shared) {
      this.name = name;
      this.shared = shared;
    }

    boolean takesWorker() {
      return !rows.isEmpty() && (shared || working == 0);
    }

    boolean isReadyForIndexes() {
      return rows.isEmpty() && working == 0 && !indexes.isEmpty();
    }
  }

  /** A frame to do next. */
  record Task(String table, int frame, FrameKind kind) {}

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final RestorePlan plan;
  private boolean stopped;

  private RestoreSchedule(RestorePlan plan) {
    this.plan = plan;
  }

  /** What an earlier attempt has not done. */
  static RestoreSchedule of(RestorePlan plan, RestoreState state) {
    RestoreSchedule schedule = new RestoreSchedule(plan);
    for (int frame : plan.frames(FrameKind.DATA)) {
      if (!state.isDone(frame)) {
        Table table = schedule.table(frame);
        table.rows.add(frame);
        table.bytes += plan.frame(frame).size();
      }
    }
    for (int frame : plan.frames(FrameKind.INDEX)) {
      if (!state.isDone(frame)) {
        schedule.table(frame).indexes.add(frame);
      }
    }
    return schedule;
  }

  private Table table(int frame) {
    String name = plan.frame(frame).object();
    return tables.computeIfAbsent(
        name, key -> new Table(key, plan.isTransactional(plan.table(key))));
  }

  /** How many tasks there are; more connections would have nothing to do. */
  synchronized int size() {
    return tables.values().stream().mapToInt(t -> t.rows.size() + t.indexes.size()).sum();
  }

  /**
   * The next task; null when there is nothing left for this connection. Waits while the only tasks
   * are indexes of tables whose rows others still put in.
   *
   * @param last the connection's last task, which is done; null for none
   */
  synchronized @Nullable Task next(@Nullable Task last) throws InterruptedException {
    if (last != null) {
      Table table = tables.get(last.table());
      if (table != null) {
        table.working--;
        notifyAll();
      }
    }
    while (!stopped) {
      Optional<Table> indexed = largest(Table::isReadyForIndexes);
      if (indexed.isPresent()) {
        return take(indexed.get(), indexed.get().indexes, FrameKind.INDEX);
      }
      Table same = last == null ? null : tables.get(last.table());
      Table table = same != null && same.takesWorker() ? same : free().orElse(null);
      if (table != null) {
        return take(table, table.rows, FrameKind.DATA);
      }
      if (tables.values().stream().allMatch(t -> t.rows.isEmpty() && t.indexes.isEmpty())) {
        return null;
      }
      wait();
    }
    return null;
  }

  private Task take(Table table, Deque<Integer> frames, FrameKind kind) {
    int frame = frames.remove();
    table.working++;
    if (kind == FrameKind.DATA) {
      table.bytes -= plan.frame(frame).size();
    }
    return new Task(table.name, frame, kind);
  }

  private Optional<Table> largest(Predicate<Table> which) {
    return tables.values().stream().filter(which).max(Comparator.comparingLong(t -> size(t)));
  }

  private long size(Table table) {
    return plan.table(table.name).rows();
  }

  private Optional<Table> free() {
    return tables.values().stream()
        .filter(Table::takesWorker)
        .min(Comparator.<Table>comparingInt(t -> t.working).thenComparingLong(t -> -t.bytes));
  }

  /** Gives out no task any more. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
