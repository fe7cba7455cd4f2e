package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What makes a statement wait, and looks at it while it does. */
final class Waits {

  private static final String DOUBLE =
      "INSERT INTO t (a) SELECT CONCAT(RAND(), REPEAT('x', 60)) FROM t";

  private Waits() {}

  /** A session that has done these statements in a transaction; closing it ends both. */
  static Connection transaction(DatabaseSettings database, String... statements)
      throws SQLException {
    Connection connection = TestServer.connect(database);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  static long id(Connection connection) throws SQLException {
    return Long.parseLong(DatabaseTest.ask(connection, "SELECT CONNECTION_ID()"));
  }

  /** Makes a table t (id, a) of 2^power rows. */
  static void table(DatabaseSettings database, int power) {
    TestServer.execute(database, tableOf(power).toArray(String[]::new));
  }

  /** Makes a table t (id, a) of so many rows that the server rebuilds it in about this time. */
  static void tableRebuiltIn(DatabaseSettings database, Duration time) {
    table(database, 16);
    Duration took = Duration.ZERO;
    while (took.compareTo(time) < 0) {
      TestServer.execute(database, DOUBLE);
      long begin = System.nanoTime();
      TestServer.execute(database, "ALTER TABLE t FORCE");
      took = Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  /** The statements that make a table t (id, a) of 2^power rows. */
  static List<String> tableOf(int power) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(200))");
    statements.add("INSERT INTO t (a) VALUES (UUID())");
    for (int i = 0; i < power; i++) {
      statements.add(DOUBLE);
    }
    return statements;
  }

  /** The state of the ALTER that runs in the database; empty for none. */
  static String alterState(DatabaseSettings database) {
    List<String> states =
        TestServer.query(
            database,
            "SELECT state FROM information_schema.processlist WHERE db = DATABASE()"
                + " AND info LIKE 'ALTER%'");
    return states.isEmpty() ? "" : states.get(0);
  }

  /** Begins a statement that is going to wait; how it ends is of no interest. */
  static void begin(Connection connection, String sql) {
    Thread thread =
        new Thread(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              } catch (SQLException e) {
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.sleep(20);
    }
  }

  /** The answer to a statement may come before the server shows that it has ended. */
  static void untilIdle(DatabaseSettings settings, long id) throws InterruptedException {
    String query = "SELECT command FROM information_schema.processlist WHERE id = " + id;
    while (!TestServer.query(settings, query).equals(List.of("Sleep"))) {
      Thread.sleep(10);
    }
  }
}
