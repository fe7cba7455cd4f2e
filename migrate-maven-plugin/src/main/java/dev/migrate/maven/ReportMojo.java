package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a page about the database, and the same as JSON: the environments side by side, the
 * timeline of migrations, tables and their growth, indexes, backups, the audit, findings, and a
 * diagram with what pending migrations change. Changes nothing.
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    Path target = Path.of(project.getBuild().getDirectory());
    ReportFiles files = ReportFiles.prepare(target.resolve("migrate"));
    return files.write(migrator.report(project.getName()));
  }
}
