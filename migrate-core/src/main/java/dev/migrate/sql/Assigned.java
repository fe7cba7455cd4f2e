package dev.migrate.sql;

import java.util.ArrayList;
import java.util.List;

/** The columns that an UPDATE gives new values to. */
public final class Assigned {

  private Assigned() {}

  /**
   * Their names, unquoted, without their tables'.
   *
   * @return empty if the statement is no UPDATE, or cannot be read
   */
  public static List<String> columns(Statement statement) {
    Tokens tokens = new Tokens(statement, null);
    if (!tokens.acceptAny("UPDATE")) {
      return List.of();
    }
    try {
      while (!tokens.accept("SET")) {
        step(tokens);
      }
      return read(tokens);
    } catch (Tokens.NotUnderstood e) {
      return List.of();
    }
  }

  private static List<String> read(Tokens tokens) {
    List<String> columns = new ArrayList<>();
    do {
      String name = tokens.name();
      while (tokens.accept('.')) {
        name = tokens.name();
      }
      columns.add(name);
      while (!tokens.ended() && !tokens.at(',') && !tokens.atAny("WHERE", "ORDER", "LIMIT")) {
        step(tokens);
      }
    } while (tokens.accept(','));
    return columns;
  }

  private static void step(Tokens tokens) {
    if (tokens.at('(')) {
      tokens.skipParentheses();
    } else {
      tokens.take();
    }
  }
}
