package dev.migrate.audit;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code migrate_audit}: rows are only ever added. Its key is made of the run's id, so
 * that no session's LAST_INSERT_ID() changes.
 */
public final class AuditTable {

  /** The table's name. */
  public static final String TABLE = "migrate_audit";

  /** The newest format this release reads and writes; the only one so far. */
  static final int FORMAT = 1;

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  private static final int SHORT = 255;
  private static final int LONG = 1000;

  private final String schema;

  /** The table beside the history, which has to exist before it. */
  public AuditTable(String schema) {
    this.schema = schema;
  }

  /**
   * Adds a row, and the table where it is missing; commits by itself.
   *
   * @param connection with autocommit on
   * @throws RefusedException {@code state-newer} when a newer release wrote the table
   */
  public void add(Connection connection, AuditEntry entry) throws SQLException {
    prepare(connection);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(insertion(entry));
    }
  }

  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet newest =
          statement.executeQuery("SELECT MAX(format_version) FROM " + quoted())) {
        newest.next();
        requireReadable(newest.getInt(1));
      } catch (SQLException e) {
        if (!ABSENT.contains(e.getErrorCode())) {
          throw e;
        }
        statement.execute(definition());
      }
    }
  }

  private String insertion(AuditEntry entry) {
    return "INSERT INTO "
        + quoted()
        + " (operation, phase, at, environment, goal, os_user, host, database_user,"
        + " version_before, version_after, backup, result, problem, format_version) VALUES ("
        + String.join(
            ", ",
            text(entry.operation(), SHORT),
            text(entry.phase().name(), SHORT),
            "UTC_TIMESTAMP(6)",
            text(entry.environment(), SHORT),
            text(entry.goal(), SHORT),
            text(entry.who().user(), SHORT),
            text(entry.who().host(), SHORT),
            "CURRENT_USER()",
            text(entry.before(), SHORT),
            text(entry.after(), SHORT),
            text(entry.backup(), LONG),
            text(entry.result(), SHORT),
            text(entry.problem(), SHORT),
            Integer.toString(FORMAT))
        + ")";
  }

  private static String text(@Nullable String text, int most) {
    return Literal.text(text == null || text.length() <= most ? text : text.substring(0, most));
  }

  private String quoted() {
    return Identifier.quote(schema) + "." + TABLE;
  }

  // An account is at most 128 characters (MariaDB) of user, @ and 255 of host.
  private String definition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted()
        + """
           (
            operation VARCHAR(255) NOT NULL,
            phase VARCHAR(10) NOT NULL,
            at DATETIME(6) NOT NULL COMMENT 'UTC',
            environment VARCHAR(255) NOT NULL,
            goal VARCHAR(255) NOT NULL,
            os_user VARCHAR(255) NOT NULL,
            host VARCHAR(255) NOT NULL,
            database_user VARCHAR(384) NOT NULL,
            version_before VARCHAR(255),
            version_after VARCHAR(255),
            backup VARCHAR(1000),
            result VARCHAR(255),
            problem VARCHAR(255),
            format_version INT NOT NULL,
            PRIMARY KEY (operation, phase)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          COMMENT='What was done to this database; written by migrate'
          """;
  }

  private void requireReadable(int format) {
    if (format > FORMAT) {
      throw new RefusedException(
          Problem.of(
                  "state-newer",
                  String.format(
                      "The table %s.%s has format %d, written by a newer release; this one reads %d",
                      schema, TABLE, format, FORMAT))
              .at(schema + "." + TABLE)
              .fix("use the newer release of the plugin that upgraded this database last"));
    }
  }
}
