package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.outcome.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTextTest {

  @Test
  void progress_tells_rows_share_and_times() {
    Event progress =
        new Event.Progress(
            "V7__fill.sql:3", 1_250_000, 5_000_000, Duration.ofSeconds(61), Duration.ofMinutes(63));

    assertEquals(
        "V7__fill.sql:3: 1,250,000 of about 5,000,000 rows (25%) in 61 s, about 1 h 3 min left",
        EventText.of(progress));
    assertEquals(EventText.Level.INFO, EventText.level(progress));
  }

  @Test
  void a_statement_tells_its_share_its_times_and_who_waits() {
    assertEquals(
        "V3__x.sql:12 ALTER TABLE orders: 43 % in 2 min 10 s, about 3 min left (copying; 2 sessions"
            + " wait)",
        EventText.of(statement(Duration.ofSeconds(130), 43.9, null, 2)));
    assertEquals(EventText.Level.INFO, EventText.level(statement(Duration.ZERO, 1.0, null, 0)));
  }

  @Test
  void a_statement_without_a_share_tells_why() {
    assertEquals(
        "V3__x.sql:12 ALTER TABLE orders: 7 s (copying; 1 session waits; no consumer)",
        EventText.of(statement(Duration.ofSeconds(7), null, "no consumer", 1)));
  }

  static Event.StatementProgress statement(
      Duration elapsed, @Nullable Double percent, @Nullable String unknown, int blocked) {
    return new Event.StatementProgress(
        "V3__x.sql:12",
        "ALTER TABLE orders",
        "orders",
        elapsed,
        "copying",
        percent,
        percent == null ? null : Duration.ofSeconds(185),
        unknown,
        blocked);
  }

  @Test
  void a_pause_tells_its_reason_and_how_long_it_has_lasted() {
    assertEquals(
        "Paused: r is behind", EventText.of(new Event.Paused("r is behind", Duration.ZERO)));
    assertEquals(
        "Paused for 4 min: r is behind",
        EventText.of(new Event.Paused("r is behind", Duration.ofMinutes(4))));
  }
}
