package dev.migrate.server;

import dev.migrate.environment.LockTimeouts;
import dev.migrate.outcome.Event;
import dev.migrate.server.LockWait.Phase;
import dev.migrate.server.StatementWatch.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One statement under the watch: what was seen of it, look by look. Times are of nanoTime. */
final class Watched {

  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final Duration BLOCKERS_EVERY = Duration.ofSeconds(2);

  /** What it does before its locks, until then, is no work that others could undo. */
  private static final Duration OPENING = Duration.ofMillis(200);

  private final String what;

  private final Kind kind;
  private final LockTimeouts limits;
  private final long started;
  private boolean blind;
  private boolean worked;
  private Phase phase = Phase.NONE;
  private long waitBegan;
  private Blockers blockers = Blockers.NONE;
  private long blockersRead;
  private boolean told;
  private boolean ended;
  private final Followed followed;
  private String stopped = "";

  Watched(Subject subject, LockTimeouts limits, Followed followed, long started) {
    this.what = subject.text();
    this.kind = subject.kind();
    this.limits = limits;
    this.followed = followed;
    this.started = started;
  }

  String what() {
    return what;
  }

  /** Whether it cannot be watched. */
  boolean isBlind() {
    return blind;
  }

  void blind() {
    blind = true;
  }

  Duration age(long now) {
    return Duration.ofNanos(now - started);
  }

  /**
   * Looks at it once, and ends it when it has waited too long, or others behind it.
   *
   * @return whether something of what waits behind it may not be seen
   */
  boolean look(Connection observer, Database database, Consumer<Event> events) throws SQLException {
    long id = database.facts().connectionId();
    Sample sample = Sample.take(observer, database.version().vendor(), id);
    if (sample == null) {
      return false;
    }
    boolean rows = !sample.waitsForLock() && waitsForRows(observer, id);
    boolean waits = sample.waitsForLock() || rows;
    long now = System.nanoTime();
    if (waits) {
      waits(observer, database, events, rows, now);
    } else {
      worked |= age(now).compareTo(OPENING) >= 0;
      phase = Phase.NONE;
    }
    boolean hidden = followed.look(observer, sample.state(), waits, events);
    if (!ended && followed.isToStop(now)) {
      stopped = followed.waiters();
    }
    if (!stopped.isEmpty() || (waits && isOverdue(now))) {
      sample.end(observer, database.version().vendor(), id);
      ended = true;
    }
    return hidden;
  }

  private void waits(
      Connection observer, Database database, Consumer<Event> events, boolean rows, long now) {
    if (phase == Phase.NONE) {
      phase = rows ? Phase.ROWS : worked ? Phase.CUTOVER : Phase.START;
      waitBegan = worked ? now : started;
    }
    readBlockers(observer, database, now);
    tell(events);
  }

  // A rebuild waits for no rows; and the table of transactions is asked only where that can be.
  private boolean waitsForRows(Connection observer, long id) {
    if (kind == Kind.REBUILD) {
      return false;
    }
    String query =
        "SELECT 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
            + " AND trx_mysql_thread_id = "
            + id;
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next();
    } catch (SQLException e) {
      // Without PROCESS nobody can tell.
      return false;
    }
  }

  private void readBlockers(Connection observer, Database database, long now) {
    if (told && now - blockersRead < BLOCKERS_EVERY.toNanos()) {
      return;
    }
    Blockers found = Blockers.of(observer, database.version(), database.facts().connectionId());
    if (blockers.sessions().isEmpty() || !found.sessions().isEmpty()) {
      blockers = found;
    }
    blockersRead = now;
  }

  private void tell(Consumer<Event> events) {
    if (told) {
      return;
    }
    told = true;
    String lock =
        switch (phase) {
          case ROWS -> "rows that " + what + " changes";
          case CUTOVER -> "the end of " + what;
          default -> "the lock of " + what;
        };
    events.accept(new Event.Waiting(lock, blockers.who(), limit()));
  }

  private Duration limit() {
    return phase == Phase.CUTOVER && kind == Kind.REBUILD ? limits.cutover() : limits.start();
  }

  private boolean isOverdue(long now) {
    return !ended && kind == Kind.REBUILD && now - waitBegan >= limit().toNanos();
  }

  /** What was seen, now that it has ended. */
  LockWait result(@Nullable SQLException failure, long now) {
    if (failure != null && failure.getErrorCode() == LOCK_WAIT_TIMEOUT) {
      timedOut(now);
    }
    if (phase == Phase.NONE) {
      return new LockWait(Phase.NONE, age(now), Duration.ZERO, blockers, ended, stopped);
    }
    return new LockWait(
        phase,
        Duration.ofNanos(waitBegan - started),
        Duration.ofNanos(now - waitBegan),
        blockers,
        ended,
        stopped);
  }

  /** The server ended it: where the looks came too late, its own timeout tells when it began. */
  private void timedOut(long now) {
    if (phase == Phase.NONE) {
      phase = kind == Kind.ROWS ? Phase.ROWS : worked ? Phase.CUTOVER : Phase.START;
      waitBegan = worked ? now : started;
    }
    if (kind != Kind.ROWS) {
      long timeout = TimeUnit.SECONDS.toNanos(limits.sessionSeconds(kind == Kind.REBUILD));
      waitBegan = Math.max(started, Math.min(waitBegan, now - timeout));
    }
  }

  /**
   * The statement as the processlist shows it.
   *
   * @param state what it says it does
   * @param query MariaDB's number of the statement; 0 on MySQL
   */
  private record Sample(String state, long query) {

    static @Nullable Sample take(Connection observer, Vendor vendor, long id) throws SQLException {
      return Processlist.ask(list -> Optional.ofNullable(take(observer, vendor, id, list)))
          .orElse(null);
    }

    private static @Nullable Sample take(
        Connection observer, Vendor vendor, long id, String processlist) throws SQLException {
      String columns = vendor == Vendor.MARIADB ? "state, query_id" : "state, 0";
      try (PreparedStatement statement =
          observer.prepareStatement(
              "SELECT "
                  + columns
                  + " FROM "
                  + processlist
                  + " WHERE id = ? AND command <> 'Sleep'")) {
        statement.setLong(1, id);
        try (ResultSet row = statement.executeQuery()) {
          return row.next()
              ? new Sample(row.getString(1) == null ? "" : row.getString(1), row.getLong(2))
              : null;
        }
      }
    }

    // "Waiting for table metadata lock", "… global read lock", "… backup lock", "… table flush":
    // General Thread States in MySQL's manual.
    boolean waitsForLock() {
      return state.startsWith("Waiting for ")
          && (state.endsWith(" lock") || state.endsWith(" flush"));
    }

    // On MariaDB exactly this statement, should it have ended meanwhile.
    void end(Connection observer, Vendor vendor, long id) throws SQLException {
      try (Statement statement = observer.createStatement()) {
        statement.execute(vendor == Vendor.MARIADB ? "KILL QUERY ID " + query : "KILL QUERY " + id);
      } catch (SQLException e) {
        if (e.getErrorCode() != 1094 && e.getErrorCode() != 1957) {
          throw e;
        }
      }
    }
  }
}
