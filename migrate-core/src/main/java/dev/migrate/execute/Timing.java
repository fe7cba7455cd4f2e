package dev.migrate.execute;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a statement that was executed, or of several that were committed together.
 *
 * @param duration as seen from here
 * @param rows that the server says were changed; null where another count is kept
 * @param size of its one table before and after; null where nobody looked
 */
record Timing(Duration duration, @Nullable Long rows, @Nullable Resized size) {

  /** Without a look at a table. */
  static Timing of(Duration duration, long rows) {
    return new Timing(duration, rows, null);
  }

  /** Both, as one after the other. */
  Timing and(Timing other) {
    return of(
        duration.plus(other.duration),
        (rows == null ? 0 : rows) + (other.rows == null ? 0 : other.rows));
  }

  long micros() {
    return duration.toNanos() / 1000;
  }
}
