package dev.migrate.environment;

import java.util.List;
import java.util.Map;

/**
 * How the project names and reads its migrations, in Flyway's own terms.
 *
 * @param properties Flyway's properties by their full names ({@code flyway.locations}); what is
 *     absent has Flyway's default. Only properties this project supports are ever in here. Two of
 *     them Flyway's own engine does not take in this form: {@code flyway.undoSqlMigrationPrefix} is
 *     known to its paid editions alone, {@code flyway.baselineMigrationPrefix} belongs to its
 *     {@code BaselineMigrationConfigurationExtension}.
 * @param settings the same, with where each came from
 */
public record FlywaySettings(Map<String, String> properties, List<Setting> settings) {

  /** Flyway's defaults. */
  public static final FlywaySettings DEFAULTS = new FlywaySettings(Map.of(), List.of());

  public FlywaySettings {
    properties = Map.copyOf(properties);
    settings = List.copyOf(settings);
  }

  /** As shown: a placeholder may be a secret. */
  @Override
  public String toString() {
    return "FlywaySettings" + settings;
  }
}
