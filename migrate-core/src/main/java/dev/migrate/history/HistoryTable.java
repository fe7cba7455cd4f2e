package dev.migrate.history;

import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.internal.util.AbbreviationUtils;
import org.jspecify.annotations.Nullable;

/**
 * The history table on the server: rows in Flyway's format, which stock Flyway can read at every
 * moment.
 */
public final class HistoryTable {

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  private final Connection connection;
  private final String schema;
  private final String table;
  private final @Nullable String installedBy;

  /**
   * The table of a schema, over a connection that others may use too.
   *
   * @param installedBy the name rows are written under; null: the connected account's
   */
  public HistoryTable(
      Connection connection, String schema, String table, @Nullable String installedBy) {
    this.connection = connection;
    this.schema = schema;
    this.table = table;
    this.installedBy = installedBy;
  }

  /** Its name, quoted and qualified. */
  public String quoted() {
    return Identifier.quote(schema) + "." + Identifier.quote(table);
  }

  /** All rows in order of rank, in one round trip; empty when there is no such table. */
  public Optional<List<HistoryRow>> read() throws SQLException {
    String sql =
        "SELECT installed_rank, version, description, type, script, checksum, installed_by,"
            + " UNIX_TIMESTAMP(installed_on), execution_time, success FROM "
            + quoted()
            + " ORDER BY installed_rank";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<HistoryRow> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return Optional.of(rows);
    } catch (SQLException e) {
      if (ABSENT.contains(e.getErrorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Adds a row; its {@code installedBy} and {@code installedOn} are the server's. */
  public void insert(
      int rank,
      @Nullable String version,
      String description,
      String type,
      String script,
      @Nullable Integer checksum,
      Duration duration,
      boolean success)
      throws SQLException {
    String sql =
        "INSERT INTO "
            + quoted()
            + " (installed_rank, version, description, type, script, checksum, installed_by,"
            + " execution_time, success)"
            + " VALUES (?, ?, ?, ?, ?, ?, COALESCE(?, SUBSTRING_INDEX(USER(), '@', 1)), ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, rank);
      statement.setString(2, version);
      statement.setString(3, AbbreviationUtils.abbreviateDescription(description));
      statement.setString(4, type);
      statement.setString(5, AbbreviationUtils.abbreviateScript(script));
      statement.setObject(6, checksum, Types.INTEGER);
      statement.setString(7, installedBy);
      statement.setLong(8, duration.toMillis());
      statement.setBoolean(9, success);
      statement.executeUpdate();
    }
  }

  /** Marks a row as whole or half done, and sets its time. */
  public void mark(int rank, boolean success, Duration duration) throws SQLException {
    String sql =
        "UPDATE " + quoted() + " SET success = ?, execution_time = ? WHERE installed_rank = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBoolean(1, success);
      statement.setLong(2, duration.toMillis());
      statement.setInt(3, rank);
      statement.executeUpdate();
    }
  }

  /** Gives a row the type, description and checksum its file has now. */
  public void realign(int rank, String type, String description, @Nullable Integer checksum)
      throws SQLException {
    String sql =
        "UPDATE "
            + quoted()
            + " SET type = ?, description = ?, checksum = ? WHERE installed_rank = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, type);
      statement.setString(2, AbbreviationUtils.abbreviateDescription(description));
      statement.setObject(3, checksum, Types.INTEGER);
      statement.setInt(4, rank);
      statement.executeUpdate();
    }
  }

  /** Removes a row. */
  public void remove(int rank) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM " + quoted() + " WHERE installed_rank = ?")) {
      statement.setInt(1, rank);
      statement.executeUpdate();
    }
  }

  /** The schema it is in. */
  public String schema() {
    return schema;
  }

  /** Its name. */
  public String table() {
    return table;
  }

  Connection connection() {
    return connection;
  }

  private static HistoryRow row(ResultSet result) throws SQLException {
    int checksum = result.getInt(6);
    @Nullable Integer known = result.wasNull() ? null : checksum;
    return new HistoryRow(
        result.getInt(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        known,
        result.getString(7),
        Instant.ofEpochSecond(result.getLong(8)),
        Duration.ofMillis(result.getLong(9)),
        result.getBoolean(10));
  }
}
