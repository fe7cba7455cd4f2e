package dev.migrate.backup;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** How far a long piece of work is, told now and then. Rows are added from any thread. */
final class Progress {

  private static final long BETWEEN = Duration.ofSeconds(2).toNanos();

  private final String what;
  private final long estimate;
  private final Consumer<Event> events;
  private final AtomicLong rows = new AtomicLong();
  private final long begin = System.nanoTime();
  private long told = begin;

  /** {@code estimate} is how many rows there may be. */
  Progress(String what, long estimate, Consumer<Event> events) {
    this.what = what;
    this.estimate = estimate;
    this.events = events;
  }

  void add(long more) {
    rows.addAndGet(more);
  }

  /** Tells, if it has not done so for a while. From one thread. */
  void tell() {
    long now = System.nanoTime();
    if (now - told < BETWEEN) {
      return;
    }
    told = now;
    long done = rows.get();
    long total = Math.max(done, estimate);
    Duration elapsed = Duration.ofNanos(now - begin);
    Duration remaining =
        done == 0 ? Duration.ZERO : elapsed.multipliedBy(total - done).dividedBy(done);
    events.accept(new Event.Progress(what, done, total, elapsed, remaining));
  }
}
