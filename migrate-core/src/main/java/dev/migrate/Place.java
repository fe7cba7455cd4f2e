package dev.migrate;

import dev.migrate.outcome.Problem;
import dev.migrate.server.ServerVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one of the project's environments stands, beside the others.
 *
 * @param environment its name
 * @param database {@code host:port/name}; null while unknown
 * @param server null where it was not reached
 * @param version of the database; null for none
 * @param revision null where its file's head names none
 * @param installedOn when the newest migration was applied; null for none
 * @param pendingCount of the project's migrations; null where nobody could look
 * @param missing applied migrations that the project does not have
 * @param drift how many differences from what its migrations give; null where that was not looked
 *     at
 * @param undrifted why drift was not looked at; null where it was
 * @param backedUpAt the newest backup's time; null for none
 * @param verified the strongest way that was verified: checksum, parse, restore; null for none
 * @param attention how many things need a person
 * @param problem why nobody could look; null where they could
 */
public record Place(
    String environment,
    @Nullable String database,
    @Nullable ServerVersion server,
    @Nullable String version,
    @Nullable String revision,
    @Nullable Instant installedOn,
    @Nullable Integer pendingCount,
    int missing,
    @Nullable Integer drift,
    @Nullable String undrifted,
    @Nullable Instant backedUpAt,
    @Nullable String verified,
    int attention,
    @Nullable Problem problem) {

  /** Why there is no word on drift where none was asked for. */
  public static final String DRIFT_UNASKED = "not asked for: -Dmigrate.drift";

  /** One that nobody could look at. */
  public static Place unreached(String environment, @Nullable String database, Problem problem) {
    return new Place(
        environment, database, null, null, null, null, null, 0, null, null, null, null, 0, problem);
  }

  /** The same, with a look at its drift. */
  Place drifted(@Nullable Integer differences, @Nullable String why) {
    return new Place(
        environment,
        database,
        server,
        version,
        revision,
        installedOn,
        pendingCount,
        missing,
        differences,
        why,
        backedUpAt,
        verified,
        attention,
        problem);
  }
}
