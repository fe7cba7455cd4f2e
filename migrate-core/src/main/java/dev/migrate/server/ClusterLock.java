package dev.migrate.server;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a run in a Galera cluster, beside {@link RunLock}, which only the one node knows: a
 * row in the table {@code migrate_lock}. The holder renews it every few seconds; who waits takes it
 * over when the holder has been silent for a whole lease ({@link Lease}), or was connected to the
 * same node and is so no more. Its token grows with every taking, and {@link #fence} makes every
 * transaction of ours fail whose token is not the newest.
 *
 * <p>It has a connection of its own. What a run sees after it has the lock is all that its holders
 * before have committed, through whatever node.
 */
public final class ClusterLock implements AutoCloseable {

  /** The table's name. */
  public static final String TABLE = "migrate_lock";

  private static final Duration LEASE = Duration.ofSeconds(30);

  /** How long conflicts, and a node that is not ready, are borne where there is no other limit. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Lost against another transaction (deadlock, lock wait, changed row, certification), and "WSREP
   * has not yet prepared node for application use".
   */
  private static final Set<Integer> CONFLICTS = Set.of(1020, 1047, 1205, 1213);

  /** What the fence fails with where the token is another's. */
  private static final int SUBQUERY_ROWS = 1242;

  private final Database database;
  private final String what;
  private final LockTable table;
  private final long token;
  private final Heartbeat heartbeat;

  private ClusterLock(
      Database database, String what, LockTable table, long token, Heartbeat heartbeat) {
    this.database = database;
    this.what = what;
    this.table = table;
    this.token = token;
    this.heartbeat = heartbeat;
  }

  /**
   * Takes the lock; {@link RunLock} is held already. The table is created when it is missing.
   *
   * @param schema name of the database with the history table, as the server writes it
   * @param history name of the history table
   * @param operation the run's id
   * @param limit how long to wait at most; zero: not at all
   * @param events told of a wait, and of a takeover
   * @throws RefusedException {@code lock-timeout}, naming who holds the lock; {@code state-newer}
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static ClusterLock acquire(
      Database database,
      String schema,
      String history,
      String operation,
      Duration limit,
      Consumer<Event> events) {
    return acquire(database, schema, history, operation, limit, LEASE, events);
  }

  /** The same with another lease. */
  static ClusterLock acquire(
      Database database,
      String schema,
      String history,
      String operation,
      Duration limit,
      Duration lease,
      Consumer<Event> events) {
    String what = schema + "." + history;
    LockTable table = new LockTable(schema);
    Connection own = database.observer();
    try {
      String node = node(database.executor(), history);
      ClusterWait wait = new ClusterWait(own, table, what, limit, lease, events);
      long token = wait.take(operation, host(), node);
      Heartbeat heartbeat =
          new Heartbeat(table, token, lease.dividedBy(10), own, database::observer);
      ClusterLock lock = new ClusterLock(database, what, table, token, heartbeat);
      lock.confirm();
      return lock;
    } catch (SQLException e) {
      closeQuietly(own);
      throw SqlFailure.during("Taking the lock of " + what + " in the cluster", e);
    } catch (RuntimeException e) {
      closeQuietly(own);
      throw e;
    }
  }

  /** Whether an error, or its cause, is one of the server that passes by itself. */
  public static boolean isConflict(Exception e) {
    SQLException failure =
        e instanceof SQLException sql ? sql : e.getCause() instanceof SQLException sql ? sql : null;
    return failure != null && CONFLICTS.contains(failure.getErrorCode());
  }

  /** A step that may lose against other transactions. */
  @FunctionalInterface
  public interface Step<T> {
    T run() throws SQLException;
  }

  /**
   * Reads something without the lock, again when what another node does ends it: a definition that
   * comes through another node ends every statement in its way with a deadlock.
   */
  public static <T> T read(ServerFacts facts, Step<T> step) throws SQLException {
    if (!facts.galera()) {
      return step.run();
    }
    return retried(
        patience(),
        () -> {
          try {
            return step.run();
          } catch (MigrateException e) {
            if (isConflict(e) && e.getCause() instanceof SQLException conflict) {
              throw conflict;
            }
            throw e;
          }
        });
  }

  /** Waits until this connection's node has all that is committed in the cluster by now. */
  public static void awaitOthers(Connection connection) throws SQLException {
    retried(
        patience(),
        () -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("SET STATEMENT wsrep_sync_wait = 1 FOR SELECT 1");
          } catch (SQLSyntaxErrorException notMariaDb) {
            return false;
          }
        });
  }

  /** Runs a step, again while it loses, until {@link System#nanoTime} is past the end. */
  static <T> T retried(long end, Step<T> step) throws SQLException {
    while (true) {
      try {
        return step.run();
      } catch (SQLException e) {
        if (!isConflict(e) || System.nanoTime() >= end || !slept(Duration.ofMillis(100))) {
          throw e;
        }
      }
    }
  }

  /** False when interrupted. */
  static boolean slept(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** When patience ends that begins now, of {@link System#nanoTime}. */
  static long patience() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /**
   * Writes to the row on the executor's connection: once that succeeds, the executor's node has all
   * that was committed before the lock was taken, even if a proxy has given us two nodes.
   */
  private void confirm() throws SQLException {
    long end = patience();
    try (Statement statement = database.executor().createStatement()) {
      while (true) {
        try {
          statement.execute(fence());
          return;
        } catch (SQLException e) {
          boolean passes = isConflict(e) || e.getErrorCode() == SUBQUERY_ROWS;
          if (!passes || System.nanoTime() >= end || !slept(Duration.ofMillis(100))) {
            close();
            throw e;
          }
        }
      }
    }
  }

  /**
   * The statement that belongs into every transaction of the run's own: it fails, and with it the
   * transaction does, when another run has the lock.
   */
  public String fence() {
    return table.fence(token);
  }

  /**
   * The failure of a transaction with the fence in it: a {@link LockLostException} when another run
   * has the lock now, else the failure itself.
   */
  public SQLException told(SQLException failure) {
    if (!isConflict(failure) && failure.getErrorCode() != SUBQUERY_ROWS) {
      return failure;
    }
    try (Connection connection = database.observer();
        Statement statement = connection.createStatement()) {
      seeAll(statement);
      LockTable.State state = table.read(connection);
      return state != null && state.token() == token ? failure : lost(state, failure);
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  // A takeover that our transaction has lost against may not have reached this node's tables yet.
  private static void seeAll(Statement statement) {
    try {
      statement.execute("SET SESSION wsrep_sync_wait = 1");
    } catch (SQLException noCluster) {
      return;
    }
  }

  private LockLostException lost(LockTable.@Nullable State state, SQLException failure) {
    String who =
        state == null || state.isFree()
            ? "Another run has had the lock of " + what + " in the cluster since"
            : "Another run has taken over the lock of "
                + what
                + " in the cluster: "
                + state.holder().text();
    return new LockLostException(
        Problem.of(
                "lock-lost",
                who
                    + ". This run was silent for too long, or someone freed its lock; it has stopped")
            .at(what)
            .fix("see what the other run does; then run the goal again"),
        failure);
  }

  // Where the run lock of the node is ours, another run's connection to it has ended.
  private static String node(Connection executor, String history) throws SQLException {
    try (Statement statement = executor.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'wsrep_gcomm_uuid'")) {
      return row.next() && !row.getString(2).isEmpty() ? row.getString(2) + " " + history : "";
    }
  }

  private static String host() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = "an unnamed host";
    }
    return name.substring(0, Math.min(200, name.length()))
        + String.format(Locale.ROOT, " (process %d)", ProcessHandle.current().pid());
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      return;
    }
  }

  /** Gives the lock back; where that fails, it ends with its lease. */
  @Override
  public void close() {
    heartbeat.close();
  }
}
