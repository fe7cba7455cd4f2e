package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** The account a statement names as the definer of what it creates. */
final class DefinerClause {

  private static final String NAME = "`(?:[^`]|``)*`";

  private static final Pattern DEFINER =
      Pattern.compile(
          "\\A(\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:ALGORITHM\\s*=\\s*\\w+\\s+)?)DEFINER\\s*=\\s*"
              + NAME
              + "(?:@"
              + NAME
              + ")?\\s+",
          Pattern.CASE_INSENSITIVE);

  private DefinerClause() {}

  /** The statement without it: the definer is who executes it. */
  static byte[] drop(byte[] statement) {
    // A character a byte: the text has the character set it was created with.
    String text = new String(statement, ISO_8859_1);
    return DEFINER.matcher(text).replaceFirst("$1").getBytes(ISO_8859_1);
  }
}
