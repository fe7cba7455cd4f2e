package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows where the database stands: environment, server, version, pending migrations, and where each
 * setting comes from.
 */
@Mojo(name = "current", requiresProject = false, threadSafe = true)
public final class CurrentMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    return migrator.current();
  }
}
