package dev.migrate.execute;

import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.Statement;
import java.util.List;

/** What kind of script it is to the one who executes it. */
final class ScriptKind {

  private ScriptKind() {}

  /** Whether all of a script is one transaction, which can carry its row of the history with it. */
  static boolean isOneTransaction(List<Statement> statements) {
    return statements.stream()
        .allMatch(
            s ->
                Words.isTransactional(s) && !Directives.commit(s) && !BatchStatement.isAskedFor(s));
  }
}
