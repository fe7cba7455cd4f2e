package dev.migrate;

import dev.migrate.environment.FlywaySettings;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.HistoryTable;
import dev.migrate.server.ClusterLock;
import dev.migrate.server.Database;
import dev.migrate.server.Stamp;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database as it was found when the run connected, before any lock: enough to see that there is
 * nothing to do. What changes the database reads again under the lock.
 *
 * @param database connected
 * @param rows of the history; empty without a history table
 * @param stamp what it says of itself
 */
record FirstLook(Database database, Optional<List<HistoryRow>> rows, Stamp.Look stamp) {

  /** Flyway's name for the history table where the project sets none. */
  private static final String TABLE = "flyway_schema_history";

  /** The history table's name. */
  static String table(FlywaySettings settings) {
    String name = settings.properties().getOrDefault("flyway.table", TABLE);
    return name.isBlank() ? TABLE : name.strip();
  }

  static FirstLook at(Database database, FlywaySettings settings) {
    String schema = Workplace.schema(settings, database.schema());
    try {
      return ClusterLock.read(
          database.facts(),
          () ->
              new FirstLook(
                  database,
                  new HistoryTable(database.executor(), schema, table(settings), null).read(),
                  Stamp.look(database.executor(), schema)));
    } catch (SQLException e) {
      database.close();
      throw GoalRuns.failed("the history, " + database.address(), "run the goal again", e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
