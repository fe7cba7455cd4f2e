package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows where the database stands: environment, server, version, pending migrations, and where each
 * setting comes from.
 */
@Mojo(name = "current", requiresProject = false, threadSafe = true)
public final class CurrentMojo extends AbstractMigrateMojo {

  /**
   * Compares environments in one table instead: all that the POM has an entry for, or those named,
   * separated by commas; this run's own is always among them.
   */
  @Parameter(property = "migrate.compare")
  @Nullable String compare;

  /**
   * With {@code migrate.compare}: compares each schema with the one that its migrations give, which
   * are run in a scratch database for that.
   */
  @Parameter(property = "migrate.drift", defaultValue = "false")
  boolean drift;

  @Override
  Report run(Migrator migrator) {
    String names = given("compare", compare);
    return names == null
        ? migrator.current()
        : migrator.compare(names, Boolean.parseBoolean(given("drift", Boolean.toString(drift))));
  }
}
