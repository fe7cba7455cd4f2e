package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Lists the backups of all environments, and verifies them if told to. */
@Mojo(name = "backups", requiresProject = false, threadSafe = true)
public final class BackupsMojo extends AbstractMigrateMojo {

  /**
   * How to verify the backups: checksum, parse (each row counted and hashed against the manifest)
   * or restore (into a database of its own, which is dropped; needs the environment's server).
   * Without it, they are only listed.
   */
  @Parameter(property = "migrate.verify")
  @Nullable String verify;

  /** The one backup to verify; without it, all are. */
  @Parameter(property = "migrate.file")
  @Nullable String file;

  @Override
  Report run(Migrator migrator) {
    return migrator.backups(given("verify", verify), given("file", file));
  }
}
