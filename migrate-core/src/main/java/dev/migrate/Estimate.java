package dev.migrate;

import dev.migrate.execute.JournalTimes;
import dev.migrate.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a statement may take, told by how long it took elsewhere.
 *
 * @param text what is known, and of where: {@code 20 s in staging on about 1,200,000 rows; here
 *     about 3,400,000 rows}
 * @param duration as long as there for each row, where both numbers of rows are known; else as long
 *     as there
 */
public record Estimate(String text, Duration duration) {

  /**
   * That of a statement; empty where nothing was kept of it.
   *
   * @param rows of its tables here, about; null where not known
   */
  static Optional<Estimate> of(Earlier before, Statement statement, @Nullable Long rows) {
    return before.of(statement).map(there -> of(before.environment(), there, rows));
  }

  static Estimate of(String environment, JournalTimes.Time there, @Nullable Long rows) {
    String text = Slower.seconds(there.duration()) + " in " + environment + Slower.rows(there);
    Long then = there.rowsBefore();
    if (rows == null || then == null || then == 0) {
      return new Estimate(text, there.duration());
    }
    double seconds = there.duration().toNanos() / 1e9 * rows / then;
    return new Estimate(
        String.format(Locale.ROOT, "%s; here about %,d rows", text, rows),
        Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
