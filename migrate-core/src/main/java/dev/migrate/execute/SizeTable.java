package dev.migrate.execute;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Deadlock;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import dev.migrate.server.Vendor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code migrate_sizes}: how big the larger tables of the schema were at the end of runs
 * that changed something. Beside the history, which has to exist before it; bounded.
 */
public final class SizeTable {

  /** The table's name. */
  public static final String TABLE = "migrate_sizes";

  /** The newest format this release reads and writes; the only one so far. */
  static final int FORMAT = 1;

  /** What is smaller tells nothing of growth. */
  private static final long LEAST_BYTES = 1 << 20;

  private static final int MOST_TABLES = 1_000;
  private static final int MOST_RUNS = 100;

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  private final String schema;

  /** The one beside the history. */
  public SizeTable(String schema) {
    this.schema = schema;
  }

  /**
   * A table's size at the end of a run, as the server estimated it.
   *
   * @param version of the database then; null for none
   * @param bytes of data and indexes
   */
  public record Noted(String table, Instant at, @Nullable String version, long rows, long bytes) {}

  /** All that is noted, the oldest first; empty without the table. */
  public List<Noted> read(Connection connection) throws SQLException {
    String query =
        "SELECT table_name, TIMESTAMPDIFF(SECOND, '1970-01-01', at), version, row_estimate, bytes"
            + " FROM "
            + quoted()
            + " ORDER BY at, table_name LIMIT "
            + MOST_RUNS * MOST_TABLES;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<Noted> noted = new ArrayList<>();
      while (rows.next()) {
        noted.add(
            new Noted(
                rows.getString(1),
                Instant.ofEpochSecond(rows.getLong(2)),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5)));
      }
      return noted;
    } catch (SQLException e) {
      if (ABSENT.contains(e.getErrorCode())) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Notes how big the tables are now, and forgets the oldest run where there are many. Where no
   * table is large, nothing is made and written.
   *
   * @param connection of its own, with autocommit on
   * @param version of the database now; null for none
   * @param operation the run's id
   * @param skipped names of tables that are no part of the project's schema
   * @throws RefusedException {@code state-newer} when a newer release wrote it
   */
  public void note(
      Connection connection,
      Vendor vendor,
      @Nullable String version,
      String operation,
      Predicate<String> skipped)
      throws SQLException {
    Sizes.fresh(connection, vendor);
    List<String> values = values(connection, version, operation, skipped);
    if (values.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      prepare(statement);
      statement.execute("SET @migrate_now = UTC_TIMESTAMP(6)");
      statement.execute(
          "INSERT INTO "
              + quoted()
              + " (at, table_name, version, row_estimate, bytes, operation, format_version) VALUES "
              + String.join(", ", values));
      statement.execute(
          "DELETE FROM "
              + quoted()
              + " WHERE at <= (SELECT at FROM (SELECT at FROM "
              + quoted()
              + " GROUP BY at ORDER BY at DESC LIMIT 1 OFFSET "
              + MOST_RUNS
              + ") AS old)");
    }
  }

  private List<String> values(
      Connection connection, @Nullable String version, String operation, Predicate<String> skipped)
      throws SQLException {
    String query =
        "SELECT table_name, table_rows, data_length + index_length AS bytes"
            + " FROM information_schema.tables WHERE table_schema = "
            + Literal.text(schema)
            + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')"
            + " AND data_length + index_length >= "
            + LEAST_BYTES
            + " ORDER BY bytes DESC LIMIT "
            + MOST_TABLES;
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        if (!skipped.test(rows.getString(1))) {
          values.add(
              String.join(
                  ", ",
                  "(@migrate_now",
                  Literal.text(rows.getString(1)),
                  Literal.text(version),
                  Long.toString(rows.getLong(2)),
                  Long.toString(rows.getLong(3)),
                  Literal.text(operation),
                  FORMAT + ")"));
        }
      }
    }
    return values;
  }

  private void prepare(Statement statement) throws SQLException {
    try (ResultSet newest = statement.executeQuery("SELECT MAX(format_version) FROM " + quoted())) {
      newest.next();
      if (newest.getInt(1) > FORMAT) {
        throw newer(newest.getInt(1));
      }
    } catch (SQLException e) {
      if (!ABSENT.contains(e.getErrorCode())) {
        throw e;
      }
      Deadlock.outlive(() -> statement.execute(definition()));
    }
  }

  private String definition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted()
        + """
           (
            at DATETIME(6) NOT NULL COMMENT 'UTC',
            table_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
            version VARCHAR(255),
            row_estimate BIGINT NOT NULL,
            bytes BIGINT NOT NULL COMMENT 'data and indexes',
            operation VARCHAR(64) NOT NULL,
            format_version INT NOT NULL,
            PRIMARY KEY (at, table_name)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          COMMENT='How big tables were at the end of runs; written by migrate'
          """;
  }

  private RefusedException newer(int format) {
    return new RefusedException(
        Problem.of(
                "state-newer",
                String.format(
                    "The table %s.%s has format %d, written by a newer release; this one reads %d",
                    schema, TABLE, format, FORMAT))
            .at(schema + "." + TABLE)
            .fix("use the newer release of the plugin that upgraded this database last"));
  }

  private String quoted() {
    return Identifier.quote(schema) + "." + TABLE;
  }
}
