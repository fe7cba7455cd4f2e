package dev.migrate.schema.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that nothing of a definition was lost: the SQL made from what was read of it must be
 * what the server printed, token by token. Only what says nothing may differ: a character set or a
 * collation that holds anyway, {@code DEFAULT NULL}, {@code ON DELETE RESTRICT}, NULL.
 */
final class Rebuild {

  private Rebuild() {}

  static void check(Cursor cursor, List<Token> printed, String rebuilt) {
    if (!same(plain(printed), plain(Token.all(rebuilt)))) {
      throw cursor.refused(text(printed) + " (read as " + rebuilt + ")");
    }
  }

  private static boolean same(List<Token> printed, List<Token> rebuilt) {
    if (printed.size() != rebuilt.size()) {
      return false;
    }
    for (int i = 0; i < printed.size(); i++) {
      Token one = printed.get(i);
      Token other = rebuilt.get(i);
      if (one.type() != other.type() || !one.value().equals(other.value())) {
        return false;
      }
    }
    return true;
  }

  private static List<Token> plain(List<Token> tokens) {
    List<Token> plain = new ArrayList<>(tokens.size());
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      int saysNothing = depth == 0 ? saysNothing(tokens, i) : 0;
      i += Math.max(0, saysNothing - 1);
      if (saysNothing == 0 && token.type() != Token.Type.END) {
        plain.add(token);
      }
    }
    return plain;
  }

  /** How many of the tokens from here on make no difference. */
  private static int saysNothing(List<Token> tokens, int at) {
    if (words(tokens, at, "CHARACTER", "SET")) {
      return 3;
    }
    if (words(tokens, at, "COLLATE") || words(tokens, at, "DEFAULT", "NULL")) {
      return 2;
    }
    if (at > 0 && words(tokens, at - 1, "AUTO_INCREMENT", "NULL")) {
      return 1;
    }
    boolean action = words(tokens, at, "ON", "DELETE") || words(tokens, at, "ON", "UPDATE");
    if (action && words(tokens, at + 2, "RESTRICT")) {
      return 3;
    }
    return action && words(tokens, at + 2, "NO", "ACTION") ? 4 : 0;
  }

  private static boolean words(List<Token> tokens, int at, String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  private static String text(List<Token> tokens) {
    return String.join(" ", tokens.stream().map(Token::raw).toList());
  }

  /** The same for options, whose order means nothing and whose values are plain. */
  static void checkOptions(Cursor cursor, List<Token> printed, String rebuilt) {
    List<String> one = options(printed);
    List<String> other = options(Token.all(rebuilt));
    if (!one.equals(other)) {
      throw cursor.refused(text(printed) + " (read as " + rebuilt + ")");
    }
  }

  private static List<String> options(List<Token> tokens) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isWord("COLLATE") || token.isWord("AUTO_INCREMENT")) {
        i += 2;
      } else if (token.type() != Token.Type.END) {
        values.add(token.value());
      }
    }
    return values.stream().sorted().toList();
  }
}
