package dev.migrate.server;

import java.sql.SQLException;

/**
 * Deadlocks of statements that commit by themselves: of one that the server chose as the victim
 * nothing has happened, and it can be executed again. MySQL has them also between definitions and
 * someone's backup, whatever the databases, by the locks of the whole server.
 */
public final class Deadlock {

  private static final int CODE = 1213;
  private static final int ATTEMPTS = 5;

  private Deadlock() {}

  /** Something that may be done again from its beginning. */
  @FunctionalInterface
  public interface Work {

    /** Does it, with autocommit on. */
    void run() throws SQLException;
  }

  /**
   * Does the work, again after a deadlock.
   *
   * @throws SQLException any other failure, and the deadlock that comes after several
   */
  public static void outlive(Work work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (SQLException e) {
        if (e.getErrorCode() != CODE || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
