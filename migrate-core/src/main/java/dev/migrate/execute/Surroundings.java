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
 * @param events told of waits and progress
 */
public record Surroundings(
    Environment environment,
    Database database,
    DatabaseSettings settings,
    String operation,
    Consumer<Event> events) {

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
