package dev.migrate.execute;

import dev.migrate.outcome.Event;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells how far a statement in batches has come: first after 2 s, then every second. */
final class BatchProgress {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Statement statement;
  private final KeyRanges ranges;
  private final BatchPosition from;
  private final Consumer<Event> events;
  private final long begin = System.nanoTime();
  private long next = begin + FIRST_NANOS;
  private long total = -1;

  BatchProgress(Statement statement, KeyRanges ranges, BatchPosition from, Consumer<Event> events) {
    this.statement = statement;
    this.ranges = ranges;
    this.from = from;
    this.events = events;
  }

  void reached(BatchPosition at) throws SQLException {
    long now = System.nanoTime();
    if (now - next < 0 || at.isComplete()) {
      return;
    }
    next = now + EACH_NANOS;
    if (total < 0) {
      // Asked only now: most backfills are over before.
      total = at.rows() + ranges.estimate(at);
    }
    total = Math.max(total, at.rows());
    Duration elapsed = Duration.ofNanos(now - begin);
    long walked = Math.max(1, at.rows() - from.rows());
    Duration remaining =
        Duration.ofMillis((long) ((double) elapsed.toMillis() / walked * (total - at.rows())));
    events.accept(new Event.Progress(statement.where(), at.rows(), total, elapsed, remaining));
  }
}
