package dev.migrate.server;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Which environment a database is: the one row of its table {@code migrate_environment}. So nobody
 * upgrades production believing it is development.
 */
public final class Stamp {

  /** The table's name. */
  public static final String TABLE = "migrate_environment";

  /** The newest format of the table this release reads; the only one so far. */
  static final int FORMAT = 1;

  private static final int UNKNOWN_TABLE = 1146;
  private static final int UNKNOWN_DATABASE = 1049;

  /** The table that stands in a database while it is being restored. */
  public static final String RESTORE_TABLE = "migrate_restore";

  private Stamp() {}

  /**
   * What a database says of itself.
   *
   * @param environment the environment's name; empty when it was never stamped
   * @param restoring whether a restore of it has begun and not ended
   */
  public record Look(Optional<String> environment, boolean restoring) {}

  /**
   * The environment's name in the database; empty when it was never stamped. One round trip, and
   * nothing is created.
   *
   * @throws RefusedException {@code state-newer} when a newer release wrote it
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static Optional<String> read(Connection connection, String schema) {
    return look(connection, schema).environment();
  }

  /**
   * What the database says of itself. One round trip, and nothing is created.
   *
   * @throws RefusedException {@code state-newer} when a newer release wrote it
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static Look look(Connection connection, String schema) {
    String restore =
        "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_name = '"
            + RESTORE_TABLE
            + "')";
    String stamp = "SELECT environment, format_version FROM " + table(schema);
    try (Statement statement = connection.createStatement()) {
      // Both in one packet.
      statement.execute(restore + "; " + stamp);
      boolean restoring;
      try (ResultSet found = statement.getResultSet()) {
        restoring = found.next() && found.getBoolean(1);
      }
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        return new Look(
            row.next() ? Optional.of(readable(schema, row)) : Optional.empty(), restoring);
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_DATABASE) {
        // The driver reads all answers before it gives the first one: with this one both are lost.
        return new Look(Optional.empty(), isThere(connection, restore, schema));
      }
      throw SqlFailure.during("Reading the stamp " + schema + "." + TABLE, e);
    }
  }

  private static boolean isThere(Connection connection, String query, String schema) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw SqlFailure.during("Looking for a restore of " + schema, e);
    }
  }

  /** The file that a half done restore was begun with, where it wrote that down. */
  public static Optional<String> restoredFile(Connection connection, String schema) {
    String query =
        "SELECT value FROM "
            + Identifier.quote(schema)
            + "."
            + RESTORE_TABLE
            + " WHERE name = 'file'";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      // It was just being made, or has another form.
      return Optional.empty();
    }
  }

  private static String readable(String schema, ResultSet row) throws SQLException {
    int format = row.getInt("format_version");
    if (format > FORMAT) {
      throw newer(schema, format);
    }
    return row.getString("environment");
  }

  /**
   * Stamps the database, or stamps it anew; creates the table when it is missing. Call it with
   * autocommit on.
   *
   * @param name the environment's name, at most 255 characters
   * @param operation id of the run that stamps
   * @throws dev.migrate.outcome.ServerException when the server fails
   */
  public static void write(Connection connection, String schema, String name, String operation) {
    // REPLACE with a constant key: one row, whatever happens.
    String replace =
        "REPLACE INTO "
            + table(schema)
            + " (id, environment, format_version, stamped_at, stamped_by, operation)"
            + " VALUES (1, ?, "
            + FORMAT
            + ", UTC_TIMESTAMP(6), CURRENT_USER(), ?)";
    try (Statement create = connection.createStatement()) {
      Deadlock.outlive(() -> create.execute(definition(schema)));
      try (PreparedStatement statement = connection.prepareStatement(replace)) {
        statement.setString(1, name);
        statement.setString(2, operation);
        Deadlock.outlive(statement::executeUpdate);
      }
    } catch (SQLException e) {
      throw SqlFailure.during("Writing the stamp " + schema + "." + TABLE, e);
    }
  }

  // An account is at most 128 characters (MariaDB) of user, @ and 255 of host.
  private static String definition(String schema) {
    return "CREATE TABLE IF NOT EXISTS "
        + table(schema)
        + """
           (
            id TINYINT NOT NULL,
            environment VARCHAR(255) NOT NULL,
            format_version INT NOT NULL,
            stamped_at DATETIME(6) NOT NULL COMMENT 'UTC',
            stamped_by VARCHAR(384) NOT NULL,
            operation VARCHAR(64) NOT NULL,
            PRIMARY KEY (id)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          COMMENT='Which environment this database is; written by migrate'
          """;
  }

  private static String table(String schema) {
    return Identifier.quote(schema) + "." + TABLE;
  }

  private static RefusedException newer(String schema, int format) {
    return new RefusedException(
        Problem.of(
                "state-newer",
                String.format(
                    "The table %s.%s has format %d, written by a newer release; this one reads %d",
                    schema, TABLE, format, FORMAT))
            .at(schema + "." + TABLE)
            .fix("use the newer release of the plugin that upgraded this database last"));
  }
}
