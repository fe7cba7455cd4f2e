package dev.migrate.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Renews a lock on a thread and a connection of its own. What fails is tried again with the next
 * beat, on a new connection if need be; while a definition is executed in the cluster a beat hangs.
 */
final class Heartbeat implements AutoCloseable {

  private static final long END_MILLIS = 2_000;
  private static final int ATTEMPTS = 5;

  private final LockTable table;
  private final long token;
  private final Duration period;
  private final Supplier<Connection> connections;
  private final Thread thread;
  private volatile Connection connection;
  private volatile boolean closed;

  /**
   * Begins to beat.
   *
   * @param connection becomes the heartbeat's
   * @param connections gives another when it is lost
   */
  Heartbeat(
      LockTable table,
      long token,
      Duration period,
      Connection connection,
      Supplier<Connection> connections) {
    this.table = table;
    this.token = token;
    this.period = period;
    this.connection = connection;
    this.connections = connections;
    this.thread = new Thread(this::run, "migrate-heartbeat");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
  }

  private void run() {
    while (slept(period) && !closed) {
      try {
        if (!table.beat(connection, token)) {
          // Another run has taken over: the next write of this one tells.
          return;
        }
      } catch (SQLException e) {
        if (!closed) {
          reconnect();
        }
      }
    }
  }

  private void reconnect() {
    try {
      if (!connection.isValid(1)) {
        connection.close();
        connection = connections.get();
      }
    } catch (SQLException | RuntimeException e) {
      // The server is not to be reached: the next attempt may find it; else the lease ends.
      return;
    }
  }

  private static boolean slept(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Stops beating, gives the lock back and ends the connection. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      if (thread.isAlive()) {
        connection.abort(Runnable::run);
      } else {
        // Not even a commit that hangs may keep a run from ending.
        connection.setNetworkTimeout(Runnable::run, (int) END_MILLIS);
        release();
        connection.close();
      }
    } catch (SQLException e) {
      return;
    }
  }

  private void release() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        table.release(connection, token);
        return;
      } catch (SQLException e) {
        reconnect();
      }
    }
  }
}
