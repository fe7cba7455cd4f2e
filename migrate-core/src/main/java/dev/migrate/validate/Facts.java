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
 * @param wanted what the project's entities need the database to have
 * @param data the rows that are there, to be asked; empty where nobody wants that
 * @param together whether the scripts run one after another at once, as pending ones do: what one
 *     creates has no rows when the next comes
 */
public record Facts(
    Optional<ServerVersion> server,
    Optional<TargetServer> target,
    Optional<Schema> live,
    Optional<EntityTables> wanted,
    Optional<RealData> data,
    boolean together) {

  /** Nothing but the scripts. */
  public static final Facts NONE =
      new Facts(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** Without entities, and without rows to be asked. */
  public Facts(
      Optional<ServerVersion> server,
      Optional<TargetServer> target,
      Optional<Schema> live,
      boolean together) {
    this(server, target, live, Optional.empty(), Optional.empty(), together);
  }

  /** With the database as it is now. */
  public Facts knowing(Schema schema) {
    return new Facts(server, target, Optional.of(schema), wanted, data, together);
  }

  /** With what the project's entities need. */
  public Facts wanting(EntityTables entities) {
    return new Facts(server, target, live, Optional.of(entities), data, together);
  }

  /** With rows to be asked. */
  public Facts asking(RealData rows) {
    return new Facts(server, target, live, wanted, Optional.of(rows), together);
  }
}
