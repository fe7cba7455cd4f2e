package dev.migrate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** A version as given with {@code -Dmigrate.to}. */
final class GivenVersion {

  private GivenVersion() {}

  /**
   * The version.
   *
   * @throws ConfigurationException {@code version-invalid}
   */
  static MigrationVersion of(String text) {
    try {
      return MigrationVersion.fromVersion(text);
    } catch (FlywayException e) {
      throw new ConfigurationException(
          Problem.of("version-invalid", text + " is not a version.")
              .at("-Dmigrate.to=" + text)
              .fix("Versions are numbers separated by dots or underscores: 1, 1.2, 20250119_1430."),
          e);
    }
  }
}
