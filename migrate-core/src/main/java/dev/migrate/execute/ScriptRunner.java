package dev.migrate.execute;

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
import org.flywaydb.core.api.callback.Event;

/**
 * Runs the statements of one script on one connection.
 *
 * <p>Statements that only change rows are one transaction for as long as they follow each other;
 * what commits implicitly ends it first, explicitly, so that at any failure it is known how far the
 * script is committed. The script's own START TRANSACTION and COMMIT are respected.
 */
final class ScriptRunner {

  private final Connection connection;
  private final BiConsumer<Event, Statement> listener;
  private final List<StatementTime> times = new ArrayList<>();
  private boolean open;
  private boolean scripts;
  private int executed;
  private int committed;

  /**
   * Runs on a connection in autocommit mode.
   *
   * @param listener told before and after each statement
   */
  ScriptRunner(Connection connection, BiConsumer<Event, Statement> listener) {
    this.connection = connection;
    this.listener = listener;
  }

  /** Whether all of a script is one transaction, which can carry its row of the history with it. */
  static boolean isOneTransaction(List<Statement> statements) {
    return statements.stream().allMatch(s -> isRows(s) || s.kind() == StatementKind.QUERY);
  }

  /** Whether a script may change the session for those after it. */
  static boolean changesSession(List<Statement> statements) {
    return !statements.stream()
        .allMatch(
            s -> isRows(s) || s.kind() == StatementKind.QUERY || s.kind() == StatementKind.DDL);
  }

  /**
   * Runs the statements in order. Afterwards a transaction with the last ones may be open: the
   * caller adds the history row and commits.
   *
   * @throws ScriptFailure for the statement that failed; what was open is rolled back
   */
  void run(List<Statement> statements) throws ScriptFailure {
    for (Statement statement : statements) {
      listener.accept(Event.BEFORE_EACH_MIGRATE_STATEMENT, statement);
      long begin = System.nanoTime();
      try {
        step(statement);
      } catch (SQLException e) {
        rollback();
        throw new ScriptFailure(statement, committed, e);
      }
      times.add(new StatementTime(statement, Duration.ofNanos(System.nanoTime() - begin)));
      listener.accept(Event.AFTER_EACH_MIGRATE_STATEMENT, statement);
    }
  }

  /** What was run, in order, with times. */
  List<StatementTime> times() {
    return times;
  }

  /** Begins a transaction unless one is open, for what the caller adds. */
  void begin() throws SQLException {
    if (!open && !scripts) {
      execute("START TRANSACTION");
      open = true;
    }
  }

  /** Commits what is open, the script's own transaction included. */
  void commit() throws SQLException {
    if (open || scripts) {
      execute("COMMIT");
      open = false;
      scripts = false;
      committed = executed;
    }
  }

  private static boolean isRows(Statement statement) {
    return (statement.kind() == StatementKind.DML || statement.kind() == StatementKind.LOAD)
        && statement.commit() == ImplicitCommit.NO;
  }

  private void step(Statement statement) throws SQLException {
    if (isRows(statement)) {
      begin();
      execute(statement.sql());
      executed++;
    } else if (statement.kind() == StatementKind.TRANSACTION) {
      transaction(statement);
    } else {
      other(statement);
    }
  }

  private void other(Statement statement) throws SQLException {
    switch (statement.commit()) {
      case NO -> {
        execute(statement.sql());
        executed++;
        committed = open || scripts ? committed : executed;
      }
      case YES -> {
        commit();
        execute(statement.sql());
        committed = ++executed;
      }
      case POSSIBLE -> {
        boolean ours = !scripts;
        if (ours) {
          commit();
          begin();
        }
        execute(statement.sql());
        executed++;
        if (ours) {
          commit();
        }
      }
    }
  }

  private void transaction(Statement statement) throws SQLException {
    if (open) {
      commit();
    }
    execute(statement.sql());
    executed++;
    scripts = leavesOpen(statement.summary().toUpperCase(Locale.ROOT));
    committed = scripts ? committed : executed;
  }

  private boolean leavesOpen(String words) {
    if (words.startsWith("COMMIT") || words.startsWith("ROLLBACK")) {
      return (words.contains("CHAIN") && !words.contains("NO CHAIN"))
          || words.matches("ROLLBACK\\s+(WORK\\s+)?TO\\b.*");
    }
    if (words.startsWith("SET")) {
      return words.matches(".*AUTOCOMMIT`?\\s*:?=\\s*(0|OFF|FALSE|'OFF')\\b.*");
    }
    return words.startsWith("START") || words.startsWith("BEGIN") || scripts;
  }

  private void rollback() {
    try {
      if (open || scripts) {
        execute("ROLLBACK");
      }
    } catch (SQLException ignored) {
      // The connection is gone, and with it the transaction.
      return;
    } finally {
      open = false;
      scripts = false;
    }
  }

  /** Executes and reads all results: a CALL may return several, and an error with any of them. */
  private void execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() != -1) {
        rows = statement.getMoreResults();
      }
    }
  }
}
