package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tokens of one statement, comments left out, each with where it stands in parentheses. */
final class BatchTokens {

  /** Beyond the last token. */
  private static final Token END = new Token(Lexer.Type.END, -1, -1, "", 0, false);

  /**
   * One token.
   *
   * @param start offset of its first character
   * @param end offset after its last character
   * @param raw as written
   * @param depth parentheses around it
   * @param nested whether it is inside a subquery
   */
  record Token(Lexer.Type type, int start, int end, String raw, int depth, boolean nested) {

    boolean is(char symbol) {
      return type == Lexer.Type.SYMBOL && raw.charAt(0) == symbol;
    }

    /** The token as a name, unquoted; null if it can be none. */
    @Nullable String name() {
      return switch (type) {
        case WORD -> raw;
        case QUOTED -> raw.substring(1, raw.length() - 1).replace("``", "`");
        // A name where the session's sql_mode has ANSI_QUOTES.
        case STRING ->
            raw.startsWith("\"") ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : null;
        default -> null;
      };
    }

    private boolean opensSubquery() {
      return type == Lexer.Type.WORD
          && switch (raw.toUpperCase(Locale.ROOT)) {
            case "SELECT", "WITH", "VALUES", "TABLE" -> true;
            default -> false;
          };
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Boolean> parentheses = new ArrayDeque<>();
  private final Statement statement;

  /**
   * Reads a statement.
   *
   * @throws ConfigurationException {@code batch-unsuitable} if part of it is in an executable
   *     comment
   */
  BatchTokens(Statement statement) {
    this.statement = statement;
    Lexer lexer = new Lexer(new Script(statement.file(), statement.sql()), "");
    while (lexer.next() != Lexer.Type.END) {
      if (lexer.type() == Lexer.Type.EXECUTABLE_OPEN) {
        throw BatchStatement.unsuitable(
            statement, "a part of it is in a comment that only some servers execute");
      }
      if (lexer.type() != Lexer.Type.COMMENT) {
        add(lexer);
      }
    }
  }

  private void add(Lexer lexer) {
    boolean nested = !parentheses.isEmpty() && parentheses.peek();
    boolean closes = lexer.isSymbol(')') && !parentheses.isEmpty();
    if (closes) {
      parentheses.pop();
    }
    Token token =
        new Token(
            lexer.type(), lexer.start(), lexer.end(), lexer.raw(), parentheses.size(), nested);
    if (last().is('(') && token.opensSubquery()) {
      parentheses.pop();
      parentheses.push(true);
      token = new Token(token.type(), token.start(), token.end(), token.raw(), token.depth(), true);
    }
    tokens.add(token);
    if (token.is('(')) {
      parentheses.push(nested);
    }
  }

  private Token last() {
    return get(tokens.size() - 1);
  }

  int size() {
    return tokens.size();
  }

  Token get(int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
  }

  /** Whether the token is one of these words, and no column or variable of that name. */
  boolean at(int index, String... upperCase) {
    Token token = get(index);
    Token before = get(index - 1);
    if (token.type() != Lexer.Type.WORD || before.is('.') || before.is('@')) {
      return false;
    }
    for (String word : upperCase) {
      if (token.raw().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the token is one of these words, outside parentheses. */
  boolean atTop(int index, String... upperCase) {
    return get(index).depth() == 0 && at(index, upperCase);
  }

  /** Index of the first of these words outside parentheses, from here on; the size if none is. */
  int seek(int from, String... upperCase) {
    int index = from;
    while (index < size() && !atTop(index, upperCase)) {
      index++;
    }
    return index;
  }

  /** The index past all of these words. */
  int skip(int from, String... upperCase) {
    int index = from;
    while (at(index, upperCase)) {
      index++;
    }
    return index;
  }

  /** The index past the parentheses that open here. */
  int skipParentheses(int from) {
    int index = from + 1;
    while (index < size() && !(get(index).is(')') && get(index).depth() == get(from).depth())) {
      index++;
    }
    return index + 1;
  }

  /** The index past {@code name} or {@code schema.name}. */
  int skipName(int from) {
    return get(from + 1).is('.') ? from + 3 : from + 1;
  }

  /** The table named here: {@code name} or {@code schema.name}. */
  ObjectName table(int index) {
    String first = get(index).name();
    if (first == null) {
      throw BatchStatement.unsuitable(
          statement, "where a table's name should stand is \"" + get(index).raw() + "\"");
    }
    String second = get(index + 1).is('.') ? get(index + 2).name() : null;
    return second == null
        ? new ObjectName(ObjectName.Type.TABLE, null, first)
        : new ObjectName(ObjectName.Type.TABLE, first, second);
  }

  /** Whether the token stands for the table where a query reads one. */
  boolean reads(int index, ObjectName table) {
    String name = get(index).name();
    if (name == null
        || !name.equalsIgnoreCase(table.name())
        || get(index + 1).is('.')
        || get(index + 1).is('(')) {
      return false;
    }
    boolean qualified = get(index - 1).is('.');
    String schema = qualified ? get(index - 2).name() : null;
    if (schema != null && table.schema() != null && !schema.equalsIgnoreCase(table.schema())) {
      return false;
    }
    int before = index - (qualified ? 3 : 1);
    return at(before, "FROM", "JOIN", "STRAIGHT_JOIN", "TABLE")
        || get(before).is(',')
        || get(before).is('(');
  }
}
