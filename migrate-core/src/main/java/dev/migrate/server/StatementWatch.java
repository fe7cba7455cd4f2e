package dev.migrate.server;

import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the executor's statements from a connection beside it, which is opened when a statement
 * first takes longer than a second; quick statements cost nothing. It notices what a statement
 * waits for, tells of it once, and ends a rebuild that waits too long: at its start, before it has
 * done any work, after {@link LockTimeouts#start()}; at its end after {@link
 * LockTimeouts#cutover()}. The session's lock_wait_timeout, which is to be {@link
 * LockTimeouts#sessionSeconds}, cannot tell the two apart. A statement that works for less than a
 * second before it waits counts as not begun.
 *
 * <p>{@link #begin}, {@link #end} and {@link #run} belong to one thread.
 */
public final class StatementWatch implements AutoCloseable {

  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);
  private static final long PERIOD_MILLIS = 250;

  private static final String HIDDEN =
      "The account may not see all the sessions that wait behind a statement; as an administrator of"
          + " the server: GRANT PROCESS ON *.* TO the account, and on MySQL GRANT SELECT ON"
          + " performance_schema.* TO the account";

  private final Database database;
  private final LockTimeouts limits;
  private final WatchSettings settings;
  private final Consumer<Event> events;
  private final List<Duration> pauses;
  private final Instruments instruments = new Instruments();
  private @Nullable Thread thread;
  private @Nullable Connection observer;
  private @Nullable Watched watched;
  private boolean toldHidden;
  private boolean closed;

  private StatementWatch(
      Database database,
      LockTimeouts limits,
      WatchSettings settings,
      Consumer<Event> events,
      List<Duration> pauses) {
    this.database = database;
    this.limits = limits;
    this.settings = settings;
    this.events = events;
    this.pauses = pauses;
  }

  /**
   * A watch over the database's executor connection.
   *
   * @param limits how long a statement may wait
   * @param settings what is done about statements that take long
   * @param events told of waits and of progress, by the watch's own thread while the executor's is
   *     in the statement
   */
  public static StatementWatch over(
      Database database, LockTimeouts limits, WatchSettings settings, Consumer<Event> events) {
    return over(database, limits, settings, events, LockRetry.PAUSES);
  }

  /** The same with other pauses between attempts. */
  static StatementWatch over(
      Database database,
      LockTimeouts limits,
      WatchSettings settings,
      Consumer<Event> events,
      List<Duration> pauses) {
    return new StatementWatch(database, limits, settings, events, pauses);
  }

  /** What a statement may wait for, and what happens then. */
  public enum Kind {
    /**
     * Of a table, with a wait at the start and one at the end: ALTER TABLE, CREATE INDEX and so on.
     */
    REBUILD,
    /** Any other that defines something: its wait comes before its work. */
    DEFINITION,
    /** Of rows: never begun again by the watch, since it may be part of a transaction. */
    ROWS
  }

  /** A piece of work on the executor connection. */
  @FunctionalInterface
  public interface Work {
    void run() throws SQLException;
  }

  /**
   * Runs one statement under the watch, again when it could not begin because of others' locks.
   *
   * @param subject the statement
   * @param work executes it, on the executor connection
   * @throws LockTimeoutException when it had to be given up because of others' locks; nothing of it
   *     was done
   * @throws SQLException as the work throws it otherwise
   */
  public void run(Subject subject, Work work) throws SQLException {
    LockRetry retry =
        new LockRetry(subject.text(), subject.kind(), pauses, events, database.interruption());
    while (true) {
      begin(subject);
      SQLException failure = null;
      LockWait wait;
      try {
        work.run();
      } catch (SQLException e) {
        failure = e;
      } finally {
        wait = end(failure);
      }
      if (failure == null) {
        return;
      }
      if (!retry.again(failure, wait)) {
        throw retry.told(failure, wait);
      }
    }
  }

  /** The executor is about to execute a statement. */
  public synchronized void begin(Subject subject) {
    long now = System.nanoTime();
    watched = new Watched(subject, limits, new Followed(subject, database, settings, now), now);
    if (thread == null) {
      enable();
      thread = new Thread(this::watch, "migrate-statement-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  // Before the first statement: what has begun without it is never counted.
  private void enable() {
    if (settings.enableInstruments() && database.version().vendor() == Vendor.MYSQL) {
      try {
        instruments.enable(observer(), events);
      } catch (SQLException | RuntimeException e) {
        closeObserver();
      }
    }
  }

  /**
   * The statement has ended.
   *
   * @param failure how; null when it succeeded
   * @return what was seen
   */
  public LockWait end(@Nullable SQLException failure) {
    LockWait seen;
    synchronized (this) {
      seen = watched == null ? LockWait.NONE : watched.result(failure, System.nanoTime());
      watched = null;
    }
    if (seen.ended() && !LockRetry.isKilled(failure)) {
      absorb();
    }
    return seen;
  }

  // The statement ended just before KILL QUERY came, which then waits for the next one.
  private void absorb() {
    try (Statement statement = database.executor().createStatement()) {
      statement.execute("DO 0");
    } catch (SQLException e) {
      return;
    }
  }

  private synchronized void watch() {
    while (!closed) {
      Watched current = watched;
      if (current != null && current.age(System.nanoTime()).compareTo(LOOK_AFTER) >= 0) {
        look(current);
      }
      try {
        wait(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(Watched current) {
    if (current.isBlind()) {
      return;
    }
    try {
      Connection connection = observer();
      boolean hidden = current.look(connection, database, events);
      if (hidden && !toldHidden) {
        toldHidden = true;
        events.accept(new Event.Detail(HIDDEN));
      }
    } catch (SQLException | RuntimeException e) {
      // Without the watch the session's lock_wait_timeout still holds.
      current.blind();
      events.accept(
          new Event.Detail(current.what() + " cannot be watched while it runs: " + e.getMessage()));
      closeObserver();
    }
  }

  private Connection observer() throws SQLException {
    if (observer == null) {
      observer = database.observer();
      observer.setNetworkTimeout(Runnable::run, 10_000);
    }
    return observer;
  }

  private void restore() {
    if (instruments.isChanged()) {
      try {
        instruments.restore(observer());
      } catch (SQLException | RuntimeException e) {
        events.accept(
            new Event.Notice(
                "What -Dmigrate.enableInstruments turned on could not be turned off again: "
                    + e.getMessage()
                    + "; as an administrator of the server: UPDATE"
                    + " performance_schema.setup_consumers SET enabled = 'NO' WHERE name ="
                    + " 'events_stages_current'"));
      }
    }
  }

  private void closeObserver() {
    try {
      if (observer != null) {
        observer.close();
      }
    } catch (SQLException ignored) {
      // Gone already.
    } finally {
      observer = null;
    }
  }

  /** Ends the watch and its connection. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    restore();
    closeObserver();
  }
}
