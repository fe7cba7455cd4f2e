package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final long SECOND = 1_000_000_000L;

  private final Lease lease = new Lease(Duration.ofSeconds(30), Duration.ofSeconds(2));
  private final LockTable.State still = state(1);

  private static LockTable.State state(long beats) {
    return new LockTable.State(new LockTable.Holder("run", "host", "", ""), 5, 1, 5, beats);
  }

  private boolean look(LockTable.State state, double committing, double committed) {
    return lease.isOver(state, (long) (committing * SECOND), (long) (committed * SECOND));
  }

  @Test
  void a_holder_that_is_silent_for_the_whole_lease_has_lost_it() {
    look(still, 0, 0.5);
    for (int i = 1; i < 15; i++) {
      assertFalse(look(still, 2.5 * i, 2.5 * i + 0.5), "look " + i);
    }
    assertTrue(look(still, 37.5, 38));
  }

  @Test
  void time_in_which_our_own_commit_hangs_does_not_count() {
    look(still, 0, 0);
    assertFalse(look(still, 1, 3600));
    assertFalse(look(still, 3602, 7200));
  }

  @Test
  void a_pause_that_was_longer_than_meant_counts_as_one() {
    look(still, 0, 0);
    assertFalse(look(still, 3600, 3600));
  }

  @Test
  void any_write_of_the_holder_begins_it_anew() {
    look(still, 0, 0);
    for (int i = 1; i < 15; i++) {
      look(still, 2 * i, 2 * i);
    }
    assertFalse(look(state(2), 30, 30));
    assertFalse(look(state(2), 58, 58));
  }
}
