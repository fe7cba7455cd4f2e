package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.util.List;

/** What {@code -- migrate:...} comments in scripts ask for. */
final class Directives {

  private Directives() {}

  /** {@code -- migrate:commit}: what is open is committed before the statement. */
  static boolean commit(Statement statement) {
    return statement.directives().contains("commit");
  }

  /**
   * {@code -- migrate:not-resumable} before the first statement, perhaps with a reason after a
   * colon: the script runs unjournaled.
   */
  static boolean notResumable(List<Statement> script) {
    return !script.isEmpty()
        && script.get(0).directives().stream()
            .anyMatch(d -> d.equals("not-resumable") || d.startsWith("not-resumable:"));
  }
}
