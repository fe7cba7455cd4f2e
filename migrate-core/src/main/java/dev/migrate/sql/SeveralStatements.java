package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import java.util.Set;

/**
 * Texts between two delimiters of a script's own that hold more than one statement, such as {@code
 * DELETE FROM a; DELETE FROM b $$}. Servers refuse them, unless the session takes several
 * statements in a packet.
 */
final class SeveralStatements {

  private static final Set<String> PROGRAMS =
      Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE", "LIBRARY");

  private SeveralStatements() {}

  /**
   * Refuses them.
   *
   * @param offset of the statement in the script
   * @throws ConfigurationException {@code sql-several-statements}
   */
  static void refuse(Script script, int offset, Statement statement) {
    if (statement.sql().indexOf(';') >= 0 && !mayHold(statement)) {
      refuse(script, offset, new Lexer(new Script(statement.file(), statement.sql()), ""));
    }
  }

  private static void refuse(Script script, int offset, Lexer lexer) {
    boolean ended = false;
    while (lexer.next() != Lexer.Type.END) {
      boolean semicolon = lexer.isSymbol(';');
      boolean code = !semicolon && lexer.type() != Lexer.Type.COMMENT;
      if (ended && code && lexer.type() != Lexer.Type.EXECUTABLE_CLOSE) {
        throw script.refuse(
            "sql-several-statements",
            "A second statement begins before the delimiter: the server takes one at a time.",
            offset + lexer.start(),
            "End the statement before it with the delimiter too, or write DELIMITER ; above it.");
      }
      ended |= semicolon;
    }
  }

  /** A program's body has semicolons; what is not understood may be one. */
  private static boolean mayHold(Statement statement) {
    return switch (statement.kind()) {
      case CALL, UNKNOWN -> true;
      case DDL -> {
        Words words = new Words(new Script(statement.file(), statement.sql()));
        String first = words.word();
        words.advance();
        boolean defines = first.equals("CREATE") || first.equals("ALTER");
        yield defines && PROGRAMS.contains(Definition.Head.read(first, words).type());
      }
      default -> false;
    };
  }
}
