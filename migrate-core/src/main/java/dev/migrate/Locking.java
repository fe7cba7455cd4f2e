package dev.migrate;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.execute.Channel;
import dev.migrate.history.HistoryTable;
import dev.migrate.history.HistoryTableCreation;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Database;
import dev.migrate.server.RunLock;
import dev.migrate.server.Stamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Keeps other runs out while one works: the server's lock and, on Galera, the cluster's. */
final class Locking {

  /** How often a run begins anew because of runs through other nodes of a cluster. */
  private static final int ATTEMPTS = 20;

  private final Environment environment;
  private final DatabaseSettings settings;
  private final Database database;
  private final HistoryTable table;
  private final Channel channel;
  private final String operation;
  private final Consumer<Event> events;
  private @Nullable ClusterLock clusterLock;
  private boolean locksCluster;

  Locking(
      Environment environment,
      DatabaseSettings settings,
      Database database,
      HistoryTable table,
      Channel channel,
      String operation,
      Consumer<Event> events) {
    this.environment = environment;
    this.settings = settings;
    this.database = database;
    this.table = table;
    this.channel = channel;
    this.operation = operation;
    this.events = events;
  }

  /** Work done while the run's lock is held. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Does the work under the lock that keeps other runs, and stock Flyway, out. */
  <T> T locked(Work<T> work) throws SQLException {
    RunLock lock =
        RunLock.acquire(
            connection(),
            table.schema(),
            table.table(),
            settings.lockTimeouts().run(),
            environment.orphan(),
            events,
            database.interruption());
    try {
      return database.facts().galera() ? lockedInCluster(work) : work.run();
    } finally {
      lock.close();
    }
  }

  /**
   * The row that is the lock of all nodes can be there only once there is a history. Until then a
   * run through another node may come first: its definitions end our statements, and what it has
   * begun may look like something to refuse.
   */
  private <T> T lockedInCluster(Work<T> work) throws SQLException {
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          ClusterLock.awaitOthers(connection());
          if (table.read().isPresent()) {
            lockCluster();
          }
          return work.run();
        } catch (SQLException | MigrateException e) {
          if (locksCluster || attempt == ATTEMPTS || !isByOthers(e)) {
            throw e;
          }
        }
      }
    } finally {
      unlockCluster();
    }
  }

  private boolean isByOthers(Exception e) throws SQLException {
    return e instanceof RefusedException ? table.read().isPresent() : ClusterLock.isConflict(e);
  }

  private void unlockCluster() {
    locksCluster = false;
    if (clusterLock != null) {
      channel.fence(null);
      clusterLock.close();
      clusterLock = null;
    }
  }

  private void lockCluster() {
    locksCluster = true;
    clusterLock =
        ClusterLock.acquire(
            database,
            table.schema(),
            table.table(),
            operation,
            settings.lockTimeouts().run(),
            events);
    channel.fence(clusterLock);
  }

  /**
   * Creates the history table, under the lock.
   *
   * @return false when a run through another node of a cluster was faster: what was read before is
   *     to be read again
   */
  boolean createHistory(Configuration configuration) throws SQLException {
    try {
      HistoryTableCreation.create(table, configuration);
    } catch (SQLException e) {
      if (!database.facts().galera() || table.read().isEmpty()) {
        throw e;
      }
    }
    if (!database.facts().galera()) {
      return true;
    }
    lockCluster();
    return table.read().orElse(List.of()).isEmpty()
        && Stamp.read(connection(), table.schema()).isEmpty();
  }

  private Connection connection() {
    return database.executor();
  }
}
