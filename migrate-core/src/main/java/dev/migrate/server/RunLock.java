package dev.migrate.server;

import dev.migrate.environment.Orphan;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one lock of a run: no other run, and no Flyway of any line, migrates the same schema while it
 * is held. It is the named lock that Flyway takes on MySQL and MariaDB around each migration
 * (flyway-mysql, MySQLNamedLockTemplate): {@code Flyway-} and the hash of the quoted name of the
 * history table. It belongs to the connection and ends with it at the latest.
 */
public final class RunLock implements AutoCloseable {

  /** The longest single wait: short, so that an interrupt or a socketTimeout finds its place. */
  private static final long SLICE_SECONDS = 1;

  private final Connection connection;
  private final String name;

  private RunLock(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /**
   * Takes the lock; one round trip when it is free. While another session holds it, that session is
   * named once in an {@link Event.Waiting}.
   *
   * @param executor the connection that executes the run and holds the lock
   * @param schema name of the database with the history table, as the server writes it
   * @param table name of the history table
   * @param limit how long to wait at most; full seconds count, zero: not at all
   * @param interruption ends the wait
   * @param orphan whether a run of this plugin that holds the lock is waited for or ended
   * @param events told of a wait
   * @throws RefusedException {@code lock-timeout}, naming who holds the lock; {@code
   *     orphan-not-ours} when it shall be ended and is not known to be a run of this plugin
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static RunLock acquire(
      Connection executor,
      String schema,
      String table,
      Duration limit,
      Orphan orphan,
      Consumer<Event> events,
      Interruption interruption) {
    String name = name(schema, table);
    String what = schema + "." + table;
    try {
      if (!tryLock(executor, name, 0)) {
        await(executor, name, what, limit, orphan, events, interruption);
      }
      return new RunLock(executor, name);
    } catch (SQLException e) {
      throw SqlFailure.during("Taking the lock of " + what, e);
    }
  }

  /** The same, of a run that cannot be interrupted. */
  static RunLock acquire(
      Connection executor,
      String schema,
      String table,
      Duration limit,
      Orphan orphan,
      Consumer<Event> events) {
    return acquire(executor, schema, table, limit, orphan, events, new Interruption());
  }

  /** The lock's name: at most 18 characters, of 64 that MySQL allows. */
  static String name(String schema, String table) {
    String quoted = "`" + schema + "`.`" + table + "`";
    return "Flyway-" + quoted.hashCode();
  }

  private static void await(
      Connection executor,
      String name,
      String what,
      Duration limit,
      Orphan orphan,
      Consumer<Event> events,
      Interruption interruption)
      throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    @Nullable Session holder = null;
    while (true) {
      interruption.check();
      Session found = holder(executor, name);
      if (found != null) {
        if (holder == null) {
          events.accept(new Event.Waiting("the lock of " + what, found.text(), limit));
          met(executor, name, found, orphan, events);
        }
        holder = found;
      }
      long seconds = (end - System.nanoTime() + 999_999_999) / 1_000_000_000;
      if (seconds <= 0 || Thread.currentThread().isInterrupted()) {
        throw timeout(what, limit, holder);
      }
      if (tryLock(executor, name, Math.min(SLICE_SECONDS, seconds))) {
        return;
      }
    }
  }

  private static @Nullable Session holder(Connection executor, String name) throws SQLException {
    long id = user(executor, name);
    return id == 0 ? null : Session.of(executor, id);
  }

  /** What the first look at the holder leads to. */
  private static void met(
      Connection executor, String name, Session holder, Orphan orphan, Consumer<Event> events)
      throws SQLException {
    boolean ours =
        holder.program() == null
            ? user(executor, mark(name)) == holder.id()
            : holder.program().equals(Session.PROGRAM);
    if (orphan == Orphan.KILL) {
      if (!ours) {
        throw notOurs(holder);
      }
      Orphans.kill(executor, holder, events);
    } else if (ours && !holder.isIdle()) {
      events.accept(
          new Event.Notice(
              "Connection "
                  + holder.id()
                  + " is a run of this plugin. If its program is gone, its statement goes on at the"
                  + " server all the same, and keeps the lock until it ends;"
                  + " -Dmigrate.orphan=kill ends it"));
    }
  }

  private static RefusedException notOurs(Session holder) {
    return new RefusedException(
        Problem.of(
                "orphan-not-ours",
                "The lock is held by "
                    + holder.text()
                    + ", which is not known to be a run of this plugin, and is not ended")
            .at("-Dmigrate.orphan=kill")
            .fix(
                "if nothing of it shall go on, as its account or an administrator: KILL "
                    + holder.id()));
  }

  private static long user(Connection executor, String lock) throws SQLException {
    try (PreparedStatement statement = executor.prepareStatement("SELECT IS_USED_LOCK(?)")) {
      statement.setString(1, lock);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** The lock by which a holder is known to be this plugin; Flyway takes only the other. */
  private static String mark(String name) {
    return name.replace("Flyway", "migrate");
  }

  private static boolean tryLock(Connection executor, String name, long seconds)
      throws SQLException {
    try (PreparedStatement statement =
        executor.prepareStatement(
            "SELECT CASE WHEN GET_LOCK(?, ?) = 1 THEN 1 + 0 * COALESCE(GET_LOCK(?, 0), 0) END")) {
      statement.setString(1, name);
      statement.setLong(2, seconds);
      statement.setString(3, mark(name));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }

  private static RefusedException timeout(String what, Duration limit, @Nullable Session holder) {
    String who = holder == null ? "another session" : holder.text();
    String orphan =
        holder == null
            ? ""
            : "; if its program is gone and nothing of it shall go on: KILL " + holder.id();
    return new RefusedException(
        Problem.of(
                "lock-timeout",
                String.format(
                    Locale.ROOT,
                    "The lock of %s was not free within %d s: another run migrates this database,"
                        + " or Flyway does. It is held by %s",
                    what,
                    limit.toSeconds(),
                    who))
            .at(what)
            .fix("wait for it to end and run again, or set a longer lockTimeout" + orphan));
  }

  /** Gives the lock back; a connection that broke has given it back already. */
  @Override
  public void close() {
    try (PreparedStatement statement =
        connection.prepareStatement("DO RELEASE_LOCK(?), RELEASE_LOCK(?)")) {
      statement.setString(1, mark(name));
      statement.setString(2, name);
      statement.execute();
    } catch (SQLException ignored) {
      // Closed or broken: the server frees a session's locks.
      return;
    }
  }
}
