package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CadenceTest {

  private final AtomicLong now = new AtomicLong(5);
  private final Cadence cadence = new Cadence(now::get);

  @Test
  void of_a_piece_of_work_one_line_comes_at_once_and_then_one_every_15_seconds() {
    int lines = 0;
    for (int second = 0; second < 46; second++) {
      lines += cadence.line(progress("backup", second)).isPresent() ? 1 : 0;
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertEquals(4, lines);
  }

  @Test
  void each_piece_of_work_has_its_own() {
    assertTrue(cadence.line(progress("backup", 1)).isPresent());
    assertTrue(cadence.line(progress("restore", 1)).isPresent());
    assertTrue(cadence.line(progress("backup", 2)).isEmpty());
  }

  @Test
  void other_events_are_not_thinned() {
    Event notice = new Event.Notice("careful");
    assertEquals(Optional.of(notice), cadence.line(notice));
    assertEquals(Optional.of(notice), cadence.line(notice));
  }

  @Test
  void why_there_is_no_percentage_is_told_once() {
    Event first = EventTextTest.statement(Duration.ofSeconds(2), null, "no consumer", 0);
    assertEquals(Optional.of(first), cadence.line(first));
    now.addAndGet(Duration.ofSeconds(15).toNanos());
    Event later = EventTextTest.statement(Duration.ofSeconds(17), null, "no consumer", 0);
    assertEquals(
        Optional.of(EventTextTest.statement(Duration.ofSeconds(17), null, null, 0)),
        cadence.line(later));
    assertTrue(cadence.reason(later).isEmpty());
  }

  private static Event progress(String what, long done) {
    return new Event.Progress(what, done, 100, Duration.ZERO, Duration.ZERO);
  }
}
