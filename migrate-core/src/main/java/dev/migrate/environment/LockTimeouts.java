package dev.migrate.environment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a run waits at most for what other sessions hold.
 *
 * @param run for another run to end ({@code lockTimeout})
 * @param start for a statement's first lock, before it has done any work ({@code lockWaitTimeout}):
 *     short, since what comes after a waiting ALTER waits behind it
 * @param cutover for the last lock of a rebuild, after all its work ({@code cutoverTimeout})
 */
public record LockTimeouts(Duration run, Duration start, Duration cutover) {

  /** Where nothing is set. */
  public static final LockTimeouts DEFAULT =
      new LockTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** The same, with another limit for a run that is waited for. */
  public LockTimeouts run(Duration limit) {
    return new LockTimeouts(limit, start, cutover);
  }

  /** The same, with other limits for a statement. */
  public LockTimeouts statement(Duration toStart, Duration toCutOver) {
    return new LockTimeouts(run, toStart, toCutOver);
  }

  /**
   * The value a session's {@code lock_wait_timeout} has to have for a statement, in full seconds.
   * It bounds each wait for a metadata lock by itself, that at a rebuild's end as well.
   *
   * @param rebuild whether the statement may work for long and then need its table alone
   */
  public long sessionSeconds(boolean rebuild) {
    Duration longest = rebuild && cutover.compareTo(start) > 0 ? cutover : start;
    return Math.max(1, (longest.toMillis() + 999) / 1000);
  }

  /**
   * Reads them, each from the first level that has it.
   *
   * @param settings gets them, with their origins
   */
  static LockTimeouts read(List<Level> levels, List<Setting> settings) {
    return new LockTimeouts(
        read(Level.LOCK_TIMEOUT, DEFAULT.run, levels, settings),
        read(Level.LOCK_WAIT_TIMEOUT, DEFAULT.start, levels, settings),
        read(Level.CUTOVER_TIMEOUT, DEFAULT.cutover, levels, settings));
  }

  private static Duration read(
      String key, Duration fallback, List<Level> levels, List<Setting> settings) {
    Optional<Value> value = levels.stream().flatMap(level -> level.value(key).stream()).findFirst();
    Duration timeout = value.map(given -> Scalars.duration(key, given)).orElse(fallback);
    settings.add(
        new Setting(key, Scalars.text(timeout), value.map(Value::origin).orElse("default")));
    return timeout;
  }
}
