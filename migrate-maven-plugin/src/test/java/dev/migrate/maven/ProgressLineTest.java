package dev.migrate.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.outcome.Event;
import dev.migrate.render.Style;
import java.time.Duration;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final String ERASE = "\r\u001b[K";

  private final StringBuilder terminal = new StringBuilder();
  private final ProgressLine line = new ProgressLine(terminal::append, 20);

  @Test
  void it_is_drawn_over_itself_and_taken_away_once() {
    line.draw("10 %");
    line.draw("11 %");
    line.erase();
    line.erase();
    assertEquals(ERASE + "10 %" + ERASE + "11 %" + ERASE, terminal.toString());
  }

  @Test
  void it_is_never_as_wide_as_the_terminal() {
    line.draw("V1__a.sql:3 ALTER TABLE orders: 10 %");
    assertEquals(ERASE + "V1__a.sql:3 ALTER …", terminal.toString());
  }

  @Test
  void it_has_one_line() {
    line.draw("two\nlines");
    assertEquals(ERASE + "two lines", terminal.toString());
  }

  @Test
  void it_is_gone_before_a_line_of_the_log_comes() {
    StringBuilder seen = terminal;
    Console.Text console =
        new Console.Text(
            new SystemStreamLog() {
              @Override
              public void info(CharSequence text) {
                seen.append('[').append(text).append(']');
              }
            },
            Style.PLAIN,
            Console.Volume.NORMAL,
            new Cadence(System::nanoTime),
            line);
    console.accept(new Event.Progress("backup", 1, 10, Duration.ofSeconds(2), Duration.ZERO));
    console.accept(new Event.Preparing("Verifying"));
    console.accept(new Event.Progress("backup", 2, 10, Duration.ofSeconds(3), Duration.ZERO));
    console.end();
    assertEquals(
        ERASE
            + "backup: 1 of about…"
            + ERASE
            + "[Verifying]"
            + ERASE
            + "backup: 2 of about…"
            + ERASE,
        terminal.toString());
  }
}
