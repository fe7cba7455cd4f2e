package dev.migrate.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The 12 hex digits that name a generated migration across branches, whatever its version. */
final class Revision {

  private static final Pattern HEAD =
      Pattern.compile("^--\\s*revision:\\s*([0-9a-f]{12})\\s*$", Pattern.MULTILINE);
  private static final Pattern REVISES =
      Pattern.compile("^--\\s*revises:\\s*(\\S+)\\s*$", Pattern.MULTILINE);
  private static final Pattern DESCRIPTION = Pattern.compile("([0-9a-f]{12})(?: (.*))?");

  private Revision() {}

  /** From the head of a file. */
  static Optional<String> inHead(String text) {
    Matcher matcher = HEAD.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What the head of a file says that it comes after: a revision, a version, or {@code none}. */
  static Optional<String> revisedInHead(String text) {
    Matcher matcher = REVISES.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * From a description as Flyway reads it from a file's name: {@code ba4800daf143 create tasks
   * table}.
   */
  static Optional<String> inDescription(String description) {
    Matcher matcher = DESCRIPTION.matcher(description);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The description without a leading revision. */
  static String stripped(String description) {
    Matcher matcher = DESCRIPTION.matcher(description);
    return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : description;
  }
}
