package dev.migrate;

import dev.migrate.server.ServerVersion;
import org.jspecify.annotations.Nullable;

/**
 * What every report says of its run.
 *
 * @param goal {@code upgrade}, {@code current}, …
 * @param operation id of the run, a UUID; joins what one run leaves behind
 * @param environment the environment's name
 * @param database {@code host:port/name}; null while unknown
 * @param server null until it has answered
 */
public record Run(
    String goal,
    String operation,
    String environment,
    @Nullable String database,
    @Nullable ServerVersion server) {

  /** The same run, on another database of the server. */
  Run on(String address) {
    return new Run(goal, operation, environment, address, server);
  }
}
