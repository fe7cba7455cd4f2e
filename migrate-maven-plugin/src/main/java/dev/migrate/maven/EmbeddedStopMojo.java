package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;

/** Stops the embedded server that an earlier goal left running, with {@code keepEmbedded}. */
@Mojo(name = "embedded-stop", requiresProject = false, threadSafe = true)
public final class EmbeddedStopMojo extends AbstractMigrateMojo {

  @Override
  Report run(Migrator migrator) {
    return migrator.stopEmbedded();
  }
}
