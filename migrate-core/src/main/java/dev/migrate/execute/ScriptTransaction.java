package dev.migrate.execute;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The transaction a script is in, and how far the script is committed.
 *
 * <p>It is begun here for statements that change rows, or by the script itself: by START
 * TRANSACTION or with autocommit off. Positions are those of statements, from 1; one that leaves
 * nothing behind (SET, USE) does not move {@link #committed}.
 */
final class ScriptTransaction {

  /** "Some non-transactional changed tables couldn't be rolled back", a warning of ROLLBACK. */
  private static final int ROLLBACK_INCOMPLETE = 1196;

  private static final String SAVEPOINT = "migrate_statement";

  private final Connection connection;
  private boolean open;
  private boolean scripts;
  private boolean manual;
  private boolean locked;
  private int lasting;
  private int committed;
  private @Nullable String doubt;

  /** None yet, on a connection in autocommit mode. */
  ScriptTransaction(Connection connection) {
    this.connection = connection;
  }

  /** The last statement whose effect is committed; 0 when there is none. */
  int committed() {
    return committed;
  }

  /** The last statement that left something behind, committed or not. */
  int lasting() {
    return lasting;
  }

  /** What of the failed or rolled back statements may have stayed; null for nothing. */
  @Nullable String doubt() {
    return doubt;
  }

  /** Something may stay that no count of statements tells. */
  void doubt(String what) {
    doubt = what;
  }

  /** The statement that failed has ended the transaction, this way or that. */
  void isInDoubt() {
    doubt =
        lasting == committed
            ? "the failed statement may have committed a part of what it did"
            : "the failed statement ended the transaction: what it and those since "
                + (committed + 1)
                + " did may be committed";
    isRolledBack();
  }

  /** Whether the script rules its transaction itself. */
  boolean isScripts() {
    return scripts || manual;
  }

  /** Whether a transaction begun here is open. */
  boolean isOpen() {
    return open;
  }

  /** A statement was executed that leaves something behind, at once or when committed. */
  void left(int index) {
    lasting = index;
    if (!open && !isScripts()) {
      committed = index;
    }
  }

  /**
   * Begins a transaction unless there is one. Not while the script holds table locks: START
   * TRANSACTION would release them.
   */
  void begin() throws SQLException {
    if (!open && !isScripts() && !locked) {
      execute("START TRANSACTION");
      open = true;
    }
  }

  /** Commits what is open, the script's own transaction included. */
  void commit() throws SQLException {
    if (open || isScripts()) {
      execute("COMMIT");
    }
    isCommitted();
  }

  /** All was committed, by a statement of the script. */
  void isCommitted() {
    open = false;
    scripts = false;
    committed = lasting;
  }

  /** All was rolled back, by a statement of the script. */
  void isRolledBack() {
    open = false;
    scripts = false;
    lasting = committed;
  }

  /** The script began a transaction of its own, which also released its table locks. */
  void isTheScripts() {
    scripts = true;
    locked = false;
  }

  /** Commits; the session is then put back to autocommit, and its locks are released. */
  void end() throws SQLException {
    commit();
    manual = false;
    locked = false;
  }

  /** LOCK TABLES, UNLOCK TABLES. */
  void locked(boolean nowLocked) {
    locked = nowLocked;
  }

  /** The script has set autocommit: asks the server to what. */
  void autocommitChanged() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT @@autocommit")) {
      result.next();
      manual = !result.getBoolean(1);
    }
    if (!manual) {
      isCommitted();
    }
  }

  /** Rolls back what is open. The connection may be gone, and with it the transaction. */
  void rollback() {
    try (Statement statement = connection.createStatement()) {
      if (open || isScripts()) {
        statement.execute("ROLLBACK");
        noteIncomplete(statement.getWarnings());
      }
    } catch (SQLException ignored) {
      return;
    } finally {
      open = false;
      scripts = false;
    }
  }

  private void noteIncomplete(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (warning.getErrorCode() == ROLLBACK_INCOMPLETE) {
        doubt = "what it changed in tables without transactions (MyISAM, Aria, MEMORY) stays";
      }
    }
  }

  /**
   * Marks this point, to learn afterwards whether a statement has ended the transaction.
   *
   * @return false where there is no transaction to tell by
   */
  boolean mark() throws SQLException {
    if (!open && !isScripts()) {
      return false;
    }
    execute("SAVEPOINT " + SAVEPOINT);
    return true;
  }

  /** Whether the transaction is still the one that was marked: its end ends its savepoints. */
  boolean isMarked() {
    try {
      execute("RELEASE SAVEPOINT " + SAVEPOINT);
      return true;
    } catch (SQLException ended) {
      return false;
    }
  }

  /**
   * Executes and reads all results: a CALL may return several, and an error with any of them. Rows
   * are read one by one and dropped, so that no result is too large.
   */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(Integer.MIN_VALUE);
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() != -1) {
        if (rows) {
          drain(statement);
        }
        rows = statement.getMoreResults();
      }
    }
  }

  private static void drain(Statement statement) throws SQLException {
    try (ResultSet result = statement.getResultSet()) {
      while (result.next()) {
        // the condition moves
      }
    }
  }
}
