package dev.migrate.backup;

import dev.migrate.server.Identifier;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the tokens of a definition as a server prints it (sql_mode '', names in backticks).
 * Definitions are bytes in more than one character set: they are held as ISO 8859-1, a character a
 * byte, so that nothing is changed on the way. The content of comments that only some versions
 * execute is read like the rest.
 */
final class DdlTokens {

  enum Type {
    WORD,
    /** In backticks. */
    NAME,
    /** In single or double quotes. */
    STRING,
    /** Any other single character. */
    SYMBOL,
    END
  }

  private final String text;
  private Type type = Type.END;
  private int start;
  private int end;

  DdlTokens(String text, int from) {
    this.text = text;
    this.end = from;
  }

  /** Bytes as text of one character a byte. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The bytes again. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  Type type() {
    return type;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  String raw() {
    return text.substring(start, end);
  }

  boolean isWord(String word) {
    return type == Type.WORD
        && end - start == word.length()
        && text.regionMatches(true, start, word, 0, word.length());
  }

  boolean isSymbol(char symbol) {
    return type == Type.SYMBOL && text.charAt(start) == symbol;
  }

  /** The name of a NAME token without its backticks, decoded as UTF-8. */
  String name() {
    return value();
  }

  /** A name or a string without its quotes, a word as it is; decoded as UTF-8. */
  String value() {
    return new String(
        type == Type.STRING ? TableLiterals.value(raw()) : bytes(unquoted()),
        StandardCharsets.UTF_8);
  }

  private String unquoted() {
    return type == Type.NAME ? Identifier.unquote(raw()) : raw();
  }

  /** Moves to the next token; false at the end. */
  boolean next() {
    start = skipBlanks(end);
    if (start >= text.length()) {
      start = end = text.length();
      type = Type.END;
      return false;
    }
    char c = text.charAt(start);
    if (c == '`' || c == '\'' || c == '"') {
      type = c == '`' ? Type.NAME : Type.STRING;
      end = closing(c);
    } else if (isWordPart(c)) {
      type = Type.WORD;
      end = wordEnd();
    } else {
      type = Type.SYMBOL;
      end = start + 1;
    }
    return true;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length()) {
      if (text.charAt(i) <= ' ') {
        i++;
      } else if (text.startsWith("/*", i)) {
        i = commentStart(i);
      } else if (text.startsWith("*/", i)) {
        i += 2;
      } else {
        return i;
      }
    }
    return i;
  }

  /** After the head of an executed comment, or after a whole plain one. */
  private int commentStart(int from) {
    int i = from + 2;
    if (text.startsWith("!", i) || text.startsWith("M!", i)) {
      i += text.charAt(i) == 'M' ? 2 : 1;
      while (i < text.length() && Character.isDigit(text.charAt(i))) {
        i++;
      }
      return i;
    }
    int close = text.indexOf("*/", i);
    return close < 0 ? text.length() : close + 2;
  }

  private int closing(char quote) {
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`') {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return text.length();
  }

  private int wordEnd() {
    int i = start;
    while (i < text.length() && isWordPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c > '\u007F';
  }
}
