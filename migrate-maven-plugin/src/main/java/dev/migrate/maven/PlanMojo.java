package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.PlanRequest;
import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an upgrade or a downgrade would do, statement by statement, tried out on a scratch
 * copy of what they touch; changes nothing of the database. With -Dmigrate.output=x.sql the script
 * that would run is written.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends AbstractMigrateMojo {

  /** Plans a downgrade, in place of an upgrade. */
  @Parameter(property = "migrate.downgrade", defaultValue = "false")
  boolean downgrade;

  /** The version to upgrade to, or to go back to; without it, the newest, or the one before. */
  @Parameter(property = "migrate.to")
  @Nullable String to;

  /** How many migrations a downgrade would undo; 1 without it. */
  @Parameter(property = "migrate.steps")
  @Nullable String steps;

  @Override
  Report run(Migrator migrator) {
    boolean back = Boolean.parseBoolean(given("downgrade", Boolean.toString(downgrade)));
    String version = given("to", to);
    String count = given("steps", steps);
    if (count != null && (!back || version != null)) {
      throw new ConfigurationException(
          Problem.of(
                  "parameters-conflict",
                  "migrate.steps is for a downgrade, where migrate.to does not say how far to go.")
              .at("-Dmigrate.steps=" + count)
              .fix("mvn migrate:plan -Dmigrate.downgrade -Dmigrate.steps=" + count));
    }
    return migrator.plan(
        new PlanRequest(back, version, count == null ? null : DowngradeMojo.positive(count)));
  }
}
