package dev.migrate.maven;

import dev.migrate.AutoRequest;
import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the two files of a new migration, up and undo, into the folder of migrations. With
 * migrate.auto, they hold the difference between what the project wants and what its migrations
 * give, proved on a scratch database before the files exist. Without it, no server is needed.
 */
@Mojo(name = "generate", requiresProject = false, threadSafe = true)
public final class GenerateMojo extends AbstractMigrateMojo {

  /**
   * What the migration does, in snake_case; it names the files and chooses their template:
   * create_X_table, add_Y_to_X, remove_Y_from_X, add_index_X_Y, migrate_D_data, or anything else.
   */
  @Parameter(property = "migrate.message")
  @Nullable String message;

  /** Write the statements, too: the difference between what is wanted and what there is. */
  @Parameter(property = "migrate.auto", defaultValue = "false")
  boolean auto;

  /**
   * With migrate.auto, what is wanted in place of the project's entities: a file or folder of
   * CREATE statements, or the URL of a database.
   */
  @Parameter(property = "migrate.wanted")
  @Nullable String wanted;

  /** The account for the database that is wanted. */
  @Parameter(property = "migrate.wanted.username")
  @Nullable String wantedUsername;

  /** Its password. */
  @Parameter(property = "migrate.wanted.password")
  @Nullable String wantedPassword;

  /**
   * With migrate.auto, compare with the environment's database itself, not with what the migrations
   * give.
   */
  @Parameter(property = "migrate.live", defaultValue = "false")
  boolean live;

  /** With migrate.auto, drop what no entity speaks of; else it is left alone. */
  @Parameter(property = "migrate.autoDrop", defaultValue = "false")
  boolean autoDrop;

  /**
   * With migrate.auto, what was renamed, with commas between: old:new for a table, table.old:new
   * for a column.
   */
  @Parameter(property = "migrate.rename")
  @Nullable String rename;

  /** With migrate.auto, the order of columns counts, too. */
  @Parameter(property = "migrate.columnOrder", defaultValue = "false")
  boolean columnOrder;

  /**
   * With migrate.auto, write the mildest ALGORITHM and LOCK that the server accepts into each ALTER
   * TABLE.
   */
  @Parameter(property = "migrate.online", defaultValue = "false")
  boolean online;

  /** With migrate.auto, show the files and write none. */
  @Parameter(property = "migrate.dryRun", defaultValue = "false")
  boolean dryRun;

  /**
   * A version: all migrations up to it become one baseline migration, proved, which new databases
   * begin with.
   */
  @Parameter(property = "migrate.squash")
  @Nullable String squash;

  @Override
  Report run(Migrator migrator) {
    Modules.of(project).requireOwnResources("generate");
    String last = given("squash", squash);
    if (last != null) {
      return migrator.squash(last);
    }
    String given = given("message", message);
    String words = given == null ? "" : given;
    if (is("auto", auto)) {
      return migrator.generate(request(words));
    }
    requireNoneOf("wanted", "live", "autoDrop", "rename", "columnOrder", "online", "dryRun");
    return migrator.generate(words);
  }

  private AutoRequest request(String words) {
    String renames = given("rename", rename);
    return new AutoRequest(
        words,
        given("wanted", wanted),
        is("live", live),
        is("autoDrop", autoDrop),
        renames == null ? List.of() : List.of(renames.split("\\s*,\\s*", -1)),
        is("columnOrder", columnOrder),
        is("online", online),
        is("dryRun", dryRun));
  }

  private boolean is(String name, boolean configured) {
    return Boolean.parseBoolean(given(name, Boolean.toString(configured)));
  }

  /** What would be ignored is refused. */
  private void requireNoneOf(String... names) {
    for (String name : names) {
      if (session.getUserProperties().containsKey("migrate." + name)) {
        throw new ConfigurationException(
            Problem.of(
                    "auto-missing",
                    "migrate." + name + " is about migrations written from entities.")
                .at("migrate." + name)
                .fix("add -Dmigrate.auto"));
      }
    }
  }
}
