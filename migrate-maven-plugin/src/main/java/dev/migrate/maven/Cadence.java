package dev.migrate.maven;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thins what comes about every second out for who reads lines: of each piece of work one at once
 * and then one every 15 s; why there is no percentage is told once. For all threads.
 */
final class Cadence {

  private static final Duration EACH = Duration.ofSeconds(15);

  private final LongSupplier clock;
  private final Map<String, Long> told = new HashMap<>();
  private final Set<String> reasons = new HashSet<>();

  /**
   * A cadence of its own.
   *
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  Cadence(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether it is one of those that come about every second. */
  static boolean isProgress(Event event) {
    return work(event) != null;
  }

  private static @Nullable String work(Event event) {
    if (event instanceof Event.Progress progress) {
      return progress.what();
    }
    return event instanceof Event.StatementProgress progress
        ? progress.where() + " " + progress.what()
        : null;
  }

  /** What of an event is to be told as a line; empty for nothing. */
  synchronized Optional<Event> line(Event event) {
    String work = work(event);
    if (work == null) {
      return Optional.of(event);
    }
    long now = clock.getAsLong();
    Long last = told.get(work);
    if (last != null && now - last < EACH.toNanos()) {
      return Optional.empty();
    }
    told.put(work, now);
    return Optional.of(once(event));
  }

  /** Why there is no percentage, where that was not told yet. */
  synchronized Optional<String> reason(Event event) {
    return event instanceof Event.StatementProgress progress
            && progress.unknown() != null
            && reasons.add(progress.unknown())
        ? Optional.of(progress.unknown())
        : Optional.empty();
  }

  /** The event, with the reason only where it was not told yet. */
  private Event once(Event event) {
    boolean told =
        event instanceof Event.StatementProgress progress
            && progress.unknown() != null
            && reason(progress).isEmpty();
    return told ? withoutReason(event) : event;
  }

  /** The event without the reason why there is no percentage. */
  static Event withoutReason(Event event) {
    return event instanceof Event.StatementProgress progress
        ? new Event.StatementProgress(
            progress.where(),
            progress.what(),
            progress.table(),
            progress.elapsed(),
            progress.stage(),
            progress.percent(),
            progress.remaining(),
            null,
            progress.blocked())
        : event;
  }
}
