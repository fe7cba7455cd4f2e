package dev.migrate.maven;

import dev.migrate.outcome.Event;
import java.time.Duration;

/** A run's events as lines of a log. */
final class EventText {

  /** Who should see a line. */
  enum Level {
    WARN,
    INFO,
    /** Who asked for details. */
    DETAIL
  }

  private EventText() {}

  static Level level(Event event) {
    if (event instanceof Event.Notice) {
      return Level.WARN;
    }
    return event instanceof Event.Waiting || event instanceof Event.Preparing
        ? Level.INFO
        : Level.DETAIL;
  }

  static String of(Event event) {
    if (event instanceof Event.MigrationStarted started) {
      return "(" + started.index() + "/" + started.total() + ") " + started.migration();
    }
    if (event instanceof Event.MigrationFinished finished) {
      return finished.migration() + " done in " + text(finished.duration());
    }
    if (event instanceof Event.Waiting waiting) {
      return "Waiting for "
          + waiting.what()
          + ", held by "
          + waiting.holder()
          + ", at most "
          + text(waiting.limit());
    }
    if (event instanceof Event.Preparing preparing) {
      return preparing.what();
    }
    if (event instanceof Event.Notice notice) {
      return notice.text();
    }
    if (event instanceof Event.Detail detail) {
      return detail.text();
    }
    throw new IllegalArgumentException("no text for " + event.getClass().getName());
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + " ms" : millis / 1000 + " s";
  }
}
