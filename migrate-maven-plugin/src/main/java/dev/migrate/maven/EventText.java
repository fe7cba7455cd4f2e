package dev.migrate.maven;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

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
    boolean told =
        event instanceof Event.Waiting
            || event instanceof Event.Preparing
            || event instanceof Event.Progress
            || event instanceof Event.StatementProgress
            || event instanceof Event.Paused
            || event instanceof Event.Audited;
    return told ? Level.INFO : Level.DETAIL;
  }

  static String of(Event event) {
    if (event instanceof Event.MigrationStarted started) {
      return "(" + started.index() + "/" + started.total() + ") " + started.migration();
    }
    if (event instanceof Event.MigrationFinished finished) {
      return finished.migration() + " done in " + text(finished.duration());
    }
    if (event instanceof Event.StatementExecuted statement) {
      return statement.where()
          + " "
          + statement.summary()
          + (statement.failure() == null
              ? " in " + text(statement.duration()) + rows(statement.rows())
              : " failed: " + statement.failure());
    }
    if (event instanceof Event.Audited audited) {
      return "Audit: row " + audited.position() + ", " + audited.hash();
    }
    if (event instanceof Event.Waiting waiting) {
      return "Waiting for "
          + waiting.what()
          + ", held by "
          + waiting.holder()
          + ", at most "
          + text(waiting.limit());
    }
    if (event instanceof Event.Progress progress) {
      return text(progress);
    }
    if (event instanceof Event.StatementProgress progress) {
      return text(progress);
    }
    if (event instanceof Event.Paused paused) {
      return "Paused"
          + (paused.elapsed().isZero() ? "" : " for " + text(paused.elapsed()))
          + ": "
          + paused.reason();
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

  private static String rows(long rows) {
    return rows == 0 ? "" : String.format(Locale.ROOT, ", %,d rows", rows);
  }

  private static String text(Event.Progress progress) {
    long percent = 100 * progress.done() / Math.max(1, progress.estimatedTotal());
    return String.format(
        Locale.ROOT,
        "%s: %,d of about %,d rows (%d%%) in %s, about %s left",
        progress.what(),
        progress.done(),
        progress.estimatedTotal(),
        percent,
        text(progress.elapsed()),
        text(progress.remaining()));
  }

  private static String text(Event.StatementProgress progress) {
    StringBuilder text = new StringBuilder(progress.where() + " " + progress.what() + ": ");
    if (progress.percent() != null) {
      text.append(String.format(Locale.ROOT, "%d %% in ", (int) Math.floor(progress.percent())));
    }
    text.append(precise(progress.elapsed()));
    if (progress.remaining() != null) {
      text.append(", about ").append(text(progress.remaining())).append(" left");
    }
    StringJoiner more = new StringJoiner("; ", " (", ")").setEmptyValue("");
    if (progress.stage() != null) {
      more.add(progress.stage());
    }
    if (progress.blocked() > 0) {
      more.add(progress.blocked() == 1 ? "1 session waits" : progress.blocked() + " sessions wait");
    }
    if (progress.unknown() != null) {
      more.add(progress.unknown());
    }
    return text.append(more).toString();
  }

  /** With the seconds, for a line that is drawn again each second. */
  private static String precise(Duration duration) {
    return duration.toMinutes() < 2 || duration.toHours() > 0
        ? text(duration)
        : text(duration) + " " + duration.toSecondsPart() + " s";
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return duration.toMinutes() < 2
        ? duration.toSeconds() + " s"
        : (duration.toHours() > 0 ? duration.toHours() + " h " : "")
            + duration.toMinutesPart()
            + " min";
  }
}
