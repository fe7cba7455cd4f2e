package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the two files of a new migration, up and undo, into the folder of migrations. Needs no
 * server.
 */
@Mojo(name = "generate", requiresProject = false, threadSafe = true)
public final class GenerateMojo extends AbstractMigrateMojo {

  /**
   * What the migration does, in snake_case; it names the files and chooses their template:
   * create_X_table, add_Y_to_X, remove_Y_from_X, add_index_X_Y, migrate_D_data, or anything else.
   */
  @Parameter(property = "migrate.message")
  @Nullable String message;

  @Override
  Report run(Migrator migrator) {
    Modules.of(project).requireOwnResources("generate");
    String given = given("message", message);
    return migrator.generate(given == null ? "" : given);
  }
}
