package dev.migrate.history;

import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
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

  /** The same table over another connection. */
  public HistoryTable over(Connection other) {
    return new HistoryTable(other, schema, table, installedBy);
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
  public void insert(NewRow row) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(insertion(row));
    }
  }

  /** The statement that adds a row. */
  public String insertion(NewRow row) {
    String account =
        installedBy == null ? "SUBSTRING_INDEX(USER(), '@', 1)" : Literal.text(installedBy);
    return "INSERT INTO "
        + quoted()
        + " (installed_rank, version, description, type, script, checksum, installed_by,"
        + " execution_time, success) VALUES ("
        + row.rank()
        + ", "
        + Literal.text(row.version())
        + ", "
        + Literal.text(AbbreviationUtils.abbreviateDescription(row.description()))
        + ", "
        + Literal.text(row.type())
        + ", "
        + Literal.text(AbbreviationUtils.abbreviateScript(row.script()))
        + ", "
        + row.checksum()
        + ", "
        + account
        + ", "
        + row.duration().toMillis()
        + ", "
        + (row.success() ? 1 : 0)
        + ")";
  }

  /** The statement that marks a row as half done. */
  public String halfDone(int rank) {
    return "UPDATE " + quoted() + " SET success = 0 WHERE installed_rank = " + rank;
  }

  /** The statement that marks a row as whole again, as it was before it was half done. */
  public String whole(int rank) {
    return "UPDATE " + quoted() + " SET success = 1 WHERE installed_rank = " + rank;
  }

  /** The statement that marks a row as whole, with the file's checksum and its time. */
  public String completed(int rank, @Nullable Integer checksum, Duration duration) {
    return "UPDATE "
        + quoted()
        + " SET success = 1, checksum = "
        + checksum
        + ", execution_time = "
        + duration.toMillis()
        + " WHERE installed_rank = "
        + rank;
  }

  /** The statement that removes a row. */
  public String removal(int rank) {
    return "DELETE FROM " + quoted() + " WHERE installed_rank = " + rank;
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
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(removal(rank));
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

  /** The connection it is reached by. */
  public Connection connection() {
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
