package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Undoes the last migration, several, or all after a version, by their undo files. */
@Mojo(name = "downgrade", requiresProject = false, threadSafe = true)
public final class DowngradeMojo extends AbstractMigrateMojo {

  /** How many migrations to undo; 1 without it. */
  @Parameter(property = "migrate.steps")
  @Nullable String steps;

  /** The version to go back to, which stays; 0: undo all. */
  @Parameter(property = "migrate.to")
  @Nullable String to;

  /**
   * A snapshot taken elsewhere that counts as the backup, where the environment's {@code <backup>}
   * allows one: ID@TIME, say snap-0a1b@2026-11-22T10:15:00Z.
   */
  @Parameter(property = "migrate.snapshot")
  @Nullable String snapshot;

  /**
   * What may be lost: the database's name and a digest of all that would run, as migrate:plan
   * prints them; read from the command line alone.
   */
  @Parameter(property = "migrate.confirm")
  @Nullable String confirm;

  /**
   * Guards of the environment that do not count in this run, with commas between them: hours, copy,
   * git; read from the command line alone.
   */
  @Parameter(property = "migrate.override")
  @Nullable String overridden;

  @Override
  Report run(Migrator migrator) {
    CommandLineOnly.of(session).require("confirm", confirm);
    CommandLineOnly.of(session).require("override", overridden);
    String count = given("steps", steps);
    String version = given("to", to);
    if (version == null) {
      return migrator.downgrade(count == null ? 1 : positive(count));
    }
    if (count == null) {
      return migrator.downgradeTo(version);
    }
    throw new ConfigurationException(
        Problem.of("parameters-conflict", "migrate.steps and migrate.to both say how far to go.")
            .at("-Dmigrate.steps=" + count + " -Dmigrate.to=" + version)
            .fix("Give one of them."));
  }

  static int positive(String count) {
    if (count.strip().matches("[1-9]\\d{0,5}")) {
      return Integer.parseInt(count.strip());
    }
    throw new ConfigurationException(
        Problem.of("steps-malformed", "\"" + count + "\" is no number of migrations.")
            .at("migrate.steps")
            .fix("-Dmigrate.steps=1"));
  }
}
