package dev.migrate.server;

import dev.migrate.outcome.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Transactions that were there before a rebuild. It would wait for each that has used its table, at
 * its start and, if they go on, once more at its end; and everyone else would wait behind it.
 * Looking for them first keeps nobody waiting.
 */
public final class OldTransactions {

  private static final Duration PERIOD = Duration.ofMillis(500);

  private OldTransactions() {}

  /**
   * Waits until no old transaction uses a table; one statement on the executor connection when
   * there is none. Where the server does not tell who uses the table, every transaction open for a
   * minute counts.
   *
   * @param olderThan younger ones do not count
   * @param limit how long to wait at most
   * @param events told once of a wait
   * @return those that are still there; without sessions when there is none or nobody may look
   */
  public static Blockers await(
      Database database,
      String schema,
      String table,
      Duration olderThan,
      Duration limit,
      Consumer<Event> events) {
    if (isNone(database, olderThan)) {
      return Blockers.NONE;
    }
    long end = System.nanoTime() + limit.toNanos();
    boolean told = false;
    while (true) {
      Blockers found =
          Blockers.before(
              database.executor(),
              database.version(),
              database.facts().connectionId(),
              schema,
              table,
              olderThan.toSeconds());
      if (found.sessions().isEmpty()
          || System.nanoTime() >= end
          || !database.interruption().slept(PERIOD)) {
        return found;
      }
      if (!told) {
        told = true;
        events.accept(
            new Event.Waiting(
                "old transactions before " + schema + "." + table + " is rebuilt",
                found.who(),
                limit));
      }
    }
  }

  /** In one round trip, as it is most of the time: no transaction is that old on any table. */
  private static boolean isNone(Database database, Duration olderThan) {
    String query =
        "SELECT 1 FROM information_schema.innodb_trx WHERE trx_mysql_thread_id <> CONNECTION_ID()"
            + " AND "
            + LockLook.AGE
            + " >= "
            + olderThan.toSeconds()
            + " LIMIT 1";
    try (Statement statement = database.executor().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    } catch (SQLException notAllowed) {
      return false;
    }
  }
}
