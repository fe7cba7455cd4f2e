package dev.migrate.execute;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Database;
import dev.migrate.server.StatementWatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection that executes, and what goes over it: a script's statements one by one, statements
 * of our own folded, several in one packet. A packet is a round trip.
 *
 * <p>What only has to be committed before anything is built on it waits for the next packet of our
 * own ({@link #later}).
 */
public final class Channel {

  private static final String BEGIN = "START TRANSACTION READ WRITE";

  private final Database database;
  private final Connection connection;
  private final List<String> waiting = new ArrayList<>();
  private boolean several = true;
  private @Nullable Long lockWait;
  private @Nullable Long lockWaitSet;
  private @Nullable ClusterLock lock;
  private boolean locksTables;
  private Effect effect = Effect.NONE;

  /** Over the executor, in autocommit mode, which takes several statements in a packet. */
  public Channel(Database database) {
    this.database = database;
    this.connection = database.executor();
  }

  /**
   * Executes something of the project's, which an interruption of the run ends; what is ours to
   * write down is let through.
   *
   * @throws dev.migrate.server.InterruptedRunException when it was ended, or is not begun any more
   */
  void interruptibly(StatementWatch.Work work) throws SQLException {
    database.interruptibly(work);
  }

  /**
   * Goes on to a statement of the project's only if the run may.
   *
   * @throws dev.migrate.server.InterruptedRunException if it is to end
   */
  void check() throws SQLException {
    database.interruption().checkStatement();
  }

  /** Whether the run is to end. */
  boolean isInterrupted() {
    return database.interruption().isOn();
  }

  /**
   * From now on every transaction that is committed here is one of the lock's holder, or fails with
   * {@link dev.migrate.server.LockLostException}; null: no more.
   */
  public void fence(@Nullable ClusterLock fencing) {
    lock = fencing;
  }

  /** The script holds table locks, or none any more: the lock's row is not among the tables. */
  void locksTables(boolean holds) {
    locksTables = holds;
  }

  /** The connection, for queries of our own. */
  Connection connection() throws SQLException {
    several(true);
    return connection;
  }

  /** The connection as it is, for callbacks of the project. */
  Connection raw() {
    return connection;
  }

  /** The connection as code of the project may have it: one statement at a time. */
  Connection single() throws SQLException {
    several(false);
    return connection;
  }

  /**
   * What the session's lock_wait_timeout is to be from the next packet of our own on.
   *
   * @param seconds null: as it is
   */
  void lockWait(@Nullable Long seconds) {
    lockWait = seconds;
  }

  /** The session's settings were put back: what was set here has to be set again. */
  void sessionRestored() {
    lockWaitSet = null;
  }

  /** Own statements that are committed with the next ones, or by {@link #flush}. */
  void later(List<String> own) {
    waiting.addAll(own);
  }

  /** Commits the open transaction together with own statements; one packet. */
  void commit(List<String> own) throws SQLException {
    List<String> all = new ArrayList<>(waiting);
    all.addAll(own);
    all.addAll(end());
    send(all);
    waiting.clear();
  }

  /** Own statements in a transaction of their own; one packet. None may be open. */
  void transact(List<String> own) throws SQLException {
    List<String> all = new ArrayList<>();
    all.add(BEGIN);
    all.addAll(waiting);
    all.addAll(own);
    all.addAll(end());
    sendOrRollBack(all);
    waiting.clear();
  }

  /** Commits what waits. */
  void flush() throws SQLException {
    if (!waiting.isEmpty()) {
      transact(List.of());
    }
  }

  /** Begins a transaction. */
  void begin() throws SQLException {
    send(List.of(BEGIN));
  }

  /**
   * Statements of a script that change rows, in one packet. An error tells not which of them
   * failed, and leaves the transaction open.
   *
   * @param begin whether a transaction is begun for them
   * @param end own statements with which it is committed; null: it stays open
   * @return what each of them did
   */
  List<Effect> rows(List<String> statements, boolean begin, @Nullable List<String> end)
      throws SQLException {
    List<String> all = new ArrayList<>();
    if (begin) {
      all.add(BEGIN);
    }
    all.addAll(statements);
    if (end != null) {
      all.addAll(waiting);
      all.addAll(end);
      all.addAll(end());
    }
    List<Effect> effects = new ArrayList<>();
    interruptibly(() -> effects.addAll(send(all)));
    if (end != null) {
      waiting.clear();
    }
    int first = begin ? 1 : 0;
    return effects.subList(first, Math.min(effects.size(), first + statements.size()));
  }

  /** Own statements in the open transaction, which something else will commit. */
  void note(List<String> own) throws SQLException {
    List<String> all = new ArrayList<>(fence());
    all.addAll(own);
    send(all);
  }

  /** A failure of statements with the {@link #fence()} in them, told as it is. */
  SQLException told(SQLException failure) {
    return lock == null ? failure : lock.told(failure);
  }

  /** The statement that a transaction of the run's own carries; empty outside of a cluster. */
  List<String> fence() {
    return lock == null || locksTables ? List.of() : List.of(lock.fence());
  }

  private List<String> end() {
    List<String> end = new ArrayList<>(fence());
    end.add("COMMIT");
    return end;
  }

  /**
   * Executes one statement of a script and reads all its results. Whatever the server takes for the
   * end of a statement in it, it is one statement or an error.
   */
  void execute(String sql) throws SQLException {
    interruptibly(() -> own(sql));
  }

  /** Executes one statement of our own, whatever else ends the run. */
  void own(String sql) throws SQLException {
    own(sql, warnings -> {});
  }

  /** The same; the first warning of the server, or null, is handed on. */
  void own(String sql, Consumer<@Nullable SQLWarning> warnings) throws SQLException {
    if (sql.indexOf(';') >= 0) {
      several(false);
    }
    try (Statement statement = statement()) {
      drain(statement, sql).forEach(each -> effect = effect.and(each));
      warnings.accept(statement.getWarnings());
    }
  }

  /** Something of the script was executed past this channel. */
  void did(Effect other) {
    effect = effect.and(other);
  }

  /** Rows changed by what was executed since {@link #effect()} was last asked. */
  long changedRows() {
    return effect.rows();
  }

  /** What was executed since this was last asked, one statement at a time. */
  Effect effect() {
    Effect all = effect;
    effect = Effect.NONE;
    return all;
  }

  private List<Effect> send(List<String> all) throws SQLException {
    several(true);
    List<String> packet = new ArrayList<>(all);
    boolean sets = lockWait != null && !lockWait.equals(lockWaitSet);
    if (sets) {
      packet.add(0, "SET SESSION lock_wait_timeout = " + lockWait);
    }
    List<Effect> effects;
    try (Statement statement = statement()) {
      // A line end before each separator: a statement may end with a comment.
      effects = drain(statement, String.join("\n;", packet));
    } catch (SQLException e) {
      throw told(e);
    }
    if (sets) {
      lockWaitSet = lockWait;
    }
    return sets ? effects.subList(1, effects.size()) : effects;
  }

  private void sendOrRollBack(List<String> all) throws SQLException {
    try {
      send(all);
    } catch (SQLException e) {
      try {
        own("ROLLBACK");
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    // Rows are read one by one and dropped, so that no result is too large.
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement;
  }

  /** A CALL may return several results, and an error with any of them. */
  private List<Effect> drain(Statement statement, String sql) throws SQLException {
    List<Effect> effects = new ArrayList<>();
    boolean rows = statement.execute(sql);
    while (rows || statement.getUpdateCount() != -1) {
      if (rows) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            // the condition moves
          }
        }
      }
      effects.add(new Effect(Math.max(0, statement.getLargeUpdateCount()), warnings()));
      rows = statement.getMoreResults();
    }
    return effects;
  }

  /** Those of the last result, as the driver has counted them already. */
  private int warnings() throws SQLException {
    return ((NativeSession) connection.unwrap(JdbcConnection.class).getSession())
        .getProtocol()
        .getWarningCount();
  }

  /** Switched only when it changes: it costs a packet (COM_SET_OPTION). */
  private void several(boolean allowed) throws SQLException {
    if (several != allowed) {
      try {
        NativeSession session =
            (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
        if (allowed) {
          session.enableMultiQueries();
        } else {
          session.disableMultiQueries();
        }
        several = allowed;
      } catch (CJException e) {
        throw new SQLException(e.getMessage(), e.getSQLState(), e.getVendorCode(), e);
      }
    }
  }
}
