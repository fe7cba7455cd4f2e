package dev.migrate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a validation is to look at.
 *
 * @param scope the migrations that the safety rules look at
 * @param since with {@link Scope#SINCE} the git revision; else empty
 * @param drift whether the schema is compared with the one that the migrations give
 * @param grants whether the privileges that each goal takes are listed
 * @param checkData whether what depends on the rows there are is asked of them
 * @param offline whether nothing but the project's files is looked at
 */
public record ValidateRequest(
    Scope scope,
    Optional<String> since,
    boolean drift,
    boolean grants,
    boolean checkData,
    boolean offline) {

  /** Which migrations. */
  public enum Scope {
    /** Those that the database does not have; without a database, all. */
    PENDING,
    /** All of the project's. */
    ALL,
    /** Those whose files changed since a git revision. */
    SINCE;

    /**
     * By its word; null for the pending ones.
     *
     * @throws ConfigurationException {@code setting-invalid}
     */
    public static Scope of(@Nullable String word) {
      if (word == null || word.equals("pending")) {
        return PENDING;
      }
      if (word.equals("all")) {
        return ALL;
      }
      throw new ConfigurationException(
          Problem.of("setting-invalid", "There is no scope \"" + word + "\".")
              .at("-Dmigrate.scope=" + word)
              .fix("-Dmigrate.scope=pending or -Dmigrate.scope=all"));
    }
  }

  /** What is pending, and everything that is quick to look at. */
  public static final ValidateRequest PENDING =
      new ValidateRequest(Scope.PENDING, Optional.empty(), false, false, false, false);

  /** The same, and whether the schema is what the migrations give. */
  public ValidateRequest withDrift() {
    return new ValidateRequest(scope, since, true, grants, checkData, offline);
  }
}
