package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.TablePatterns;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes a backup of the database into one file, which {@code restore} and the mysql client restore,
 * and verifies it.
 */
@Mojo(name = "backup", requiresProject = false, threadSafe = true)
public final class BackupMojo extends AbstractMigrateMojo {

  /**
   * The only tables to back up: names with commas between them, * for any characters. Without it,
   * the whole database.
   */
  @Parameter(property = "migrate.tables")
  @Nullable String tables;

  /**
   * How the backup is verified: checksum, parse (each row counted and hashed against the manifest)
   * or restore (into a database of its own, which is dropped). The default is parse.
   */
  @Parameter(property = "migrate.verify")
  @Nullable String verify;

  @Override
  Report run(Migrator migrator) {
    return migrator.backup(TablePatterns.of(given("tables", tables)), given("verify", verify));
  }
}
