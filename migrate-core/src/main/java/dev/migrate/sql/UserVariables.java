package dev.migrate.sql;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The user variables a script speaks of: {@code @total}. */
public final class UserVariables {

  private UserVariables() {}

  /**
   * Their names as written, quotes included, without the {@code @}. Also hosts of accounts, which
   * look the same; not what a program called by the script sets.
   */
  public static Collection<String> of(List<Statement> statements) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Statement statement : statements) {
      if (statement.sql().indexOf('@') >= 0) {
        add(new Lexer(new Script(statement.file(), statement.sql()), ""), names);
      }
    }
    return names;
  }

  private static void add(Lexer lexer, Set<String> names) {
    while (lexer.next() != Lexer.Type.END) {
      if (lexer.isSymbol('@')) {
        int end = lexer.end();
        lexer.next();
        boolean name =
            switch (lexer.type()) {
              case WORD, QUOTED, STRING -> lexer.start() == end;
              default -> false;
            };
        if (name) {
          names.add(lexer.raw());
        } else if (lexer.isSymbol('@')) {
          lexer.next();
        }
      }
    }
  }
}
