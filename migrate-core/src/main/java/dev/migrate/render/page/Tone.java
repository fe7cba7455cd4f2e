package dev.migrate.render.page;

import dev.migrate.validate.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How something stands; its colour only repeats what a text beside it says. */
enum Tone {
  GOOD,
  PLAIN,
  NOTE,
  WARN,
  BAD;

  /** The class that gives it its colour. */
  String css() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a migration's state. */
  static Tone ofState(String state) {
    return switch (state) {
      case "applied" -> GOOD;
      case "pending" -> NOTE;
      case "failed", "half done" -> BAD;
      case "missing", "future", "out of order", "not applied, out of order", "outdated" -> WARN;
      default -> PLAIN;
    };
  }

  static Tone ofSeverity(Severity severity) {
    return switch (severity) {
      case ERROR -> BAD;
      case WARNING -> WARN;
      case INFO -> NOTE;
      case OFF -> PLAIN;
    };
  }

  /** Of the way in which a backup was verified. */
  static Tone ofVerified(@Nullable String verified) {
    return verified == null ? WARN : GOOD;
  }

  /** Of a run's result. */
  static Tone ofResult(String result) {
    return switch (result) {
      case "done" -> GOOD;
      case "failed", "interrupted" -> BAD;
      case "refused" -> WARN;
      default -> PLAIN;
    };
  }
}
