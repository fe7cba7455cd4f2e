package dev.migrate.server;

import dev.migrate.server.Interruption.Opened;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends what an interrupted run has its servers do, look by look, until the run has ended. */
final class Killing implements Runnable {

  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** What the executor does for itself is quick, unless it waits for something. */
  private static final long OWN_SECONDS = 2;

  /** "Unknown thread id" and MariaDB's "Unknown query id": it has just ended. */
  private static final Set<Integer> GONE = Set.of(1094, 1957);

  private final Interruption interruption;
  private final Map<Connector, Connection> observers = new HashMap<>();
  private final Set<Long> ended = new HashSet<>();
  private final long begin = System.nanoTime();

  Killing(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public void run() {
    try {
      do {
        List<Opened> open = interruption.open();
        open.forEach(this::look);
      } while (interruption.goesOn(PERIOD) && age().compareTo(LONGEST) < 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      observers.values().forEach(Killing::close);
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void look(Opened opened) {
    try {
      if (opened.isExecutor()) {
        endStatement(opened);
      } else if (opened.isWorker()) {
        endConnection(opened);
      }
    } catch (SQLException | RuntimeException e) {
      // Nobody else can be asked to end it there; a worker is then left by this side.
      if (opened.isWorker()) {
        abort(opened.connection());
      }
    }
  }

  private void endStatement(Opened executor) throws SQLException {
    Connection observer = observer(executor.connector());
    boolean[] scripts = {false};
    interruption.end(
        running -> {
          if (running.connector() == executor.connector()) {
            scripts[0] = true;
            Sample sample = Sample.take(observer, running.id());
            if (sample != null) {
              running.kill();
              sample.endStatement(observer);
            }
          }
        });
    if (!scripts[0] && age().toSeconds() >= OWN_SECONDS) {
      Sample sample = Sample.take(observer, executor.id());
      if (sample != null && sample.seconds() >= OWN_SECONDS) {
        sample.endStatement(observer);
      }
    }
  }

  private void endConnection(Opened worker) throws SQLException {
    Connection observer = observer(worker.connector());
    if (!ended.contains(worker.id()) && Sample.take(observer, worker.id()) != null) {
      ended.add(worker.id());
      kill(observer, "KILL " + worker.id());
    }
  }

  private Connection observer(Connector connector) throws SQLException {
    Connection observer = observers.get(connector);
    if (observer == null) {
      observer = connector.connect(Connector.OBSERVER, "");
      observer.setNetworkTimeout(Runnable::run, 10_000);
      observers.put(connector, observer);
    }
    return observer;
  }

  private static void kill(Connection observer, String sql) throws SQLException {
    try (Statement statement = observer.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (!GONE.contains(e.getErrorCode())) {
        throw e;
      }
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      return;
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      return;
    }
  }

  /**
   * A session that executes something.
   *
   * @param query MariaDB's number of the statement; 0 on MySQL
   * @param seconds how long it has been at it
   */
  private record Sample(long id, long query, long seconds) {

    /** Null where it waits for its client, is gone, or is another account's. */
    static @Nullable Sample take(Connection observer, long id) throws SQLException {
      return Processlist.ask(list -> Optional.ofNullable(take(observer, id, list))).orElse(null);
    }

    private static @Nullable Sample take(Connection observer, long id, String processlist)
        throws SQLException {
      boolean mariadb = observer.getMetaData().getDatabaseProductVersion().contains("MariaDB");
      try (PreparedStatement statement =
          observer.prepareStatement(
              "SELECT "
                  + (mariadb ? "query_id" : "0")
                  + ", time FROM "
                  + processlist
                  + " WHERE id = ? AND command <> 'Sleep'"
                  + " AND user = SUBSTRING_INDEX(USER(), '@', 1)")) {
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? new Sample(id, row.getLong(1), row.getLong(2)) : null;
        }
      }
    }

    // On MariaDB exactly this statement, should it have ended meanwhile.
    void endStatement(Connection observer) throws SQLException {
      kill(observer, query > 0 ? "KILL QUERY ID " + query : "KILL QUERY " + id);
    }
  }
}
