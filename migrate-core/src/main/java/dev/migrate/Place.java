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
    @Nullable Problem problem) {}
