package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Looks whether a database is what its migrations say; changes nothing of it. */
@Mojo(name = "validate", requiresProject = false, threadSafe = true)
public final class ValidateMojo extends AbstractMigrateMojo {

  /**
   * Compares the schema with the one that the migrations give, which are run in a scratch database
   * for that: whatever was changed by hand is listed.
   */
  @Parameter(property = "migrate.drift", defaultValue = "false")
  boolean drift;

  @Override
  Report run(Migrator migrator) {
    return migrator.validate(Boolean.parseBoolean(given("drift", Boolean.toString(drift))));
  }
}
