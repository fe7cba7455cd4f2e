package dev.migrate.schema.model;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.ArrayList;
import java.util.List;

/** A place among the tokens of one object's definition; what is not expected there is refused. */
final class Cursor {

  private static final int SHOWN = 120;

  private final String object;
  private final String text;
  private final List<Token> tokens;
  private int at;

  /**
   * @param object as messages name it: {@code table `tasks`}
   */
  Cursor(String object, String text) {
    this.object = object;
    this.text = text;
    this.tokens = Token.all(text);
  }

  String object() {
    return object;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.type() == Token.Type.END) {
      throw refused();
    }
    at++;
    return token;
  }

  boolean atEnd() {
    return peek().type() == Token.Type.END;
  }

  /** Whether these words are next. */
  boolean at(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes these words if they are next. */
  boolean accept(String... words) {
    boolean found = at(words);
    at += found ? words.length : 0;
    return found;
  }

  boolean accept(char symbol) {
    boolean found = peek().isSymbol(symbol);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String... words) {
    if (!accept(words)) {
      throw refused();
    }
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw refused();
    }
  }

  /** Takes a name in backticks, and unquotes it. */
  String name() {
    return take(Token.Type.NAME).value();
  }

  /** Takes a literal and gives its value. */
  String literal() {
    return take(Token.Type.STRING).value();
  }

  /** Takes a word. */
  String word() {
    return take(Token.Type.WORD).raw();
  }

  private Token take(Token.Type type) {
    if (peek().type() != type) {
      throw refused();
    }
    return take();
  }

  /** Takes what stands in parentheses, and gives it without them. */
  String inParentheses() {
    int start = peek().end();
    int end = skipParentheses();
    return text.substring(start, end - 1).strip();
  }

  /** Moves behind the parenthesis that closes the one here; gives the offset after it. */
  int skipParentheses() {
    expect('(');
    int depth = 1;
    while (true) {
      Token token = take();
      if (token.isSymbol('(')) {
        depth++;
      } else if (token.isSymbol(')') && --depth == 0) {
        return token.end();
      }
    }
  }

  /** Takes names in parentheses. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    expect('(');
    do {
      names.add(name());
    } while (accept(','));
    expect(')');
    return names;
  }

  /** The place, to come back to. */
  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  /** The tokens from a place to here. */
  List<Token> from(int mark) {
    return tokens.subList(mark, at);
  }

  /** Offset at which the next token begins. */
  int offset() {
    return peek().start();
  }

  /** The text from an offset to the end of the token that was taken last. */
  String since(int offset) {
    return text.substring(offset, tokens.get(at - 1).end());
  }

  /** The rest of the text. */
  String rest() {
    return text.substring(offset());
  }

  /** The refusal of what is next; the token before it is shown, too. */
  ConfigurationException refused() {
    return refused(text.substring(tokens.get(Math.max(0, at - 1)).start()));
  }

  /** The refusal of something in the definition. */
  ConfigurationException refused(String part) {
    String shown = part.length() > SHOWN ? part.substring(0, SHOWN) + "…" : part;
    return unrepresentable(object, "Of its definition this is not understood: " + shown.strip());
  }

  static ConfigurationException unrepresentable(String object, String problem) {
    return new ConfigurationException(
        Problem.of("schema-unrepresentable", problem)
            .at(object)
            .fix(
                "write a migration that touches it by hand: mvn migrate:generate"
                    + " -Dmigrate.message=\"what it does\""));
  }
}
