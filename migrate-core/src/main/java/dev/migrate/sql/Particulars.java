package dev.migrate.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a statement speaks of beside the objects that it defines or changes. */
public final class Particulars {

  /** Words before a name that may be followed by a parenthesis and is no function. */
  private static final Set<String> BEFORE_NAMES =
      Set.of(
          ("INTO TABLE KEY INDEX REFERENCES EXISTS UNIQUE FROM JOIN PROCEDURE FUNCTION CALL"
                  + " CONSTRAINT ADD COLUMN UPDATE VIEW REPLACE")
              .split(" "));

  private Particulars() {}

  /**
   * Functions that it calls, or whose calls a program or an expression in it has, in upper case.
   */
  public static Set<String> functions(Statement statement) {
    Set<String> functions = new TreeSet<>();
    Tokens tokens = new Tokens(statement, null);
    String before = "";
    while (!tokens.ended()) {
      Tokens.Token token = tokens.take();
      boolean word = token.type() == Lexer.Type.WORD;
      if (word && tokens.at('(') && !before.equals(".") && !BEFORE_NAMES.contains(before)) {
        functions.add(Tokens.upper(token));
      }
      before = Tokens.upper(token);
    }
    return functions;
  }

  /**
   * The account that a view, a program or an event shall belong to: {@code 'admin'@'localhost'}.
   *
   * @return empty where none is named, or CURRENT_USER
   */
  public static Optional<String> definer(Statement statement) {
    Tokens tokens = new Tokens(statement, null);
    if (statement.kind() != StatementKind.DDL || !tokens.acceptAny("CREATE", "ALTER")) {
      return Optional.empty();
    }
    while (!tokens.at("DEFINER")) {
      boolean head = tokens.acceptAny("OR", "REPLACE", "ALGORITHM", "UNDEFINED", "MERGE");
      if (!head && !tokens.acceptAny("TEMPTABLE", "AGGREGATE") && !tokens.accept('=')) {
        return Optional.empty();
      }
    }
    tokens.accept("DEFINER");
    tokens.accept('=');
    if (tokens.atAny("CURRENT_USER", "CURRENT_ROLE")) {
      return Optional.empty();
    }
    int mark = tokens.mark();
    for (boolean more = !tokens.ended(); more; more = tokens.at('@') || tokens.at('.')) {
      if (tokens.accept('@') || tokens.accept('.')) {
        // What follows belongs to the account.
      }
      tokens.take();
    }
    return Optional.of(tokens.since(mark));
  }

  /**
   * Whether a password, or its hash, stands in it as a literal: of an account, a server or a
   * connection. Values of rows are not looked at.
   */
  public static boolean password(Statement statement) {
    return switch (statement.kind()) {
      case ACCOUNT, ADMIN, DDL, UNKNOWN -> passwordIn(new Tokens(statement, null));
      default -> false;
    };
  }

  private static boolean passwordIn(Tokens tokens) {
    while (!tokens.ended()) {
      if (tokens.atText() && tokens.peek().raw().matches("(?s).\\w+://[^:@/]+:[^@/]+@.*")) {
        return true;
      }
      Tokens.Token token = tokens.take();
      if (token.is("IDENTIFIED") && literalAfter(tokens)) {
        return true;
      }
      if (token.raw().matches("(?i)\\w*password") && token.type() == Lexer.Type.WORD) {
        boolean assigned = tokens.accept('=') || tokens.accept('(');
        assigned |= tokens.at("FOR") && assignedLater(tokens);
        if (isSecret(tokens) && (assigned || token.is("PASSWORD"))) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code IDENTIFIED BY 'x'}, {@code WITH plugin AS 'x'}, {@code VIA plugin USING 'x'}. */
  private static boolean literalAfter(Tokens tokens) {
    if (tokens.acceptAny("WITH", "VIA")) {
      tokens.take();
    }
    if (!tokens.acceptAny("BY", "AS", "USING")) {
      return false;
    }
    tokens.accept("PASSWORD");
    tokens.accept('(');
    return isSecret(tokens);
  }

  /** {@code SET PASSWORD FOR a@b = 'x'}. */
  private static boolean assignedLater(Tokens tokens) {
    while (!tokens.ended() && !tokens.at('=') && !tokens.at("TO")) {
      tokens.take();
    }
    tokens.accept('=');
    for (String word : List.of("PASSWORD", "OLD_PASSWORD")) {
      tokens.accept(word);
    }
    tokens.accept('(');
    return !tokens.ended();
  }

  private static boolean isSecret(Tokens tokens) {
    return tokens.atText() && tokens.peek().raw().length() > 2;
  }
}
