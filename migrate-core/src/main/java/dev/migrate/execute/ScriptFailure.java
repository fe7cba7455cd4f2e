package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a script failed; the first {@code committed} statements before it stay, those up
 * to {@code lasting} were rolled back, and of {@code doubt} more may have stayed.
 */
final class ScriptFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Statement statement;
  private final int committed;
  private final int lasting;
  private final @Nullable String doubt;
  private final boolean partly;
  private final SQLException reason;

  /**
   * After the rollback.
   *
   * @param reason without secrets of the statement
   */
  ScriptFailure(Statement statement, ScriptTransaction transaction, SQLException reason) {
    super(reason);
    this.statement = statement;
    this.committed = transaction.committed();
    this.lasting = transaction.lasting();
    this.doubt = transaction.doubt();
    this.partly = transaction.isPartly();
    this.reason = reason;
  }

  Statement statement() {
    return statement;
  }

  int committed() {
    return committed;
  }

  int lasting() {
    return lasting;
  }

  @Nullable String doubt() {
    return doubt;
  }

  /** Whether it ran in batches, of which the first are committed. */
  boolean isPartly() {
    return partly;
  }

  /** Whether the database may be other than before the script. */
  boolean leavesTraces() {
    return committed > 0 || doubt != null || partly;
  }

  SQLException reason() {
    return reason;
  }
}
