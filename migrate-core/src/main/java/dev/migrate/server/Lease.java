package dev.migrate.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long the holder of a lock has been silent, as a run sees it that waits and commits
 * something at each look. While one node executes a definition (ALTER TABLE), no commit of the
 * whole cluster succeeds, the holder's renewals no more than ours: that time does not count, nor
 * does more than one pause between two looks, whatever stopped us.
 */
final class Lease {

  private final long length;
  private final long pause;
  private LockTable.@Nullable State last;
  private long committed;
  private long silent;

  /**
   * Nothing seen yet.
   *
   * @param length how long a holder may be silent
   * @param pause between two looks
   */
  Lease(Duration length, Duration pause) {
    this.length = length.toNanos();
    this.pause = pause.toNanos();
  }

  /**
   * Whether the holder has been silent for the whole length.
   *
   * @param seen what the rows say after our commit
   * @param committing when that commit was begun, of {@link System#nanoTime}
   * @param now when it had succeeded
   */
  boolean isOver(LockTable.State seen, long committing, long now) {
    silent = seen.equals(last) ? silent + Math.min(pause, committing - committed) : 0;
    last = seen;
    committed = now;
    return silent >= length;
  }
}
