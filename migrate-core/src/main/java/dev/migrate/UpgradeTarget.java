package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * How far an upgrade goes: a version, or {@code latest}, {@code next}, {@code current} as in
 * Flyway's {@code target}.
 */
final class UpgradeTarget {

  private final Environment environment;
  private final String text;
  private final Predicate<Entry> which;

  /** The version asked for, else the project's {@code flyway.target}, else the latest. */
  UpgradeTarget(Environment environment, @Nullable String to) {
    this(
        environment,
        to != null ? to : environment.flyway().properties().getOrDefault("flyway.target", "latest"),
        e -> true);
  }

  private UpgradeTarget(Environment environment, String text, Predicate<Entry> which) {
    this.environment = environment;
    this.text = text;
    this.which = which;
  }

  /** The versions up to the given one, and no repeatable migration. */
  static UpgradeTarget versions(Environment environment, String to) {
    return new UpgradeTarget(environment, to, e -> e.version() != null);
  }

  /** Of all migrations, some. */
  static UpgradeTarget only(Environment environment, Predicate<Entry> which) {
    return new UpgradeTarget(environment, "latest", which);
  }

  /** What is pending up to the target, in order. */
  List<Entry> pending(History history) {
    return all(history).stream().filter(which).toList();
  }

  private List<Entry> all(History history) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "latest" -> history.pending(null);
      case "next" ->
          history.pending(null).stream().filter(e -> e.version() != null).limit(1).toList();
      case "current" -> history.pending(current(history).orElse(MigrationVersion.EMPTY));
      default -> history.pending(version(history));
    };
  }

  private MigrationVersion version(History history) {
    MigrationVersion target = GivenVersion.of(text.replaceFirst("\\?$", ""));
    boolean known =
        history.entries().stream().anyMatch(e -> target.equals(e.version())) || text.endsWith("?");
    if (!known) {
      throw new ConfigurationException(
          Problem.of("version-unknown", "There is no version " + target + ".")
              .at("-Dmigrate.to=" + text)
              .fix("See the versions there are: " + environment.command("history")));
    }
    Optional<MigrationVersion> current = current(history);
    if (current.isPresent() && target.compareTo(current.get()) < 0) {
      throw new RefusedException(
          Problem.of(
                  "target-below-current",
                  "The database is at version " + current.get() + ", above " + target + ".")
              .at("-Dmigrate.to=" + text)
              .fix("To go back: " + environment.command("downgrade -Dmigrate.to=" + target)));
    }
    return target;
  }

  private static Optional<MigrationVersion> current(History history) {
    return history.current().map(e -> Objects.requireNonNull(e.version()));
  }
}
