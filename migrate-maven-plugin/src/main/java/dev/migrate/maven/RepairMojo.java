package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Removes failed migrations from the history and aligns its checksums with the files; says what it
 * changed.
 */
@Mojo(name = "repair", requiresProject = false, threadSafe = true)
public final class RepairMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    return migrator.repair();
  }
}
