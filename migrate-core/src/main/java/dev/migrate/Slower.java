package dev.migrate;

import dev.migrate.execute.Done;
import dev.migrate.execute.JournalTimes;
import dev.migrate.execute.StatementTime;
import dev.migrate.outcome.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells statements that took much longer here than in the environment before. */
final class Slower {

  /** What is faster is not worth a word. */
  static final Duration LEAST = Duration.ofSeconds(5);

  private static final int TIMES = 3;

  private Slower() {}

  /**
   * A sentence for each.
   *
   * @param earlier what is known of the environment before; asked for only where something took
   *     long
   */
  static List<String> notices(
      Workplace workplace, List<Done> done, Supplier<Optional<Earlier>> earlier) {
    List<StatementTime> slow =
        done.stream()
            .flatMap(each -> each.statements().stream())
            .filter(time -> time.duration().compareTo(LEAST) > 0)
            .toList();
    return slow.isEmpty() ? List.of() : notices(workplace, slow, earlier.get());
  }

  private static List<String> notices(
      Workplace workplace, List<StatementTime> slow, Optional<Earlier> before) {
    if (before.isEmpty()) {
      return List.of();
    }
    Optional<Earlier> own = own(workplace);
    List<String> notices = new ArrayList<>();
    for (StatementTime time : slow) {
      before
          .get()
          .of(time.statement())
          .filter(there -> isMuch(time.duration(), there.duration()))
          .ifPresent(
              there ->
                  notices.add(
                      notice(
                          time,
                          own.flatMap(each -> each.of(time.statement())).orElse(null),
                          before.get().environment(),
                          there)));
    }
    return notices;
  }

  /** Whether one is more than three times another. */
  static boolean isMuch(Duration here, Duration there) {
    return here.compareTo(there.multipliedBy(TIMES)) > 0;
  }

  private static Optional<Earlier> own(Workplace workplace) {
    try {
      return Optional.of(
          Earlier.of(workplace.environment().name(), workplace.connection(), workplace.schema()));
    } catch (SQLException e) {
      workplace.events().accept(new Event.Detail("The journal was not read: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private static String notice(
      StatementTime here,
      JournalTimes.@Nullable Time own,
      String environment,
      JournalTimes.Time there) {
    return here.statement().where()
        + " took "
        + seconds(here.duration())
        + rows(own)
        + "; in "
        + environment
        + " it took "
        + seconds(there.duration())
        + rows(there)
        + ".";
  }

  /** {@code on about 1,200,000 rows}; nothing where that is not known. */
  static String rows(JournalTimes.@Nullable Time time) {
    Long rows = time == null ? null : rowCount(time);
    return rows == null ? "" : String.format(Locale.ROOT, " on about %,d rows", rows);
  }

  /** The table's, else those that were changed; null where neither is known. */
  static @Nullable Long rowCount(JournalTimes.Time time) {
    return time.rowsBefore() != null
        ? time.rowsBefore()
        : time.rows() > 0 ? (Long) time.rows() : null;
  }

  /** {@code 0.4 s}, {@code 125 s}. */
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }
}
