package dev.migrate.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Texts as literals of a statement. They mean the same in every SQL mode and under every character
 * set of the session, which scripts may change while statements of our own stand between theirs.
 */
public final class Literal {

  private Literal() {}

  /** A text, or NULL; what is not plain ASCII, or has a backslash, in hexadecimal. */
  public static String text(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    return text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~' || c == '\\')
        ? "_utf8mb4 " + bytes(text.getBytes(StandardCharsets.UTF_8))
        : "'" + text.replace("'", "''") + "'";
  }

  /** Bytes in hexadecimal: {@code x'CAFE'}. */
  public static String bytes(byte[] bytes) {
    return "x'" + HexFormat.of().formatHex(bytes) + "'";
  }
}
