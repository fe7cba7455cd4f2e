package dev.migrate.execute;

import dev.migrate.outcome.MigrateException;
import dev.migrate.sql.ImplicitCommit;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.flywaydb.core.api.callback.Event;

/**
 * Runs the statements of one script on one connection.
 *
 * <p>Statements that only change rows are one transaction for as long as they follow each other;
 * what commits implicitly ends it first, explicitly, so that at any failure it is known how far the
 * script is committed. The script's own START TRANSACTION, COMMIT, autocommit and LOCK TABLES are
 * respected.
 */
final class ScriptRunner {

  private static final int SYNTAX_ERROR = 1064;

  /** What MariaDB does name by name, without taking the first back when the second fails. */
  private static final Pattern NAME_BY_NAME =
      Pattern.compile(
          "^(DROP (TEMPORARY )?(TABLES?|VIEW|SEQUENCE|USER|ROLE)|CREATE (USER|ROLE))\\b");

  /** SET of nothing but user variables, as far as its beginning tells. */
  private static final Pattern SET_USER_VARIABLE = Pattern.compile("^SET @[^@]");

  private static final Pattern SAVEPOINT =
      Pattern.compile("^(SAVEPOINT|RELEASE|ROLLBACK (WORK )?TO)\\b");

  private static final Pattern COMMENT_OPENING = Pattern.compile("^/\\*M?!\\d* *");

  private static final Pattern CHAIN = Pattern.compile("(?<!\\bNO )\\bCHAIN\\b");

  private final BiConsumer<Event, Statement> listener;
  private final ScriptTransaction transaction;
  private final List<StatementTime> times = new ArrayList<>();

  /**
   * Runs on a connection in autocommit mode.
   *
   * @param listener told before and after each statement
   */
  ScriptRunner(Connection connection, BiConsumer<Event, Statement> listener) {
    this.listener = listener;
    this.transaction = new ScriptTransaction(connection);
  }

  /** Whether all of a script is one transaction, which can carry its row of the history with it. */
  static boolean isOneTransaction(List<Statement> statements) {
    return statements.stream().allMatch(ScriptRunner::isTransactional);
  }

  /**
   * Runs the statements in order. Afterwards a transaction with the last ones may be open: the
   * caller adds the history row and commits.
   *
   * @throws ScriptFailure for the statement that failed; what was open is rolled back
   * @throws MigrateException of the listener; what was open is rolled back
   */
  void run(List<Statement> statements) throws ScriptFailure {
    try {
      for (Statement statement : statements) {
        listener.accept(Event.BEFORE_EACH_MIGRATE_STATEMENT, statement);
        long begin = System.nanoTime();
        timed(statement);
        times.add(new StatementTime(statement, Duration.ofNanos(System.nanoTime() - begin)));
        listener.accept(Event.AFTER_EACH_MIGRATE_STATEMENT, statement);
      }
    } catch (MigrateException e) {
      transaction.rollback();
      throw e;
    }
  }

  private void timed(Statement statement) throws ScriptFailure {
    try {
      step(statement);
    } catch (SQLException e) {
      transaction.rollback();
      throw new ScriptFailure(statement, transaction, Failures.masked(statement, e));
    }
  }

  /** What was run, in order, with times. */
  List<StatementTime> times() {
    return times;
  }

  /** Begins a transaction unless one is open, for what the caller adds. */
  void begin() throws SQLException {
    transaction.begin();
  }

  /** Commits what is open, the script's own transaction included. */
  void commit() throws SQLException {
    transaction.commit();
  }

  /** Commits what is open; the caller then puts the session back, autocommit and locks included. */
  void end() throws SQLException {
    transaction.end();
  }

  private static boolean isTransactional(Statement statement) {
    return switch (statement.kind()) {
      case DML, LOAD, QUERY -> statement.commit() == ImplicitCommit.NO;
      default -> false;
    };
  }

