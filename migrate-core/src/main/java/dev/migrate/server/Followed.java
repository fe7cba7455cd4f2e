package dev.migrate.server;

import dev.migrate.environment.WatchSettings;
import dev.migrate.outcome.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one statement while it goes on: how far it is, every second once it has run for
 * two, and who waits behind it. Times are of nanoTime.
 */
final class Followed {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMillis(950);
  private static final Duration WARN_AFTER = Duration.ofSeconds(5);
  private static final double LEAST = 2;
  private static final double ENDING = 85;

  private final Subject subject;
  private final Database database;
  private final WatchSettings settings;
  private final long started;
  private final Gauge gauge;
  private long told;
  private double percent = -1;
  private long waited;
  private long looked;
  private Behind behind = Behind.NONE;
  private long blockingSince;
  private boolean warned;

  Followed(Subject subject, Database database, WatchSettings settings, long started) {
    this.subject = subject;
    this.database = database;
    this.settings = settings;
    this.started = started;
    this.looked = started;
    this.gauge = Gauge.of(database, subject);
  }

  /**
   * Looks once.
   *
   * @param state what the processlist says the statement does
   * @param waits whether it waits for others itself
   * @return whether something of what waits behind it may not be seen
   */
  boolean look(Connection observer, String state, boolean waits, Consumer<Event> events)
      throws SQLException {
    long now = System.nanoTime();
    if (waits) {
      waited += now - looked;
    }
    looked = now;
    // Also between two events: what threads have counted is only known by looking often.
    Gauge.Reading reading =
        waits
            ? new Gauge.Reading(null, state, null)
            : gauge.read(observer, state, Duration.ofNanos(now - started - waited));
    if (reading.percent() != null) {
      percent = Math.max(percent, reading.percent());
    }
    if (now - told < EVERY.toNanos()) {
      return false;
    }
    told = now;
    behind = Behind.of(observer, database.version().vendor(), id(), subject);
    blocking(now, events);
    if (now - started >= FIRST.toNanos()) {
      events.accept(event(observer, reading, now));
    }
    return behind.hidden() != null;
  }

  private long id() {
    return database.facts().connectionId();
  }

  private void blocking(long now, Consumer<Event> events) {
    if (behind.sessions().isEmpty()) {
      blockingSince = 0;
      return;
    }
    if (blockingSince == 0) {
      blockingSince = now;
    }
    if (!warned && now - blockingSince >= WARN_AFTER.toNanos()) {
      warned = true;
      events.accept(
          new Event.Notice(
              String.format(
                  Locale.ROOT,
                  "%s keeps %s waiting for %d s: %s%s",
                  subject.text(),
                  count(),
                  blocked(now).toSeconds(),
                  behind.text(),
                  settings.stopIfBlocking().isPresent()
                      ? ""
                      : ". To stop a statement that does: -Dmigrate.stopIfBlocking=10")));
    }
  }

  private String count() {
    int count = behind.sessions().size();
    return count == 1 ? "a session" : count + " sessions";
  }

  private Duration blocked(long now) {
    return Duration.ofNanos(blockingSince == 0 ? 0 : now - blockingSince);
  }

  /** Whether sessions have waited behind it for as long as is allowed. */
  boolean isToStop(long now) {
    return blockingSince != 0
        && settings
            .stopIfBlocking()
            .filter(limit -> blocked(now).compareTo(limit) >= 0)
            .isPresent();
  }

  /** Who waits behind it, in one clause. */
  String waiters() {
    return count() + " waited behind it: " + behind.text();
  }

  private Event event(Connection observer, Gauge.Reading reading, long now) {
    // At its very end a statement goes through stages that are of no length.
    boolean known = percent >= 0 && (reading.unknown() == null || percent >= ENDING);
    return new Event.StatementProgress(
        subject.where(),
        subject.what(),
        subject.table(),
        Duration.ofNanos(now - started),
        stage(observer, reading.stage()),
        known ? Double.valueOf(percent) : null,
        known && percent >= LEAST ? remaining(now) : null,
        known ? null : reading.unknown(),
        behind.sessions().size());
  }

  private Duration remaining(long now) {
    double worked = now - started - waited;
    return Duration.ofNanos((long) (worked * (100 - percent) / percent));
  }

  /** Of a statement that changes rows the server knows how many, and nothing else. */
  private @Nullable String stage(Connection observer, @Nullable String state) {
    String stage = state == null || state.isBlank() ? null : state;
    if (subject.kind() != StatementWatch.Kind.ROWS) {
      return stage;
    }
    String query =
        "SELECT trx_rows_modified FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = "
            + id();
    try (Statement statement = observer.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (row.next() && row.getLong(1) > 0) {
        return (stage == null ? "" : stage + ", ")
            + String.format(Locale.ROOT, "%,d rows modified", row.getLong(1));
      }
    } catch (SQLException notAllowed) {
      return stage;
    }
    return stage;
  }
}
