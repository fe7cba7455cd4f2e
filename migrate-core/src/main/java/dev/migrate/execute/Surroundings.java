package dev.migrate.execute;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.Event;
import dev.migrate.server.Database;
import java.util.function.Consumer;

/**
 * What a run works in.
 *
 * @param environment whose commands messages tell to run
 * @param database connected; its executor holds the run's lock
 * @param settings the database was connected with
 * @param operation the run's id
 * @param options what the goal's command has to say again to go on, from its first blank on
 * @param events told of waits and progress
 */
public record Surroundings(
    Environment environment,
    Database database,
    DatabaseSettings settings,
    String operation,
    String options,
    Consumer<Event> events) {

  /** The command that goes on after a failure. */
  String command(Direction direction) {
    return environment.command(direction.goal() + options);
  }

  /** Whether quotes and backslashes have their plain meaning in the session. */
  boolean hasPlainSyntax() {
    String mode = database.facts().sqlMode();
    return !mode.contains("ANSI_QUOTES") && !mode.contains("NO_BACKSLASH_ESCAPES");
  }

  /** Whether the session's lock_wait_timeout is the project's own affair. */
  boolean setsLockWait() {
    return settings.properties().getOrDefault("sessionVariables", "").contains("lock_wait_timeout");
  }
}
