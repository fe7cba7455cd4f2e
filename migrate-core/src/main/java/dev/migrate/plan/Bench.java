package dev.migrate.plan;

import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A scratch database to try statements out in.
 *
 * @param database its name
 * @param session a session in it, in which the statements are executed, too
 * @param looking another session in it, in which nothing is executed
 * @param more further sessions in it, with the same settings
 * @param makers how many sessions may make tables in it at once
 * @param execution executes a statement, or refuses one that reaches beyond the database
 */
public record Bench(
    String database,
    Connection session,
    Connection looking,
    Sessions more,
    int makers,
    Execution execution) {

  /** Opens sessions; from any thread. */
  @FunctionalInterface
  public interface Sessions {

    /** A new one; the caller closes it. */
    Connection open() throws SQLException;
  }

  /** Executes a statement of the project. */
  @FunctionalInterface
  public interface Execution {

    /**
     * Executes it in the session.
     *
     * @param limit how long it may take
     * @throws dev.migrate.outcome.RefusedException if it reaches beyond the database
     */
    void execute(Statement statement, Duration limit) throws SQLException;
  }
}
