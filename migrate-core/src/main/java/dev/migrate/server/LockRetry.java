package dev.migrate.server;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.server.LockWait.Phase;
import dev.migrate.server.StatementWatch.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a statement that others' locks stopped is tried again. It is when it had done nothing
 * yet, after pauses that grow: while an ALTER waits every query of its table waits behind it, and
 * in the pause they all run. Not after a rebuild's work, which would be for nothing once more, and
 * not statements of rows, whose transaction the server may have rolled back.
 */
final class LockRetry {

  /** Before the second, third, … attempt. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(16));

  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;

  private final String what;
  private final Kind kind;
  private final List<Duration> pauses;
  private final Consumer<Event> events;
  private final Interruption interruption;
  private Duration waited = Duration.ZERO;
  private Blockers blockers = Blockers.NONE;
  private int attempts;

  LockRetry(
      String what,
      Kind kind,
      List<Duration> pauses,
      Consumer<Event> events,
      Interruption interruption) {
    this.what = what;
    this.kind = kind;
    this.pauses = pauses;
    this.events = events;
    this.interruption = interruption;
  }

  /** Whether the statement was ended from outside: interrupted, or over its time. */
  static boolean isKilled(@Nullable SQLException failure) {
    return failure != null && List.of(1317, 1969, 3024).contains(failure.getErrorCode());
  }

  /** Whether to execute it again; if so, the pause is over. */
  boolean again(SQLException failure, LockWait wait) {
    attempts++;
    waited = waited.plus(wait.waited());
    if (!wait.blockers().sessions().isEmpty() || attempts == 1) {
      blockers = wait.blockers();
    }
    boolean begins = isByLocks(failure, wait) && wait.phase() == Phase.START;
    if (!wait.stopped().isEmpty()
        || kind == Kind.ROWS
        || !(begins || isDeadlock(failure, wait))
        || attempts > pauses.size()) {
      return false;
    }
    Duration pause = pauses.get(attempts - 1);
    events.accept(
        new Event.Notice(
            String.format(
                Locale.ROOT,
                "%s. It is tried again in %s s, attempt %d of %d",
                begins ? takenBack(wait) : what + " was taken back by the server (deadlock)",
                seconds(pause),
                attempts + 1,
                pauses.size() + 1)));
    // Of a run that is to end the statement is not begun again, which tells it.
    interruption.slept(pause);
    return !Thread.currentThread().isInterrupted();
  }

  private String takenBack(LockWait wait) {
    return String.format(
        Locale.ROOT,
        "%s waited %s s for its lock and was taken back, so that others can go on; %s",
        what,
        seconds(wait.waited()),
        blockers.sentence());
  }

  /**
   * Of a definition nothing has happened then: MySQL rolls it back as a whole, also where it met a
   * backup's locks of the whole server; on MariaDB only the locks before its work take part in
   * deadlocks.
   */
  private static boolean isDeadlock(SQLException failure, LockWait wait) {
    return failure.getErrorCode() == DEADLOCK && wait.phase() != Phase.CUTOVER;
  }

  private static boolean isByLocks(SQLException failure, LockWait wait) {
    return failure.getErrorCode() == LOCK_WAIT_TIMEOUT || (wait.ended() && isKilled(failure));
  }

  /** The failure as the caller gets it. */
  SQLException told(SQLException failure, LockWait wait) {
    if (!wait.stopped().isEmpty() && isKilled(failure)) {
      return stopped(failure, wait);
    }
    if (!isByLocks(failure, wait)) {
      return failure;
    }
    String advice = blockers.fix();
    String then = "then run the goal again";
    if (wait.phase() == Phase.CUTOVER) {
      then += ", at a quieter time or with a longer cutoverTimeout (-Dmigrate.cutoverTimeout=2m)";
    }
    return new LockTimeoutException(
        Problem.of("lock-wait-timeout", text(wait) + "; " + blockers.sentence())
            .at(what)
            .fix((advice.isEmpty() ? "wait for other sessions to end" : advice) + "; " + then),
        failure);
  }

  private LockTimeoutException stopped(SQLException failure, LockWait wait) {
    return new LockTimeoutException(
        Problem.of(
                "stopped-blocking",
                what + " was stopped, as -Dmigrate.stopIfBlocking asks; " + wait.stopped())
            .at(what)
            .fix(
                "run the goal again at a quieter time, with a longer -Dmigrate.stopIfBlocking, or"
                    + " with the statement in a form that blocks nobody (ALGORITHM=INPLACE,"
                    + " LOCK=NONE; smaller batches)"),
        failure);
  }

  private String text(LockWait wait) {
    return switch (wait.phase()) {
      case CUTOVER ->
          String.format(
              Locale.ROOT,
              "%s worked for %s s and then waited %s s to be alone with the table for its end, which"
                  + " others did not let it be: its work is undone",
              what,
              seconds(wait.worked()),
              seconds(wait.waited()));
      case ROWS ->
          String.format(
              Locale.ROOT,
              "%s waited %s s for rows that another transaction has locked",
              what,
              seconds(wait.waited()));
      case NONE, START ->
          String.format(
              Locale.ROOT,
              "%s did not get its lock in %s, %s s in all, and did nothing",
              what,
              attempts == 1 ? "one attempt" : attempts + " attempts",
              seconds(waited));
    };
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() < 10_000 && duration.toMillisPart() >= 100
        ? String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0)
        : Long.toString((duration.toMillis() + 500) / 1000);
  }
}
