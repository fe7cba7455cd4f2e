package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.outcome.Event;
import java.time.Duration;
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
  void a_pause_tells_its_reason_and_how_long_it_has_lasted() {
    assertEquals(
        "Paused: r is behind", EventText.of(new Event.Paused("r is behind", Duration.ZERO)));
    assertEquals(
        "Paused for 4 min: r is behind",
        EventText.of(new Event.Paused("r is behind", Duration.ofMinutes(4))));
  }
}
