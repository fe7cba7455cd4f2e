package dev.migrate.server;

import dev.migrate.environment.Orphan;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of earlier runs whose program is gone. A server notices that only when it next writes to
 * the client: a statement goes on to its end, with all the session holds.
 */
public final class Orphans {

  private static final int NO_SUCH_THREAD = 1094;
  private static final long PERIOD_MILLIS = 200;
  private static final Duration END_LIMIT = Duration.ofMinutes(5);

  private Orphans() {}

  /**
   * Waits until the session of an earlier run is gone, or ends it; two statements when it is gone
   * already. Only then can what its last statement did be looked at.
   *
   * <p>Whether the session with this id is still that run's is told by its operation, where {@code
   * performance_schema} shows it; else by its account and by the server having been up since then:
   * ids are given once between two starts of a server.
   *
   * @param connection the executor's
   * @param connectionId the session's id then
   * @param operation the run it belonged to
   * @param age for how long, by the server's clock, it is known to have had this id
   * @param limit how long to wait at most
   * @throws RefusedException {@code orphan-running} when it is still there after that time, or
   *     cannot be ended
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static void await(
      Connection connection,
      long connectionId,
      String operation,
      Duration age,
      Duration limit,
      Orphan orphan,
      Consumer<Event> events) {
    try {
      Session session = Session.of(connection, connectionId);
      // An idle session executes nothing: it has done what it was at, or will never do it.
      if (!session.isAlive() || session.isIdle() || !isOf(connection, session, operation, age)) {
        return;
      }
      events.accept(new Event.Waiting("what an earlier run still does", session.text(), limit));
      if (orphan == Orphan.KILL) {
        kill(connection, session, events);
      } else if (!ends(connection, connectionId, " AND command <> 'Sleep'", limit)) {
        throw running(session, "is still there after " + limit.toSeconds() + " s");
      }
    } catch (SQLException e) {
      throw SqlFailure.during("Looking for what an earlier run left at the server", e);
    }
  }

  private static boolean isOf(
      Connection connection, Session session, String operation, Duration age) throws SQLException {
    if (session.operation() != null) {
      return session.operation().equals(operation);
    }
    if (session.program() != null && !session.program().equals(Session.PROGRAM)) {
      return false;
    }
    if (String.valueOf(session.id()).equals(first(connection, "SELECT CONNECTION_ID()"))) {
      // The server was started again, and counts anew.
      return false;
    }
    String account = first(connection, "SELECT SUBSTRING_INDEX(USER(), '@', 1)");
    String up = first(connection, "SHOW GLOBAL STATUS LIKE 'Uptime'", 2);
    return session.user() != null
        && session.user().equals(account)
        && up != null
        && Long.parseLong(up) > age.toSeconds();
  }

  /** Ends a session and waits until the server has undone what it was at. */
  static void kill(Connection connection, Session session, Consumer<Event> events)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("KILL " + session.id());
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw running(session, "cannot be ended by this account: " + e.getMessage());
      }
    }
    if (!ends(connection, session.id(), "", END_LIMIT)) {
      throw running(
          session,
          "was ended " + END_LIMIT.toSeconds() + " s ago and the server still undoes its work");
    }
    events.accept(new Event.Notice("Ended what an earlier run had left: " + session.text()));
  }

  private static RefusedException running(Session session, String state) {
    return new RefusedException(
        Problem.of(
                "orphan-running",
                String.format(
                    Locale.ROOT,
                    "An earlier run's statement %s: %s. What it did is known when it has ended",
                    state,
                    session.text()))
            .at("connection " + session.id())
            .fix(
                "wait for it and run the goal again; or end it: -Dmigrate.orphan=kill, or as an"
                    + " administrator of the server: KILL "
                    + session.id()));
  }

  private static boolean ends(Connection connection, long id, String condition, Duration limit)
      throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    String where = " WHERE id = " + id + condition;
    while (Processlist.ask(list -> first(connection, "SELECT 1 FROM " + list + where) != null)) {
      if (System.nanoTime() >= end || !slept()) {
        return false;
      }
    }
    return true;
  }

  private static boolean slept() {
    try {
      Thread.sleep(PERIOD_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static @Nullable String first(Connection connection, String query) throws SQLException {
    return first(connection, query, 1);
  }

  private static @Nullable String first(Connection connection, String query, int column)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(column) : null;
    }
  }
}
