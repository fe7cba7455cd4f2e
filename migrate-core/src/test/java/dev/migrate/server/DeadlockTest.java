package dev.migrate.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Event;
import dev.migrate.server.LockWait.Phase;
import dev.migrate.server.StatementWatch.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlockTest {

  private final List<Event> events = new ArrayList<>();

  private static SQLException deadlock() {
    return new SQLException("Deadlock found when trying to get lock", "40001", 1213);
  }

  private boolean again(Kind kind, SQLException failure, Phase phase) {
    LockWait wait = new LockWait(phase, Duration.ZERO, Duration.ZERO, Blockers.NONE, false, "");
    return new LockRetry(
            "CREATE TABLE a", kind, List.of(Duration.ofMillis(1)), events::add, new Interruption())
        .again(failure, wait);
  }

  @Test
  void aDefinitionThatWasTheVictimIsTriedAgainAndToldOf() {
    assertTrue(again(Kind.DEFINITION, deadlock(), Phase.NONE));
    assertTrue(events.toString().contains("CREATE TABLE a was taken back by the server"));
    assertTrue(again(Kind.REBUILD, deadlock(), Phase.START));
  }

  @Test
  void rowsOfATransactionAndWorkThatWasDoneAreNotBegunAnew() {
    assertFalse(again(Kind.ROWS, deadlock(), Phase.NONE));
    assertFalse(again(Kind.REBUILD, deadlock(), Phase.CUTOVER));
    assertFalse(again(Kind.DEFINITION, new SQLException("syntax", "42000", 1064), Phase.NONE));
  }

  @Test
  void whatCommitsByItselfOutlivesDeadlocksButNotForEver() throws SQLException {
    List<Integer> attempts = new ArrayList<>();
    Deadlock.outlive(
        () -> {
          attempts.add(1);
          if (attempts.size() < 3) {
            throw deadlock();
          }
        });
    assertEquals(3, attempts.size());
    SQLException told =
        assertThrows(
            SQLException.class,
            () ->
                Deadlock.outlive(
                    () -> {
                      throw deadlock();
                    }));
    assertEquals(1213, told.getErrorCode());
  }
}
