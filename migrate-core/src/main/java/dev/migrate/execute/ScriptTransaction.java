package dev.migrate.execute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction a script is in, and how far the script is committed. What is committed is
 * committed together with what the record says of it.
 *
 * <p>It is begun here for statements that change rows, or by the script itself: by START
 * TRANSACTION or with autocommit off. Positions are those of statements, from 1; one that leaves
 * nothing behind (SET, USE) does not move {@link #committed}.
 */
final class ScriptTransaction {

  /** "Some non-transactional changed tables couldn't be rolled back", a warning of ROLLBACK. */
  private static final int ROLLBACK_INCOMPLETE = 1196;

  private static final String SAVEPOINT = "migrate_statement";

  private final Channel channel;
  private final ScriptRecord record;
  private boolean open;
  private boolean scripts;
  private boolean manual;
  private boolean locked;
  private boolean readOnly;
  private boolean partly;
  private int lasting;
  private int committed;
  private @Nullable String doubt;

  /**
   * None yet, on a connection in autocommit mode.
   *
   * @param committed the last statement that an earlier run committed; 0 for none
   */
  ScriptTransaction(Channel channel, ScriptRecord record, int committed) {
    this.channel = channel;
    this.record = record;
    this.committed = committed;
    this.lasting = committed;
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
    return scripts || (manual && !locked);
  }

  /** Whether the script holds table locks. */
  boolean isLocked() {
    return locked;
  }

  /** Whether a statement is committed in part: one that runs in batches. */
  boolean isPartly() {
    return partly;
  }

  /** Sets {@link #isPartly}. */
  void partly(boolean now) {
    partly = now;
  }

  /** Whether a transaction begun here is open. */
  boolean isOpen() {
    return open;
  }

  /** Whether a transaction is open or the next statement begins one. */
  boolean isAny() {
    return open || scripts || manual;
  }

  /** A statement was executed that leaves something behind, at once or when committed. */
  void left(int index) {
    if (readOnly) {
      return;
    }
    lasting = index;
    if (!isAny()) {
      committed = index;
    }
  }

  /**
   * A statement was executed that leaves nothing behind but belongs to what is open: ROLLBACK TO
   * SAVEPOINT, a value put into a variable. Gone on with after what is open, it would be executed
   * again where the savepoint is gone and the variable has the value.
   */
  void goesWith(int index) {
    if (isAny() && lasting > committed) {
      lasting = index;
    }
  }

  /**
   * Begins a transaction unless there is one. Not while the script holds table locks: START
   * TRANSACTION would release them; autocommit is off then.
   */
  void begin() throws SQLException {
    if (!isAny()) {
      channel.begin();
      open = true;
    }
  }

  /**
   * Executes the statements of a chunk in one packet; begins a transaction unless one is open.
   *
   * @param ending what to commit them with; null: the transaction stays open
   * @return what each of them did
   */
  List<Effect> chunk(Chunk chunk, ScriptRunner.@Nullable Ending ending) throws SQLException {
    lasting = chunk.last();
    List<Effect> effects =
        channel.rows(chunk.sql(), !open, ending == null ? null : ending.sql(lasting));
    open = true;
    if (ending != null) {
      isCommitted();
    }
    return effects;
  }

  /** Commits what is open with the end of the script. */
  void finish(ScriptRunner.Ending ending) throws SQLException {
    List<String> own = ending.sql(lasting);
    if (isAny()) {
      channel.commit(own);
    } else {
      channel.transact(own);
    }
    isCommitted();
  }

  /** A statement that commits by itself was executed. */
  void ended(int last) {
    lasting = last;
    isCommitted();
  }

  /** Commits what is open, the script's own transaction included. */
  void commit() throws SQLException {
    commit(List::of);
  }

  /** Own statements, asked for when it is written down what comes before them. */
  @FunctionalInterface
  interface Own {
    List<String> sql() throws SQLException;
  }

  /** Commits what is open together with own statements; these also where nothing is open. */
  void commit(Own with) throws SQLException {
    List<String> own = position();
    own.addAll(with.sql());
    if (isAny()) {
      channel.commit(own);
    } else if (!own.isEmpty()) {
      channel.transact(own);
    }
    isCommitted();
  }

  /** What is to be written down with what is open. */
  List<String> position() throws SQLException {
    return lasting > committed ? new ArrayList<>(record.position(lasting)) : new ArrayList<>();
  }

  /** Writes down, in the open transaction, what the script's next statement will commit. */
  void note() throws SQLException {
    List<String> own = position();
    if (!own.isEmpty()) {
      channel.note(own);
    }
  }

  /** All was committed, by a statement of the script or ours. */
  void isCommitted() {
    open = false;
    scripts = false;
    readOnly = false;
    committed = lasting;
    record.committed();
  }

  /** All was rolled back, by a statement of the script. */
  void isRolledBack() {
    open = false;
    scripts = false;
    readOnly = false;
    lasting = committed;
    record.rolledBack();
  }

  /** The script began a transaction of its own; {@code reading}: READ ONLY. */
  void isTheScripts(boolean reading) {
    scripts = true;
    readOnly = reading;
  }

  /** Commits; the session is then put back to autocommit, and its locks are released. */
  void end() throws SQLException {
    commit();
    manual = false;
    locked = false;
  }

  /**
   * LOCK TABLES. Autocommit is off while they are held, so that rows are committed together with
   * what the record says of them.
   */
  void locked() throws SQLException {
    channel.own("SET autocommit = 0");
    channel.locksTables(true);
    locked = true;
    manual = true;
  }

  /** UNLOCK TABLES; what was open is committed. */
  void unlocked() throws SQLException {
    if (locked) {
      channel.own("SET autocommit = 1");
      channel.locksTables(false);
      locked = false;
      manual = false;
    }
  }

  /** The script has set autocommit: asks the server to what. */
  void autocommitChanged() throws SQLException {
    try (Statement statement = channel.connection().createStatement();
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
    try {
      if (isAny()) {
        channel.own("ROLLBACK", this::noteIncomplete);
      }
    } catch (SQLException ignored) {
      return;
    } finally {
      open = false;
      scripts = false;
      record.rolledBack();
    }
  }

  /** Rolls back to execute the same statements again. */
  void startAgain() throws SQLException {
    channel.own("ROLLBACK");
    isRolledBack();
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
   * @param with own statements of the same transaction
   * @return false where there is no transaction to tell by
   */
  boolean mark(List<String> with) throws SQLException {
    List<String> own = new ArrayList<>(with);
    boolean any = isAny();
    if (any) {
      own.add("SAVEPOINT " + SAVEPOINT);
    }
    if (!own.isEmpty()) {
      channel.note(own);
    }
    return any;
  }

  /** Whether the transaction is still the one that was marked: its end ends its savepoints. */
  boolean isMarked() {
    try {
      channel.own("RELEASE SAVEPOINT " + SAVEPOINT);
      return true;
    } catch (SQLException ended) {
      return false;
    }
  }
}
