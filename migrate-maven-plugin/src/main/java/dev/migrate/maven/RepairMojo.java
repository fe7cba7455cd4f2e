package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Removes failed migrations from the history and aligns its checksums with the files; says what it
 * changed.
 */
@Mojo(name = "repair", requiresProject = false, threadSafe = true)
public final class RepairMojo extends AbstractMigrateMojo {

  /**
   * A half done version that is to count as not applied, and how far it is forgotten: what it did
   * has been taken back by hand. Without it, what an upgrade can go on with stays.
   */
  @Parameter(property = "migrate.forget")
  @Nullable String forget;

  @Override
  Report run(Migrator migrator) {
    return migrator.repair(given("forget", forget));
  }
}
