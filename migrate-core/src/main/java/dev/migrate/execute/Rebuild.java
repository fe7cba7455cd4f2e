package dev.migrate.execute;

import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a new session what it was after the first statements of a script: settings are set
 * again, what cannot be had by executing a statement again is taken from the journal, and table
 * locks are taken last.
 */
record Rebuild(List<Statement> statements) {

  /**
   * After the statements that are done.
   *
   * @param remembered what the journal has of the session; null for nothing
   */
  static Rebuild after(List<Statement> done, @Nullable String remembered, SessionMemory memory) {
    List<Statement> own =
        remembered == null
            ? List.of()
            : remembered
                .lines()
                .flatMap(line -> Splitter.split("migrate_journal", line).stream())
                .toList();
    // Settings may be made from user variables (SET sql_mode = @old), and change them themselves.
    List<Statement> again = new ArrayList<>(own.stream().filter(Rebuild::isValue).toList());
    @Nullable Statement lock = null;
    for (Statement statement : done) {
      if (Words.begin(statement, "LOCK TABLE")) {
        lock = statement;
      } else if (Words.begin(statement, "UNLOCK") || Words.begin(statement, "START")) {
        lock = null;
      } else if (isAgain(statement, memory)) {
        again.add(statement);
      }
    }
    again.addAll(own);
    if (lock != null) {
      again.add(lock);
    }
    return new Rebuild(again);
  }

  private static boolean isValue(Statement own) {
    return Words.setsUserVariable(own);
  }

  private static boolean isAgain(Statement statement, SessionMemory memory) {
    if (statement.kind() == StatementKind.TRANSACTION) {
      return Words.begin(statement, "SET");
    }
    if (statement.kind() != StatementKind.SESSION) {
      return false;
    }
    boolean value = Words.setsUserVariable(statement);
    boolean kept = value && memory.keepsVariables() && !statement.secret();
    return (Words.begin(statement, "SET") && !kept) || Words.begin(statement, "USE");
  }
}
