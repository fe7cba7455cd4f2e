package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.sql.SQLException;

/**
 * A statement of a script failed; the first {@code committed} statements before it stay, the others
 * are rolled back.
 */
final class ScriptFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Statement statement;
  private final int committed;
  private final SQLException reason;

  ScriptFailure(Statement statement, int committed, SQLException reason) {
    super(reason);
    this.statement = statement;
    this.committed = committed;
    this.reason = reason;
  }

  Statement statement() {
    return statement;
  }

  int committed() {
    return committed;
  }

  SQLException reason() {
    return reason;
  }
}