  private void step(Statement statement) throws SQLException {
    if (isTransactional(statement)) {
      rows(statement);
    } else if (statement.kind() == StatementKind.TRANSACTION) {
      transaction(statement);
    } else if (statement.kind() == StatementKind.SESSION) {
      session(statement);
    } else if (statement.commit() == ImplicitCommit.POSSIBLE) {
      unforeseeable(statement);
    } else if (isTemporary(statement)) {
      transaction.execute(statement.sql());
    } else {
      committing(statement);
    }
  }

  private void rows(Statement statement) throws SQLException {
    transaction.begin();
    transaction.execute(statement.sql());
    // A query, too, may call a function that changes rows.
    if (statement.kind() != StatementKind.QUERY || calls(statement)) {
      transaction.left(statement.index());
    }
  }

  private void session(Statement statement) throws SQLException {
    String words = words(statement);
    if (words.startsWith("LOCK") || words.startsWith("UNLOCK")) {
      transaction.commit();
      transaction.execute(statement.sql());
      transaction.locked(words.startsWith("LOCK"));
    } else if (statement.commit() == ImplicitCommit.POSSIBLE) {
      unforeseeable(statement);
    } else if (SET_USER_VARIABLE.matcher(words).find() && calls(statement)) {
      rows(statement);
    } else {
      if (transaction.isOpen() && isSystemSetting(words)) {
        // Some settings are refused inside a transaction, and the script began none.
        transaction.commit();
      }
      transaction.execute(statement.sql());
    }
  }

  private static boolean isSystemSetting(String words) {
    return words.startsWith("SET") && !SET_USER_VARIABLE.matcher(words).find();
  }

  /** The statement's beginning in upper case, also where it is inside an executable comment. */
  private static String words(Statement statement) {
    return COMMENT_OPENING.matcher(statement.summary()).replaceFirst("").toUpperCase(Locale.ROOT);
  }

  private static boolean calls(Statement statement) {
    return statement.sql().indexOf('(') >= 0;
  }

  /** CREATE TEMPORARY TABLE and its like: nothing of it outlives the session. */
  private static boolean isTemporary(Statement statement) {
    return statement.kind() == StatementKind.DDL && statement.commit() == ImplicitCommit.NO;
  }

  private void committing(Statement statement) throws SQLException {
    transaction.commit();
    try {
      transaction.execute(statement.sql());
    } catch (SQLException e) {
      if (e.getErrorCode() != SYNTAX_ERROR && isNameByName(statement)) {
        transaction.doubt("the failed statement may have been done for some of its names");
      }
      throw e;
    }
    transaction.left(statement.index());
  }

  private static boolean isNameByName(Statement statement) {
    return statement.sql().indexOf(',') >= 0 && NAME_BY_NAME.matcher(words(statement)).find();
  }

  /** It may commit in its midst, and it may fail after that. */
  private void unforeseeable(Statement statement) throws SQLException {
    transaction.begin();
    boolean marked = transaction.mark();
    try {
      transaction.execute(statement.sql());
    } catch (SQLException e) {
      if (!marked || !transaction.isMarked()) {
        transaction.isInDoubt();
      }
      throw e;
    }
    boolean goesOn = !marked || transaction.isMarked();
    transaction.left(statement.index());
    if (!goesOn) {
      transaction.isCommitted();
    }
  }

  private void transaction(Statement statement) throws SQLException {
    String words = words(statement);
    if (SAVEPOINT.matcher(words).find()) {
      transaction.begin();
      transaction.execute(statement.sql());
      return;
    }
    boolean rollback = words.startsWith("ROLLBACK");
    if (transaction.isOpen() && !rollback) {
      transaction.commit();
    }
    transaction.execute(statement.sql());
    if (rollback) {
      transaction.isRolledBack();
    } else if (words.startsWith("SET")) {
      transaction.autocommitChanged();
    } else {
      transaction.isCommitted();
    }
    boolean begun = words.startsWith("START") || words.startsWith("BEGIN");
    if (begun || CHAIN.matcher(words).find()) {
      transaction.isTheScripts();
    }
  }
}
