package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Puts the migrations of a merged branch behind the others where both branches revise the same
 * migration: those that the database does not have get new versions, and all are tried out on a
 * scratch server.
 */
@Mojo(name = "rebase", threadSafe = true)
public final class RebaseMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    return migrator.rebase();
  }
}
