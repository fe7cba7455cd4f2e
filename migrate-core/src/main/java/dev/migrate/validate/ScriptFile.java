package dev.migrate.validate;

import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A script to be looked at.
 *
 * @param file as findings name it: its path, with {@code /} between folders
 * @param statements those that would run
 * @param byIndex what the server said each of them would do, by {@link Statement#index}; a
 *     statement that nobody asked about is absent
 * @param undo whether it takes a migration back
 */
public record ScriptFile(
    String file, List<Statement> statements, Map<Integer, Foreseen> byIndex, boolean undo) {

  public ScriptFile {
    statements = List.copyOf(statements);
    byIndex = Map.copyOf(byIndex);
  }

  /** A migration of which only the text is known. */
  public static ScriptFile of(String file, List<Statement> statements) {
    return new ScriptFile(file, statements, Map.of(), false);
  }
}
