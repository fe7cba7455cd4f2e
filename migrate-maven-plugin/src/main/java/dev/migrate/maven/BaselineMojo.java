package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Declares an existing database to have a version, so that only later migrations are applied to it.
 */
@Mojo(name = "baseline", requiresProject = false, threadSafe = true)
public final class BaselineMojo extends AbstractMigrateMojo {

  /** The version the database has; without it, Flyway's setting baselineVersion, else 1. */
  @Parameter(property = "migrate.to")
  @Nullable String to;

  /** The description in the history; without it, Flyway's setting baselineDescription. */
  @Parameter(property = "migrate.message")
  @Nullable String message;

  /**
   * Writes the schema of the database as a baseline migration of that version, B…__….sql, once a
   * scratch database has proved that it gives exactly this schema.
   */
  @Parameter(property = "migrate.generate", defaultValue = "false")
  boolean generate;

  @Override
  Report run(Migrator migrator) {
    boolean writes = Boolean.parseBoolean(given("generate", Boolean.toString(generate)));
    if (writes) {
      Modules.of(project).requireOwnResources("baseline");
    }
    return writes
        ? migrator.adopt(given("to", to), given("message", message))
        : migrator.baseline(given("to", to), given("message", message));
  }
}
