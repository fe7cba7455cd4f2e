package dev.migrate.generate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a new migration is about, in snake_case and ASCII: part of its files' names.
 *
 * @param text lower-case words joined by {@code _}
 * @param changed whether it is not what the user wrote
 */
record Message(String text, boolean changed) {

  /**
   * Room for {@code add_Y_to_X} with the longest names a server takes (64 characters each). With a
   * revision before it, it fits Flyway's description column, a VARCHAR(200), and with a version the
   * 255 bytes of a file's name.
   */
  static final int MAX_LENGTH = 150;

  private static final Pattern PATH = Pattern.compile("[/\\\\:\\p{Cc}]|\\.\\.");
  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Map<String, String> LETTERS =
      Map.of(
          "\u00df", "ss", "\u00e6", "ae", "\u00c6", "Ae", "\u0153", "oe", "\u0152", "Oe", "\u00f8",
          "o", "\u00d8", "O", "\u0142", "l", "\u0141", "L");

  /**
   * Turns what the user wrote into a message.
   *
   * @throws ConfigurationException {@code message-bad} if nothing is left of it, it is too long, or
   *     holds characters of a path
   */
  static Message of(String written) {
    String given = written.strip();
    if (PATH.matcher(given).find()) {
      throw bad("it holds characters of a path (/ \\ : ..) or control characters");
    }
    String text = snakeCase(given);
    if (text.isEmpty()) {
      throw bad(
          given.isEmpty()
              ? "it is empty"
              : "no letter or digit of ASCII is left of \"" + given + '"');
    }
    if (text.length() > MAX_LENGTH) {
      throw bad("it has " + text.length() + " characters, at most " + MAX_LENGTH + " are possible");
    }
    return new Message(text, !text.equals(written));
  }

  private static String snakeCase(String given) {
    String ascii = given;
    for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
      ascii = ascii.replace(letter.getKey(), letter.getValue());
    }
    ascii = Normalizer.normalize(ascii, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    return HUMP.matcher(ascii)
        .replaceAll("_")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_|_$", "");
  }

  static ConfigurationException bad(String why) {
    return new ConfigurationException(
        Problem.of("message-bad", "The message cannot name a migration: " + why + ".")
            .at("-Dmigrate.message")
            .fix(
                "say in a few words what the migration does:"
                    + " mvn migrate:generate -Dmigrate.message=add_email_to_users"));
  }
}
