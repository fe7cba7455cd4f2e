package dev.migrate.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Texts as literals of a statement, and literals as texts. Those written here mean the same in
 * every SQL mode and under every character set of the session, which scripts may change while
 * statements of our own stand between theirs.
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

  /**
   * What a literal in quotes stands for (MySQL manual, "String Literals").
   *
   * @param raw with its quotes, read without NO_BACKSLASH_ESCAPES
   */
  public static String value(String raw) {
    StringBuilder value = new StringBuilder(raw.length());
    char quote = raw.charAt(0);
    for (int i = 1; i < raw.length() - 1; i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 2 < raw.length()) {
        value.append(escaped(raw.charAt(++i)));
      } else {
        value.append(c);
        i += c == quote ? 1 : 0;
      }
    }
    return value.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '0' -> "\0";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'b' -> "\b";
      case 'Z' -> "\u001A";
      // Escapes of patterns, which stay what they are.
      case '%', '_' -> "\\" + c;
      default -> String.valueOf(c);
    };
  }

  /** Bytes in hexadecimal: {@code x'CAFE'}. */
  public static String bytes(byte[] bytes) {
    return "x'" + HexFormat.of().formatHex(bytes) + "'";
  }
}
