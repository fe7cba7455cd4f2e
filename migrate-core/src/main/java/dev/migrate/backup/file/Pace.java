package dev.migrate.backup.file;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells how far a verification is: first after 2 s, then about once a second. */
final class Pace {

  private static final long STEP = 1_000_000_000L;

  private final String what;
  private final long total;
  private final Consumer<Event> events;
  private final long begun = System.nanoTime();
  private long told = begun + STEP;
  private long done;

  Pace(String file, long total, Consumer<Event> events) {
    this.what = "verifying " + file;
    this.total = total;
    this.events = events;
  }

  /** So many rows more are behind it. */
  synchronized void add(long rows) {
    done += rows;
    long now = System.nanoTime();
    if (now - told >= STEP && done > 0) {
      told = now;
      long elapsed = now - begun;
      double left = (double) elapsed / done * (total - done);
      events.accept(
          new Event.Progress(
              what, done, total, Duration.ofNanos(elapsed), Duration.ofNanos((long) left)));
    }
  }
}
