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

  /**
   * Shows how long statements took and how big their tables were, as far as that was kept; so does
   * an environment whose policy has timings.
   */
  @Parameter(property = "migrate.statements", defaultValue = "false")
  boolean statements;

  @Override
  Report run(Migrator migrator) {
    if (flag("audit", ofAudit)) {
      return migrator.audit();
    }
    boolean shown = flag("statements", statements) || flag("verbose", verbose);
    return shown ? migrator.history(true) : migrator.history();
  }

  private boolean flag(String name, boolean configured) {
    return Boolean.parseBoolean(given(name, Boolean.toString(configured)));
  }
}
