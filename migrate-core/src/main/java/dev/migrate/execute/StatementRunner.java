package dev.migrate.execute;

import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs one statement after the other, each with what has to be committed before and after it. */
final class StatementRunner {

  private static final int SYNTAX_ERROR = 1064;

  /** The journal has to be among the locked tables, or nothing could be written to it. */
  static final Pattern LOCK_TABLES =
      Pattern.compile("(LOCK\\s+TABLES?\\s+)(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Channel channel;
  private final ScriptRunner.Beside beside;
  private final ScriptTransaction transaction;
  private final ScriptRecord record;

  StatementRunner(Channel channel, ScriptRunner.Beside beside, ScriptTransaction transaction) {
    this.channel = channel;
    this.beside = beside;
    this.transaction = transaction;
    this.record = beside.record();
  }

  /** Executes what a run before has executed, to have the same session. */
  void again(Statement statement) throws SQLException {
    if (statement.kind() == StatementKind.SESSION && Words.setsUserVariable(statement)) {
      channel.execute(statement.sql());
    } else {
      run(statement);
    }
  }

  void run(Statement statement) throws SQLException {
    if (record.table() != null && BatchStatement.isAskedFor(statement)) {
      new BatchExecution(channel, beside, transaction).run(statement);
      return;
    }
    Statement effective =
        statement.kind() == StatementKind.SESSION && Words.begin(statement, "EXECUTE")
            ? Prepared.effective(channel, beside.memory(), statement)
            : statement;
    if (Words.isTransactional(effective)) {
      rows(statement, effective);
    } else if (effective.kind() == StatementKind.TRANSACTION) {
      transaction(statement);
    } else if (effective.kind() == StatementKind.SESSION) {
      session(statement, effective);
    } else if (effective.commit() == ImplicitCommit.POSSIBLE) {
      unforeseeable(statement, effective);
    } else if (Words.isTemporary(effective)) {
      channel.execute(statement.sql());
    } else {
      committing(statement, effective);
    }
  }

  private void execute(Statement statement, Statement effective) throws SQLException {
    try {
      beside
          .waits()
          .run(
              statement, effective, beside.currentSchema(), () -> channel.execute(statement.sql()));
    } finally {
      beside.waits().after(channel);
    }
  }

  private void rows(Statement statement, Statement effective) throws SQLException {
    boolean atOnce =
        effective.kind() != StatementKind.QUERY
            && !transaction.isScripts()
            && !beside.engines().isTransactional(effective, beside.currentSchema());
    if (atOnce) {
      withoutTransaction(statement, effective);
      return;
    }
    transaction.begin();
    long begin = System.nanoTime();
    execute(statement, effective);
    if (effective.kind() == StatementKind.DML) {
      beside.changedRows(effective);
      record.took(statement, beside.timing(begin, channel.changedRows(), null));
    }
    if (effective.kind() != StatementKind.QUERY || Words.calls(effective)) {
      transaction.left(statement.index());
    } else {
      transaction.goesWith(statement.index());
    }
  }

  /** In tables without transactions: whatever happens, what is changed stays. */
  private void withoutTransaction(Statement statement, Statement effective) throws SQLException {
    transaction.commit(() -> record.intent(statement, effective));
    long begin = System.nanoTime();
    try {
      execute(statement, effective);
    } catch (SQLException e) {
      if (e.getErrorCode() != SYNTAX_ERROR) {
        transaction.doubt(
            "the failed statement may have changed some rows, which stay: its table has no"
                + " transactions (MyISAM, Aria, MEMORY)");
      }
      throw e;
    }
    transaction.ended(statement.index());
    record.ran(statement, beside.timing(begin, channel.changedRows(), null), false);
  }

  private void session(Statement statement, Statement effective) throws SQLException {
    if (Words.begin(statement, "LOCK")) {
      lock(statement);
    } else if (Words.begin(statement, "UNLOCK")) {
      transaction.commit();
      transaction.unlocked();
      channel.execute(statement.sql());
    } else if (statement.commit() == ImplicitCommit.POSSIBLE) {
      unforeseeable(statement, effective);
    } else if (Words.setsUserVariable(statement) && Words.calls(statement)) {
      rows(statement, statement);
    } else {
      setting(statement);
    }
  }

  private void setting(Statement statement) throws SQLException {
    boolean system = Words.begin(statement, "SET") && !Words.setsUserVariable(statement);
    if (transaction.isOpen() && system) {
      // Some settings are refused inside a transaction, and the script began none.
      transaction.commit();
    }
    channel.execute(statement.sql());
    if (Words.begin(statement, "USE")) {
      beside.memory().used(currentDatabase());
    } else {
      Prepared.note(channel, beside.memory(), statement);
    }
    transaction.goesWith(statement.index());
  }

  private String currentDatabase() throws SQLException {
    try (java.sql.Statement ask = channel.connection().createStatement();
        ResultSet row = ask.executeQuery("SELECT DATABASE() LIMIT 1")) {
      row.next();
      return row.getString(1);
    }
  }

  private void lock(Statement statement) throws SQLException {
    transaction.commit(record::start);
    transaction.unlocked();
    String table = record.table();
    if (table == null) {
      channel.execute(statement.sql());
      return;
    }
    Matcher lock = LOCK_TABLES.matcher(statement.sql());
    channel.execute(
        lock.matches() ? lock.group(1) + table + " WRITE, " + lock.group(2) : statement.sql());
    transaction.locked();
  }

  private void committing(Statement statement, Statement effective) throws SQLException {
    beside.waits().before(channel, effective, beside.currentSchema());
    Sizes.@Nullable Before size = beside.size(effective);
    transaction.commit(() -> record.intent(statement, effective));
    long begin = System.nanoTime();
    try {
      execute(statement, effective);
    } catch (SQLException e) {
      if (e.getErrorCode() != SYNTAX_ERROR && Words.isNameByName(effective)) {
        transaction.doubt("the failed statement may have been done for some of its names");
      }
      throw e;
    }
    transaction.ended(statement.index());
    record.ran(statement, beside.timing(begin, channel.changedRows(), size), false);
  }

  /** It may commit in its midst, and it may fail after that. */
  private void unforeseeable(Statement statement, Statement effective) throws SQLException {
    boolean program =
        effective.kind() == StatementKind.CALL || effective.kind() == StatementKind.SESSION;
    boolean hidden =
        program
            && !transaction.isScripts()
            && record.table() != null
            && (Programs.mayHideTheMarker(channel.connection(), effective, beside.currentSchema())
                || !beside.engines().allTransactional(beside.currentSchema()));
    if (hidden) {
      transaction.commit(() -> record.intent(statement, effective));
    }
    transaction.begin();
    boolean marked = transaction.mark(hidden ? List.of() : record.marker(statement, effective));
    long begin = System.nanoTime();
    try {
      execute(statement, effective);
    } catch (SQLException e) {
      if (!Failures.isLost(e) && (!marked || !transaction.isMarked())) {
        transaction.isInDoubt();
      }
      throw e;
    }
    Timing timing = beside.timing(begin, channel.changedRows(), null);
    if (marked && transaction.isMarked()) {
      transaction.left(statement.index());
      record.ran(statement, timing, true);
    } else {
      transaction.left(statement.index());
      record.ranAndCommitted(statement, timing);
      transaction.isCommitted();
    }
  }

  private void transaction(Statement statement) throws SQLException {
    if (Words.isSavepoint(statement)) {
      transaction.begin();
      channel.execute(statement.sql());
      transaction.goesWith(statement.index());
      return;
    }
    boolean rollback = Words.begin(statement, "ROLLBACK");
    if (!rollback) {
      beforeItCommits(statement);
    }
    channel.execute(statement.sql());
    if (rollback) {
      transaction.isRolledBack();
    } else if (Words.begin(statement, "SET")) {
      transaction.autocommitChanged();
    } else {
      transaction.isCommitted();
    }
    if (Words.beginsTransaction(statement)) {
      transaction.isTheScripts(Words.of(statement).contains("READ ONLY"));
    }
  }

  private void beforeItCommits(Statement statement) throws SQLException {
    if (transaction.isOpen()) {
      transaction.commit();
    } else {
      transaction.note();
    }
    if (Words.begin(statement, "START") || Words.begin(statement, "BEGIN")) {
      transaction.unlocked();
    }
    boolean takes = Words.beginsTransaction(statement) || Words.begin(statement, "SET");
    if (takes && !transaction.isAny()) {
      transaction.commit(record::start);
    }
  }
}
