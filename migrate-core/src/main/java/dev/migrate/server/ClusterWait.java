package dev.migrate.server;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.LockTable.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The taking of a {@link ClusterLock}: at once, after its holder, or from a holder that is gone.
 */
final class ClusterWait {

  private final Connection connection;
  private final LockTable table;
  private final String what;
  private final Duration limit;
  private final Duration lease;
  private final Duration pause;
  private final Consumer<Event> events;
  private final long end;
  private boolean waited;

  ClusterWait(
      Connection connection,
      LockTable table,
      String what,
      Duration limit,
      Duration lease,
      Consumer<Event> events) {
    this.connection = connection;
    this.table = table;
    this.what = what;
    this.limit = limit;
    this.lease = lease;
    this.pause = lease.dividedBy(15);
    this.events = events;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** Takes the lock; its token. */
  long take(String operation, String host, String node) throws SQLException {
    State state = read();
    if (!mayTake(state, node) || !taken(state, operation, host, node)) {
      state = awaited(operation, host, node);
    }
    if (waited) {
      ClusterLock.retried(ClusterLock.patience(), () -> remove(operation));
    }
    return state.nextToken();
  }

  private State awaited(String operation, String host, String node) throws SQLException {
    Lease silence = new Lease(lease, pause);
    State state = read();
    while (true) {
      boolean over = false;
      if (!mayTake(state, node)) {
        tell(state);
        long committing = System.nanoTime();
        commit(operation, state);
        state = read();
        over = silence.isOver(state, committing, System.nanoTime());
      }
      if ((over || mayTake(state, node)) && taken(state, operation, host, node)) {
        return state;
      }
      if (System.nanoTime() >= end || !ClusterLock.slept(pause)) {
        throw timeout(state);
      }
      state = read();
    }
  }

  private State read() throws SQLException {
    return ClusterLock.retried(ClusterLock.patience(), () -> table.state(connection));
  }

  /** Free, or of a run whose connection to this node has ended: its lock there is ours. */
  private static boolean mayTake(State state, String node) {
    return state.isFree() || (!node.isEmpty() && state.holder().node().equals(node));
  }

  private boolean taken(State state, String operation, String host, String node)
      throws SQLException {
    try {
      if (!table.take(connection, state, operation, host, node)) {
        return false;
      }
    } catch (SQLException e) {
      if (ClusterLock.isConflict(e)) {
        return false;
      }
      throw e;
    }
    if (!state.isFree()) {
      events.accept(
          new Event.Notice(
              "The run lock in the cluster is taken over from "
                  + state.holder().text()
                  + ", which has ended or is not to be reached"));
    }
    return true;
  }

  private void tell(State state) {
    if (!waited) {
      waited = true;
      events.accept(
          new Event.Waiting(
              "the lock of " + what + " in the cluster", state.holder().text(), limit));
    }
  }

  /** A commit hangs while a definition is executed in the cluster: no longer than our limit. */
  private void commit(String operation, State state) throws SQLException {
    int left = (int) Math.max(1_000, (end - System.nanoTime()) / 1_000_000 + 1_000);
    connection.setNetworkTimeout(Runnable::run, left);
    try {
      ClusterLock.retried(
          end,
          () -> {
            table.commit(connection, operation);
            return true;
          });
    } catch (SQLException e) {
      if (System.nanoTime() >= end) {
        throw timeout(state);
      }
      throw e;
    }
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  private boolean remove(String operation) throws SQLException {
    table.removeWaiting(connection, operation);
    return true;
  }

  private RefusedException timeout(State state) {
    return new RefusedException(
        Problem.of(
                "lock-timeout",
                String.format(
                    Locale.ROOT,
                    "The lock of %s was not free in the cluster within %d s: another run migrates"
                        + " this database through another node. It is held by %s",
                    what,
                    limit.toSeconds(),
                    state.holder().text()))
            .at(what)
            .fix(
                String.format(
                    Locale.ROOT,
                    "wait for it to end and run again, or set a longer lockTimeout; a run that is"
                        + " gone is taken over after %d s without a sign of life; to end its lock"
                        + " at once: %s",
                    lease.toSeconds(),
                    table.freeing())));
  }
}
