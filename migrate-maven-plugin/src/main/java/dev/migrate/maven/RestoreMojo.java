package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.RestoreRequest;
import dev.migrate.TablePatterns;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Restores a backup: into an empty database, or in place of what is there once that is confirmed.
 */
@Mojo(name = "restore", requiresProject = false, threadSafe = true)
public final class RestoreMojo extends AbstractMigrateMojo {

  /** The backup: a path, or the name of a file among the environment's backups. */
  @Parameter(property = "migrate.file")
  @Nullable String file;

  /** The database to restore into, on the environment's server; without it, the environment's. */
  @Parameter(property = "migrate.to.database")
  @Nullable String toDatabase;

  /**
   * The only tables to restore: names with commas between them, * for any characters. Without it,
   * all that is in the backup.
   */
  @Parameter(property = "migrate.tables")
  @Nullable String tables;

  /**
   * The name of the database, to confirm that what is in it may be replaced; read from the command
   * line alone.
   */
  @Parameter(property = "migrate.confirm")
  @Nullable String confirm;

  @Override
  Report run(Migrator migrator) {
    CommandLineOnly.of(session).require("confirm", confirm);
    String backup = given("file", file);
    if (backup == null) {
      throw new ConfigurationException(
          Problem.of("file-not-given", "Which backup is to be restored was not said.")
              .at("migrate.file")
              .fix("-Dmigrate.file=FILE; see what there is: mvn migrate:backups"));
    }
    return migrator.restore(
        new RestoreRequest(
            backup,
            given("to.database", toDatabase),
            TablePatterns.of(given("tables", tables)),
            given("confirm", confirm)));
  }
}
