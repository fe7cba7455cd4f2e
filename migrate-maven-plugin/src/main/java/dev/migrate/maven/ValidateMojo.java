package dev.migrate.maven;

import dev.migrate.Migrator;
import dev.migrate.Report;
import dev.migrate.ValidateRequest;
import dev.migrate.ValidateRequest.Scope;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether all is as it should be: the server, the history, and what the migrations are about
 * to do; changes nothing. An error among the findings fails the build.
 */
@Mojo(name = "validate", requiresProject = false, threadSafe = true)
public final class ValidateMojo extends AbstractMigrateMojo {

  /**
   * Compares the schema with the one that the migrations give, which are run in a scratch database
   * for that: whatever was changed by hand is listed.
   */
  @Parameter(property = "migrate.drift", defaultValue = "false")
  boolean drift;

  /** The migrations that the safety rules look at: pending or all. The default is pending. */
  @Parameter(property = "migrate.scope")
  @Nullable String scope;

  /** Only the migrations whose files changed since this commit, branch or tag. */
  @Parameter(property = "migrate.since")
  @Nullable String since;

  /**
   * Asks the rows of the database whether what depends on them will succeed: unique keys, NOT NULL,
   * checks and foreign keys.
   */
  @Parameter(property = "migrate.checkData", defaultValue = "false")
  boolean checkData;

  /** Prints the statements that give the run's account the least that each goal takes. */
  @Parameter(property = "migrate.grants", defaultValue = "false")
  boolean grants;

  /** Looks at the project's files alone: no database is asked. */
  @Parameter(property = "migrate.offline", defaultValue = "false")
  boolean offline;

  /** Shows what a safety rule is about, by its code, as D103, and looks at nothing. */
  @Parameter(property = "migrate.explain")
  @Nullable String explain;

  @Override
  Report run(Migrator migrator) {
    String code = given("explain", explain);
    if (code != null) {
      return migrator.explain(code);
    }
    String revision = given("since", since);
    Scope which = revision == null ? Scope.of(given("scope", scope)) : Scope.SINCE;
    return migrator.validate(
        new ValidateRequest(
            which,
            Optional.ofNullable(revision),
            flag("drift", drift),
            flag("grants", grants),
            flag("checkData", checkData),
            flag("offline", offline)));
  }

  private boolean flag(String name, boolean configured) {
    return Boolean.parseBoolean(given(name, Boolean.toString(configured)));
  }
}
