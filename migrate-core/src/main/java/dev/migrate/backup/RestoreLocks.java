package dev.migrate.backup;

import dev.migrate.backup.wire.Row;
import dev.migrate.backup.wire.Wire;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Literal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Named locks, one for each connection of a restore, by which the next attempt knows that none of
 * this one's is still at work: a server goes on with a statement whose client has died, and keeps
 * the connection's locks until it is through ("Locking Functions" in the manual).
 *
 * <p>Who calls a restore holds the run's lock of the database, so whoever holds one of these
 * belongs to a run that is dead.
 */
final class RestoreLocks {

  /** The most connections a restore may have. */
  static final int MOST = 32;

  private static final int NO_SUCH_THREAD = 1094;
  private static final long PERIOD_MILLIS = 50;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String prefix;

  private RestoreLocks(String prefix) {
    this.prefix = prefix;
  }

  static RestoreLocks of(String database) {
    // Names of locks are at most 64 characters long, and the same in any case.
    byte[] name = database.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return new RestoreLocks("migrate_restore." + UUID.nameUUIDFromBytes(name) + ".");
  }

  /** Ends what earlier attempts still do at the server. */
  void clear(Wire wire, Consumer<Event> events) throws SQLException {
    long begin = System.nanoTime();
    boolean ended = false;
    for (Set<Long> left = holders(wire); !left.isEmpty(); left = holders(wire)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      if (!ended && waited.compareTo(GRACE) > 0) {
        // Most end by themselves as soon as the server notices that nobody listens.
        String text = "connections " + left;
        events.accept(new Event.Waiting("what an earlier attempt still does", text, LIMIT));
        for (long id : left) {
          kill(wire, id);
        }
        ended = true;
      }
      if (waited.compareTo(LIMIT) > 0 || !slept()) {
        throw running(left, "are still there after " + waited.toSeconds() + " s");
      }
    }
  }

  private Set<Long> holders(Wire wire) throws SQLException {
    StringJoiner locks = new StringJoiner(", ", "SELECT ", "");
    for (int i = 0; i <= MOST; i++) {
      locks.add("IS_USED_LOCK(" + name(i) + ")");
    }
    Row row = wire.query(locks.toString()).get(0);
    Set<Long> holders = new TreeSet<>();
    for (int i = 0; i <= MOST; i++) {
      if (row.text(i) != null) {
        holders.add(row.number(i));
      }
    }
    return holders;
  }

  /** Marks a connection as the restore's, by a number from 0 to {@link #MOST}. */
  void take(Wire wire, int number) throws SQLException {
    if (wire.query("SELECT GET_LOCK(" + name(number) + ", 10)").get(0).number(0) != 1) {
      throw running(holders(wire), "restore into this database at this moment");
    }
  }

  private String name(int number) {
    return Literal.text(prefix + number);
  }

  private static void kill(Wire wire, long id) throws SQLException {
    try {
      wire.execute("KILL " + id);
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw running(Set.of(id), "cannot be ended by this account: " + e.getMessage());
      }
    }
  }

  private static RefusedException running(Set<Long> ids, String state) {
    return new RefusedException(
        Problem.of(
                "restore-running",
                "Connections of an earlier attempt to restore into this database " + state)
            .at("connections " + ids)
            .fix("wait for them to end; or as an administrator of the server: KILL " + ids));
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
}
