package dev.migrate.environment;

import java.util.List;
import java.util.Map;

/**
 * How the project names and reads its migrations, in Flyway's own terms.
 *
 * @param properties Flyway's properties by their full names ({@code flyway.locations}); what is
 *     absent has Flyway's default. Only properties this project supports are ever in here.
 * @param settings the same, with where each came from
 */
public record FlywaySettings(Map<String, String> properties, List<Setting> settings) {

  /** Flyway's defaults. */
  public static final FlywaySettings DEFAULTS = new FlywaySettings(Map.of(), List.of());

  public FlywaySettings {
    properties = Map.copyOf(properties);
    settings = List.copyOf(settings);
  }
}
