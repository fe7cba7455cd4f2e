package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Applies the pending migrations, all or up to a version. */
@Mojo(name = "upgrade", requiresProject = false, threadSafe = true)
public final class UpgradeMojo extends AbstractMigrateMojo {

  /** The version to upgrade to; without it, the newest. */
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
    return migrator.upgrade(given("to", to));
  }
}
