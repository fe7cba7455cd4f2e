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

  @Override
  Report run(Migrator migrator) {
    return migrator.upgrade(given("to", to));
  }
}
