package dev.migrate.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads from the server how far a statement of the executor is. */
interface Gauge {

  /**
   * What a look gave.
   *
   * @param percent of the whole statement, 0 to 100; may go back from look to look; null where
   *     nobody knows
   * @param stage what the server does; null where it says nothing
   * @param unknown why there is no percentage; null where there is one
   */
  record Reading(@Nullable Double percent, @Nullable String stage, @Nullable String unknown) {

    static Reading of(double percent, String stage) {
      return new Reading(Math.max(0, Math.min(99.9, percent)), stage, null);
    }

    static Reading none(@Nullable String stage, String why) {
      return new Reading(null, stage, why);
    }
  }

  /**
   * Looks once.
   *
   * @param state what the processlist says the statement does
   * @param worked for how long it has run without waiting
   */
  Reading read(Connection observer, String state, Duration worked) throws SQLException;

  /** For one statement of the database's executor. */
  static Gauge of(Database database, Subject subject) {
    long id = database.facts().connectionId();
    return database.version().vendor() == Vendor.MARIADB
        ? new MariadbGauge(id, subject)
        : new MysqlGauge(id, subject);
  }
}
