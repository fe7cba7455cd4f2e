package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Lists all migrations, applied and pending, with their state. */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
public final class HistoryMojo extends AbstractMigrateMojo {

  /**
   * Shows the audit instead: who did what to the database when, and whether that is as it was
   * written.
   */
  @Parameter(property = "migrate.audit", defaultValue = "false")
  boolean ofAudit;

  @Override
  Report run(Migrator migrator) {
    boolean wanted = Boolean.parseBoolean(given("audit", Boolean.toString(ofAudit)));
    return wanted ? migrator.audit() : migrator.history();
  }
}
