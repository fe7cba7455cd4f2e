package dev.migrate.schema.model;

import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * A word, name, literal or symbol of a definition as a server prints it with sql_mode ''.
 *
 * @param raw as printed
 * @param start offset of its first character
 * @param end offset after its last one
 */
record Token(Type type, String raw, int start, int end) {

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

  /** All tokens of a text without comments, {@link Type#END} the last. */
  static List<Token> all(String text) {
    List<Token> tokens = new ArrayList<>(text.length() / 6);
    int at = 0;
    while (true) {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
      Token token = at(text, at);
      tokens.add(token);
      if (token.type == Type.END) {
        return tokens;
      }
      at = token.end;
    }
  }

  private static Token at(String text, int start) {
    if (start >= text.length()) {
      return new Token(Type.END, "", text.length(), text.length());
    }
    char c = text.charAt(start);
    if (c == '`' || c == '\'' || c == '"') {
      return of(c == '`' ? Type.NAME : Type.STRING, text, start, closing(text, start));
    }
    if (!isWordPart(c)) {
      return of(Type.SYMBOL, text, start, start + 1);
    }
    int end = start + 1;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return of(Type.WORD, text, start, end);
  }

  private static Token of(Type type, String text, int start, int end) {
    return new Token(type, text.substring(start, end), start, end);
  }

  /** Offset after a quoted text, the end of the whole if it is not closed. */
  static int closing(String text, int start) {
    char quote = text.charAt(start);
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

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c > '\u007F';
  }

  boolean isWord(String word) {
    return type == Type.WORD && raw.equalsIgnoreCase(word);
  }

  boolean isSymbol(char symbol) {
    return type == Type.SYMBOL && raw.charAt(0) == symbol;
  }

  /** A name without its quotes, the value of a literal, anything else as it is. */
  String value() {
    return switch (type) {
      case NAME -> Identifier.unquote(raw);
      case STRING -> Literal.value(raw);
      default -> raw;
    };
  }
}
