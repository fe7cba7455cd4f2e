package dev.migrate;

import dev.migrate.outcome.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How long the parts of a run took, for who asks for details. */
final class Phases {

  private final Map<String, Duration> times = new LinkedHashMap<>();

  interface Work<T> {
    T run() throws SQLException;
  }

  /** Does a part of the work. */
  <T> T time(String name, Work<T> work) throws SQLException {
    long begin = System.nanoTime();
    try {
      return work.run();
    } finally {
      add(name, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /** A part that was timed elsewhere. */
  void add(String name, Duration time) {
    times.merge(name, time, Duration::plus);
  }

  /** Tells of them. */
  void tell(Consumer<Event> events) {
    String parts =
        times.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.2f s", e.getKey(), seconds(e.getValue())))
            .collect(Collectors.joining(", "));
    events.accept(new Event.Detail("Took: " + parts));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
