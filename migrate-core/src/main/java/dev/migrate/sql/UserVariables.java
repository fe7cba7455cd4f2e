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
    Lexer.Type type = lexer.next();
    while (type != Lexer.Type.END) {
      boolean at = lexer.isSymbol('@');
      int end = lexer.end();
      type = lexer.next();
      if (!at || lexer.start() != end) {
        continue;
      }
      if (type == Lexer.Type.QUOTED || type == Lexer.Type.STRING) {
        names.add(lexer.raw());
      } else if (type == Lexer.Type.WORD) {
        names.add(word(lexer));
        type = lexer.type();
      } else if (lexer.isSymbol('@')) {
        type = lexer.next();
      }
    }
  }

  /** An unquoted name may have dots in it; the lexer is then after it. */
  private static String word(Lexer lexer) {
    StringBuilder name = new StringBuilder();
    int end = lexer.start();
    Lexer.Type type = lexer.type();
    while (lexer.start() == end && (type == Lexer.Type.WORD || lexer.isSymbol('.'))) {
      name.append(lexer.raw());
      end = lexer.end();
      type = lexer.next();
    }
    return name.toString();
  }
}
