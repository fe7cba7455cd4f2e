package dev.migrate.schema.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SHOW CREATE TABLE printed, made plain: in UTF-8, with no comment around anything. */
final class Printed {

  private Printed() {}

  /**
   * The text of the bytes that a server sent. MariaDB prints the default of a binary column as its
   * bytes, which nobody can send back as UTF-8: it is written in hexadecimal here.
   */
  static String text(byte[] bytes) {
    String text = utf8(bytes);
    if (text == null) {
      text = new String(readable(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1), UTF_8);
    }
    return text;
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The text, a character a byte, with each literal that is no UTF-8 in hexadecimal. */
  private static String readable(String text) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (Token token : Token.all(text)) {
      boolean binary =
          token.type() == Token.Type.STRING && utf8(token.raw().getBytes(ISO_8859_1)) == null;
      if (binary) {
        byte[] value = token.value().getBytes(ISO_8859_1);
        result.append(text, copied, token.start());
        result.append("x'").append(HexFormat.of().formatHex(value)).append('\'');
        copied = token.end();
      }
    }
    return result.append(text.substring(copied)).toString();
  }

  /** Without what hides parts from older servers: {@code /*!80023 … *}{@code /}. */
  static String withoutExecutableComments(String text) {
    if (!text.contains("/*")) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int head = depth == 0 && c == '/' ? executableHead(text, i) : i;
      if (c == '`' || c == '\'' || c == '"') {
        int end = Token.closing(text, i);
        plain.append(text, i, end);
        i = end;
      } else if (head > i) {
        depth = 1;
        i = head;
      } else if (depth == 1 && text.startsWith("*/", i)) {
        depth = 0;
        i += 2;
      } else {
        plain.append(c);
        i++;
      }
    }
    return plain.toString();
  }

  /** Offset after {@code /*!80023} or {@code /*M!100301}; the same offset for anything else. */
  private static int executableHead(String text, int at) {
    int i = at + (text.startsWith("/*M!", at) ? 4 : 3);
    if (!text.startsWith("/*M!", at) && !text.startsWith("/*!", at)) {
      return at;
    }
    while (i < text.length() && Character.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /**
   * Without the database in front of names in it, so that the text holds under any name. Where
   * something else, a table or an alias, is called as the database, only what can be no column of
   * it is changed: names of three parts, and functions.
   */
  static String withoutDatabase(String text, String database) {
    if (!text.contains(database)) {
      return text;
    }
    List<Token> tokens = Token.all(text);
    boolean ambiguous = false;
    for (int i = 0; i < tokens.size(); i++) {
      ambiguous |= isDatabase(tokens.get(i), database) && !tokens.get(i + 1).isSymbol('.');
    }
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean qualifies =
          isDatabase(tokens.get(i), database)
              && tokens.get(i + 1).isSymbol('.')
              && (!ambiguous || isMoreThanAColumn(tokens.get(i + 3)))
              && (i == 0 || !tokens.get(i - 1).isSymbol('.'));
      if (qualifies) {
        result.append(text, copied, tokens.get(i).start());
        copied = tokens.get(i + 2).start();
      }
    }
    return result.append(text.substring(copied)).toString();
  }

  private static boolean isMoreThanAColumn(Token afterTheSecondName) {
    return afterTheSecondName.isSymbol('.') || afterTheSecondName.isSymbol('(');
  }

  private static boolean isDatabase(Token token, String database) {
    return token.type() == Token.Type.NAME && token.value().equals(database);
  }
}
