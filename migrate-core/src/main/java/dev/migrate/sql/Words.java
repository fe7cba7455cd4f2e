package dev.migrate.sql;

import org.jspecify.annotations.Nullable;

/** Reads one statement token by token, comments left out and executable comments opened. */
final class Words {

  private final Lexer lexer;
  private final boolean executableFirst;
  private int depth;

  Words(Script script) {
    lexer = new Lexer(script, "");
    lexer.next();
    executableFirst = lexer.type() == Lexer.Type.EXECUTABLE_OPEN;
    skipComments();
  }

  /** Whether the statement begins inside a comment that not every server executes. */
  boolean beginsExecutable() {
    return executableFirst;
  }

  /** The token in upper case if it is a WORD, else empty. */
  String word() {
    return lexer.word();
  }

  boolean ended() {
    return lexer.type() == Lexer.Type.END;
  }

  boolean at(String upperCase) {
    return lexer.isWord(upperCase);
  }

  boolean at(char symbol) {
    return lexer.isSymbol(symbol);
  }

  void advance() {
    lexer.next();
    skipComments();
  }

  /** Moves on if the token is one of these words. */
  boolean skip(String... upperCase) {
    for (String word : upperCase) {
      if (at(word)) {
        advance();
        return true;
      }
    }
    return false;
  }

  boolean skip(char symbol) {
    boolean is = at(symbol);
    if (is) {
      advance();
    }
    return is;
  }

  /** Moves on past all of these words, in any order. */
  void skipAll(String... upperCase) {
    while (skip(upperCase)) {
      // the condition moves
    }
  }

  /**
   * Moves on to the first of these words outside parentheses, the current token included.
   *
   * @return the word, or empty if the statement ends before
   */
  String seek(String... upperCase) {
    for (; !ended(); advance()) {
      depth += at('(') ? 1 : at(')') ? -1 : 0;
      for (String word : upperCase) {
        if (depth == 0 && at(word)) {
          return word;
        }
      }
    }
    return "";
  }

  /** Reads {@code name} or {@code schema.name}; null if the token can be no name. */
  @Nullable ObjectName name(ObjectName.Type type) {
    String first = identifier();
    if (first == null) {
      return null;
    }
    if (!at('.')) {
      return new ObjectName(type, null, first);
    }
    advance();
    String second = identifier();
    return second == null ? new ObjectName(type, null, first) : new ObjectName(type, first, second);
  }

  /**
   * Reads {@code user}, {@code 'user'@'host'}; null for CURRENT_USER and what else names nobody.
   * The name is in single quotes, those inside doubled.
   */
  @Nullable ObjectName account() {
    boolean unnamed = at("CURRENT_USER") || at("CURRENT_ROLE") || at("PUBLIC");
    String user = accountPart();
    boolean function = skip('(');
    if (user == null || unnamed || function) {
      skip(')');
      return null;
    }
    String name = quoted(user);
    if (skip('@')) {
      StringBuilder host = new StringBuilder(orEmpty(accountPart()));
      while (skip('.')) {
        host.append('.').append(orEmpty(accountPart()));
      }
      name += "@" + quoted(host.toString());
    }
    return new ObjectName(ObjectName.Type.ACCOUNT, null, name);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private @Nullable String accountPart() {
    if (lexer.type() == Lexer.Type.STRING && lexer.raw().startsWith("'")) {
      String text = unquote(lexer.raw(), "'");
      advance();
      return text;
    }
    return identifier();
  }

  /** Offset of the token's first character in the statement. */
  int offset() {
    return lexer.start();
  }

  /** Whether the token is a literal or a word such as ON or DEFAULT. */
  boolean isConstant() {
    return lexer.type() == Lexer.Type.STRING || lexer.type() == Lexer.Type.WORD;
  }

  private @Nullable String identifier() {
    String raw = lexer.type() == Lexer.Type.END ? "" : lexer.raw();
    String name =
        switch (lexer.type()) {
          case WORD -> raw;
          case QUOTED -> unquote(raw, "`");
          // A name where the session's sql_mode has ANSI_QUOTES.
          case STRING -> raw.startsWith("\"") ? unquote(raw, "\"") : null;
          default -> null;
        };
    if (name != null) {
      advance();
    }
    return name;
  }

  private static String unquote(String raw, String quote) {
    return raw.substring(1, raw.length() - 1).replace(quote + quote, quote);
  }

  private void skipComments() {
    while (switch (lexer.type()) {
      case COMMENT, EXECUTABLE_OPEN, EXECUTABLE_CLOSE -> true;
      default -> false;
    }) {
      lexer.next();
    }
  }
}
