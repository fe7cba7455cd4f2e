package dev.migrate.plan;

import dev.migrate.outcome.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Makes many tables in several sessions at once: a CREATE TABLE mostly waits for the server's disk.
 */
final class TableMakers {

  private final Bench.Sessions sessions;
  private final Queue<String> names;
  private final Map<String, String> left;

  private TableMakers(Bench.Sessions sessions, Map<String, String> texts) {
    this.sessions = sessions;
    this.names = new ConcurrentLinkedQueue<>(texts.keySet());
    this.left = new ConcurrentSkipListMap<>(texts);
  }

  /**
   * Makes tables.
   *
   * @param count of sessions
   * @param texts a CREATE TABLE for each name
   * @return those that were not made, for whatever reason: two that refer to each other's tables
   *     may stand in each other's way
   */
  static Map<String, String> make(Bench.Sessions sessions, int count, Map<String, String> texts) {
    TableMakers makers = new TableMakers(sessions, texts);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(makers::make, "migrate-copy-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    threads.forEach(TableMakers::await);
    return makers.left;
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      // What is not made yet is made, or fails, in the caller's session.
      Thread.currentThread().interrupt();
    }
  }

  private void make() {
    try (Connection connection = sessions.open();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      Copying.prepare(statement);
      for (String name = names.poll(); name != null; name = names.poll()) {
        make(statement, name);
      }
    } catch (SQLException | MigrateException e) {
      // They are left for the caller's session, or the run has been ended, as that will tell.
    }
  }

  private void make(Statement statement, String name) {
    try {
      statement.execute(String.valueOf(left.get(name)));
      left.remove(name);
    } catch (SQLException e) {
      // It is left, and the caller's session tells why, if it fails there, too.
    }
  }
}
