package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.migrate.backup.file.FrameKind;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is changed in the statements that create views and programs.
 *
 * @param dropDefiners the definer is who executes them
 * @param disableEvents events are made so that they never run: in a copy they would do a second
 *     time what they do, in other databases, too
 */
record ObjectChanges(boolean dropDefiners, boolean disableEvents) {

  static final ObjectChanges NONE = new ObjectChanges(false, false);

  private static final Set<FrameKind> WITH_DEFINER =
      Set.of(FrameKind.ROUTINE, FrameKind.VIEW, FrameKind.TRIGGER, FrameKind.EVENT);

  private static final String NAME = "`(?:[^`]|``)*`";

  private static final Pattern DEFINER =
      Pattern.compile(
          "\\A(\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:ALGORITHM\\s*=\\s*\\w+\\s+)?)DEFINER\\s*=\\s*"
              + NAME
              + "(?:@"
              + NAME
              + ")?\\s+",
          Pattern.CASE_INSENSITIVE);

  /** As servers print it; times are in quotes, and hold no such words. */
  private static final Pattern ENABLED =
      Pattern.compile(
          "\\A(\\s*CREATE\\s[^`]*(?:"
              + NAME
              + "[^`]*?)*?\\sEVENT\\s+"
              + NAME
              + "\\s+ON\\s+SCHEDULE\\s.*?\\sON\\s+COMPLETION\\s+(?:NOT\\s+)?PRESERVE\\s+)ENABLE\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  byte[] of(FrameKind kind, byte[] statement) {
    // A character a byte: the text has the character set it was created with.
    String text = new String(statement, ISO_8859_1);
    if (disableEvents && kind == FrameKind.EVENT) {
      Matcher matcher = ENABLED.matcher(text);
      text = matcher.lookingAt() ? matcher.replaceFirst("$1DISABLE") : text;
    }
    if (dropDefiners && WITH_DEFINER.contains(kind)) {
      text = DEFINER.matcher(text).replaceFirst("$1");
    }
    return text.getBytes(ISO_8859_1);
  }
}
