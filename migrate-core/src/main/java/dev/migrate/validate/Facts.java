package dev.migrate.validate;

import dev.migrate.environment.TargetServer;
import dev.migrate.schema.model.Schema;
import dev.migrate.server.ServerVersion;
import java.util.Optional;

/**
 * What is known beside the scripts.
 *
 * @param server that the database is on; empty where none was asked
 * @param target that the migrations are for, as the project says
 * @param live the database as it is now, before the first of the scripts
 * @param together whether the scripts run one after another at once, as pending ones do: what one
 *     creates has no rows when the next comes
 */
public record Facts(
    Optional<ServerVersion> server,
    Optional<TargetServer> target,
    Optional<Schema> live,
    boolean together) {

  /** Nothing but the scripts. */
  public static final Facts NONE =
      new Facts(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
