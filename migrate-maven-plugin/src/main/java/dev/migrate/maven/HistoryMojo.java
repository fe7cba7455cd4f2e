package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists all migrations, applied and pending, with their state. */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
public final class HistoryMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    return migrator.history();
  }
}
