package dev.migrate.sql;

import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one statement without its comments, and a place among them. What is wanted and not
 * there is {@link NotUnderstood}.
 */
final class Tokens {

  /** The text is none that this reader knows; caught where the clause began. */
  @SuppressWarnings("serial")
  static final class NotUnderstood extends RuntimeException {
    private NotUnderstood() {
      super("not understood", null, false, false);
    }
  }

  /** One token. */
  record Token(Lexer.Type type, int start, int end, String raw) {

    boolean is(String upperCase) {
      return type == Lexer.Type.WORD && raw.equalsIgnoreCase(upperCase);
    }

    boolean is(char symbol) {
      return type == Lexer.Type.SYMBOL && raw.charAt(0) == symbol;
    }
  }

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /**
   * @param server decides which executable comments are read; null for all
   */
  Tokens(Statement statement, @Nullable ServerVersion server) {
    sql = statement.sql();
    Lexer lexer = new Lexer(new Script(statement.file(), sql), "");
    boolean skipped = false;
    while (lexer.next() != Lexer.Type.END) {
      switch (lexer.type()) {
        case COMMENT -> {}
        case EXECUTABLE_OPEN -> skipped = server != null && !executes(server, lexer.raw());
        case EXECUTABLE_CLOSE -> skipped = false;
        default -> {
          if (!skipped) {
            tokens.add(new Token(lexer.type(), lexer.start(), lexer.end(), lexer.raw()));
          }
        }
      }
    }
    tokens.add(new Token(Lexer.Type.END, sql.length(), sql.length(), ""));
  }

  /**
   * Whether a server executes what follows {@code /*!80016} or {@code /*M!100100}. MariaDB leaves
   * out what is meant for MySQL 5.7 and later ("Comment Syntax").
   */
  private static boolean executes(ServerVersion server, String open) {
    boolean mariadb = server.vendor() == Vendor.MARIADB;
    boolean forMariadb = open.startsWith("/*M");
    String digits = open.replaceAll("\\D", "");
    int wanted = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    int version = server.major() * 10_000 + server.minor() * 100 + server.patch();
    if (forMariadb) {
      return mariadb && version >= wanted;
    }
    return version >= wanted && !(mariadb && wanted >= 50_700 && wanted <= 99_999);
  }

  boolean ended() {
    return peek().type == Lexer.Type.END;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = peek();
    if (ended()) {
      throw refused();
    }
    at++;
    return token;
  }

  /** Whether these words are next, in this order. */
  boolean at(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of these words is next. */
  boolean atAny(String... words) {
    for (String word : words) {
      if (peek().is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean at(char symbol) {
    return peek().is(symbol);
  }

  boolean atText() {
    return peek().type == Lexer.Type.STRING;
  }

  /** Takes these words if all of them are next. */
  boolean accept(String... words) {
    boolean found = at(words);
    at += found ? words.length : 0;
    return found;
  }

  /** Takes one of these words if it is next. */
  boolean acceptAny(String... words) {
    boolean found = atAny(words);
    at += found ? 1 : 0;
    return found;
  }

  boolean accept(char symbol) {
    boolean found = at(symbol);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String... words) {
    if (!accept(words)) {
      throw refused();
    }
  }

  void expectAny(String... words) {
    if (!acceptAny(words)) {
      throw refused();
    }
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw refused();
    }
  }

  NotUnderstood refused() {
    return new NotUnderstood();
  }

  /** Whether the next token may be a name. */
  boolean atName() {
    Token token = peek();
    return switch (token.type) {
      case WORD, QUOTED -> true;
      // A name where the session's sql_mode has ANSI_QUOTES.
      case STRING -> token.raw.startsWith("\"");
      default -> false;
    };
  }

  /** Takes a name, unquoted. */
  String name() {
    if (!atName()) {
      throw refused();
    }
    return Identifier.unquote(take().raw);
  }

  /** Takes {@code name} or {@code schema.name}. */
  ObjectName table() {
    String first = name();
    return accept('.')
        ? new ObjectName(ObjectName.Type.TABLE, first, name())
        : new ObjectName(ObjectName.Type.TABLE, null, first);
  }

  /** Takes a word in upper case. */
  String word() {
    if (peek().type != Lexer.Type.WORD) {
      throw refused();
    }
    return take().raw.toUpperCase(Locale.ROOT);
  }

  /** The token as written, in upper case. */
  static String upper(Token token) {
    return token.raw.toUpperCase(Locale.ROOT);
  }

  /** Takes a literal in quotes and gives its value. */
  String literal() {
    if (!atText()) {
      throw refused();
    }
    return Literal.value(take().raw);
  }

  /** Takes a number, word, name or literal, without its quotes. */
  String value() {
    StringBuilder value = new StringBuilder();
    if (accept('-')) {
      value.append('-');
    }
    if (atText()) {
      return value.append(literal()).toString();
    }
    value.append(name());
    while (accept('.')) {
      value.append('.').append(take().raw);
    }
    return value.toString();
  }

  /** Takes what stands in parentheses, and gives it without them. */
  String inParentheses() {
    int start = peek().end;
    skipParentheses();
    return sql.substring(start, tokens.get(at - 1).start).strip();
  }

  /** Takes what stands in parentheses, and gives it with them, without blanks outside literals. */
  String tightParentheses() {
    int mark = at;
    skipParentheses();
    return tokens.subList(mark, at).stream().map(Token::raw).collect(Collectors.joining());
  }

  void skipParentheses() {
    expect('(');
    for (int depth = 1; depth > 0; at++) {
      if (ended()) {
        throw refused();
      }
      depth += at('(') ? 1 : at(')') ? -1 : 0;
    }
  }

  /** Moves on to the next comma, or closing parenthesis, that is not in parentheses opened here. */
  void skipToComma() {
    int depth = 0;
    while (!ended() && !(depth == 0 && (at(',') || at(')')))) {
      depth += at('(') ? 1 : at(')') ? -1 : 0;
      at++;
    }
  }

  void skipToEnd() {
    at = tokens.size() - 1;
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  /** The text from a mark to here, as written. */
  String since(int mark) {
    return mark == at ? "" : sql.substring(tokens.get(mark).start, tokens.get(at - 1).end);
  }

  /** The tokens from a mark to here, one blank between them. */
  String words(int mark) {
    return tokens.subList(mark, at).stream().map(Token::raw).collect(Collectors.joining(" "));
  }
}
