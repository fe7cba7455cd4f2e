package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a page about the database, and the same as JSON: the environments side by side, the
 * timeline of migrations, tables and their growth, indexes, backups, the audit, findings, and a
 * diagram with what pending migrations change. Changes nothing.
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractMigrateMojo {

  /**
   * Compares each environment with what its migrations give, which are run in a scratch database
   * for that.
   */
  @Parameter(property = "migrate.drift", defaultValue = "false")
  boolean drift;

  @Override
  Report run(Migrator migrator) {
    Path target = Path.of(project.getBuild().getDirectory());
    ReportFiles files = ReportFiles.prepare(target.resolve("migrate"));
    boolean drifting = Boolean.parseBoolean(given("drift", Boolean.toString(drift)));
    return files.write(migrator.report(project.getName(), drifting));
  }
}
