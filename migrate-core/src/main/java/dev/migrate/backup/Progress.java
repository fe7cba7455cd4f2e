package dev.migrate.backup;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells how many rows of a long piece of work are done: first after 2 s, then every second. */
final class Progress {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String what;
  private final long before;
  private final long total;
  private final Consumer<Event> events;
  private final AtomicLong rows;
  private final long begin = System.nanoTime();
  private long next = begin + FIRST_NANOS;

  /**
   * Begins.
   *
   * @param before rows that earlier attempts did
   * @param total all rows, or an estimate
   */
  Progress(String what, long before, long total, Consumer<Event> events) {
    this.what = what;
    this.before = before;
    this.total = total;
    this.events = events;
    this.rows = new AtomicLong(before);
  }

  /** Counts rows; from any thread. */
  void add(long count) {
    rows.addAndGet(count);
  }

  /** How many rows are done. */
  long rows() {
    return rows.get();
  }

  /** Tells, if it is time; from one thread. */
  void tell() {
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + EACH_NANOS;
    long done = rows.get();
    Duration elapsed = Duration.ofNanos(now - begin);
    long put = Math.max(1, done - before);
    long millis = (long) ((double) elapsed.toMillis() / put * Math.max(0, total - done));
    events.accept(
        new Event.Progress(what, done, Math.max(done, total), elapsed, Duration.ofMillis(millis)));
  }
}
