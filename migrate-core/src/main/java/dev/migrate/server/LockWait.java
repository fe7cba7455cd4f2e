package dev.migrate.server;

import java.time.Duration;

/**
 * What was seen of a statement's waiting.
 *
 * @param phase when in its life it waited last
 * @param worked how long it had been at work before; zero at the start
 * @param waited how long it waited, to a quarter of a second
 * @param blockers who was seen in its way, also when they are gone by now
 * @param ended whether the watch ended the statement with {@code KILL QUERY}
 * @param stopped who waited behind the statement for longer than allowed, in one clause; empty
 *     where that is not why it was ended
 */
public record LockWait(
    Phase phase,
    Duration worked,
    Duration waited,
    Blockers blockers,
    boolean ended,
    String stopped) {

  /** No wait was seen. */
  public static final LockWait NONE =
      new LockWait(Phase.NONE, Duration.ZERO, Duration.ZERO, Blockers.NONE, false, "");

  /** When in a statement's life it waits. */
  public enum Phase {
    /** It did not wait, or not long enough to be seen. */
    NONE,
    /** For a metadata lock, before it did any work that was seen. */
    START,
    /** For a metadata lock, after it had worked: the end of a rebuild. */
    CUTOVER,
    /** For row locks. */
    ROWS
  }
}
