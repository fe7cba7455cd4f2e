package dev.migrate.execute;

import dev.migrate.environment.Environment;
import dev.migrate.server.ReplicaLag;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * What all migrations of one run share.
 *
 * @param schema the current database when a migration begins
 */
record Run(
    Surroundings around,
    Channel channel,
    Engines engines,
    Journal journal,
    Callbacks callbacks,
    Configuration configuration,
    String schema,
    Locks locks,
    Sizes sizes,
    ReplicaLag lag)
    implements AutoCloseable {

  Environment environment() {
    return around.environment();
  }

  /** The command that goes on after a failure. */
  String command(Direction direction) {
    return around.command(direction);
  }

  @Override
  public void close() {
    locks.close();
    sizes.close();
    lag.close();
  }
}
