package dev.migrate.audit;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Deadlock;
import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code migrate_audit}: rows are only ever added, each chained to the one before by its
 * hash. Where the chain ends stands in {@code migrate_audit_head}, whose one row is locked while a
 * row is added. Its key is made of the run's id, so that no session's LAST_INSERT_ID() changes.
 */
public final class AuditTable {

  /** The table's name. */
  public static final String TABLE = "migrate_audit";

  /** The name of the table that says where the chain ends. */
  public static final String HEAD = "migrate_audit_head";

  /** The newest format this release reads and writes; 1 was without the chain. */
  static final int FORMAT = 2;

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  /** Lock wait timeout and deadlock; the latter is also what a cluster's other node causes. */
  private static final Set<Integer> CONFLICTS = Set.of(1205, 1213);

  private static final int ATTEMPTS = 5;

  private final String schema;
  private final Seal seal;

  /**
   * The table beside the history, which has to exist before it.
   *
   * @param seal what rows are chained with
   */
  public AuditTable(String schema, Seal seal) {
    this.schema = schema;
    this.seal = seal;
  }

  /**
   * Where a chain ends.
   *
   * @param chain the chain's id, made with its first row
   * @param position of its last row; 0 for none
   * @param hash of its last row, or of what was there before the first
   */
  public record Head(String chain, long position, String hash) {}

  /** A row that was added, and the chain it is in. */
  public record Added(String chain, AuditRow row) {}

  /**
   * Adds a row, and the tables where they are missing; commits by itself.
   *
   * @param connection with autocommit on
   * @throws RefusedException {@code state-newer} when a newer release wrote the table
   */
  public Added add(Connection connection, AuditEntry entry) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return addOnce(connection, entry);
      } catch (SQLException e) {
        boolean absent = ABSENT.contains(e.getErrorCode());
        if (attempt == ATTEMPTS || !(absent || CONFLICTS.contains(e.getErrorCode()))) {
          throw e;
        }
        if (absent) {
          Deadlock.outlive(() -> new AuditTables(schema).prepare(connection));
        }
      }
    }
  }

  private Added addOnce(Connection connection, AuditEntry entry) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Added added = addLocked(connection, entry);
      connection.commit();
      connection.setAutoCommit(true);
      return added;
    } catch (SQLException | RefusedException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void rollBack(Connection connection, Exception reason) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException lost) {
      reason.addSuppressed(lost);
    }
  }

  private Added addLocked(Connection connection, AuditEntry entry) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet head =
            statement.executeQuery(
                "SELECT chain, position, hash, format_version,"
                    + " DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%d %H:%i:%s.%f'), CURRENT_USER() FROM "
                    + quoted(HEAD)
                    + " WHERE id = 1 FOR UPDATE")) {
      if (!head.next()) {
        throw new SQLException("The row of " + HEAD + " is gone", "42S02", 1146);
      }
      requireReadable(head.getInt(4));
      requireReadable(newest(connection));
      AuditRow row =
          AuditRow.chained(
              entry,
              head.getString(5),
              head.getString(6),
              head.getLong(2) + 1,
              head.getString(3),
              seal);
      insert(connection, row);
      move(connection, row);
      return new Added(head.getString(1), row);
    }
  }

  private int newest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet newest =
            statement.executeQuery("SELECT MAX(format_version) FROM " + quoted(TABLE))) {
      newest.next();
      return newest.getInt(1);
    }
  }

  private void insert(Connection connection, AuditRow row) throws SQLException {
    Map<String, @Nullable String> values = new LinkedHashMap<>(row.values());
    values.put("position", Long.toString(row.position()));
    values.put("previous", row.previous());
    values.put("hash", row.hash());
    values.put("chained_by", row.chainedBy());
    String sql =
        "INSERT INTO "
            + quoted(TABLE)
            + " ("
            + values.keySet().stream().map(Identifier::quote).collect(Collectors.joining(", "))
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(values.size(), "?"))
            + ")";
    try (PreparedStatement insertion = connection.prepareStatement(sql)) {
      int index = 1;
      for (String value : values.values()) {
        insertion.setString(index++, value);
      }
      insertion.executeUpdate();
    }
  }

  private void move(Connection connection, AuditRow row) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + quoted(HEAD)
                + " SET position = ?, hash = ?, format_version = ? WHERE id = 1")) {
      update.setLong(1, row.position());
      update.setString(2, row.hash());
      update.setInt(3, FORMAT);
      update.executeUpdate();
    }
  }

  /**
   * All rows, those from before there was a chain first; none where there is no table.
   *
   * @throws RefusedException {@code state-newer}
   */
  public List<AuditRow> rows(Connection connection) throws SQLException {
    AuditTables tables = new AuditTables(schema);
    if (!tables.exists(connection, TABLE)) {
      return List.of();
    }
    requireReadable(newest(connection));
    boolean chained = tables.isChained(connection);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(selection(chained))) {
      List<AuditRow> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row(rows, chained));
      }
      return all;
    }
  }

  private String selection(boolean chained) {
    String columns =
        AuditTables.columns(chained).stream()
            .map(AuditTable::asText)
            .collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + (chained ? ", COALESCE(position, 0) AS position, previous, hash, chained_by" : "")
        + " FROM "
        + quoted(TABLE)
        + " ORDER BY "
        + (chained ? "COALESCE(position, 0), " : "")
        + "at, operation, phase";
  }

  /** As the server says it, whatever the session's and the driver's settings. */
  private static String asText(String column) {
    return switch (column) {
      case "at" -> "DATE_FORMAT(at, '%Y-%m-%d %H:%i:%s.%f') AS at";
      case "git_dirty", "format_version" -> "CAST(" + column + " AS CHAR) AS " + column;
      default -> Identifier.quote(column);
    };
  }

  private static AuditRow row(ResultSet rows, boolean chained) throws SQLException {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (String column : AuditRow.COLUMNS) {
      boolean there = AuditTables.columns(chained).contains(column);
      values.put(column, there ? rows.getString(column) : null);
    }
    if (!chained || rows.getLong("position") == 0) {
      return new AuditRow(0, values, "", "", null);
    }
    return new AuditRow(
        rows.getLong("position"),
        values,
        text(rows, "previous"),
        text(rows, "hash"),
        rows.getString("chained_by"));
  }

  private static String text(ResultSet rows, String column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? "" : text;
  }

  /** Where the chain ends, as the table says that says so; null where there is none. */
  @Nullable Head head(Connection connection) throws SQLException {
    if (!new AuditTables(schema).exists(connection, HEAD)) {
      return null;
    }
    try (Statement statement = connection.createStatement();
        ResultSet head =
            statement.executeQuery(
                "SELECT chain, position, hash FROM " + quoted(HEAD) + " WHERE id = 1")) {
      return head.next()
          ? new Head(text(head, "chain"), head.getLong("position"), text(head, "hash"))
          : null;
    }
  }

  private String quoted(String table) {
    return Identifier.quote(schema) + "." + table;
  }

  private void requireReadable(int format) {
    if (format > FORMAT) {
      throw new RefusedException(
          Problem.of(
                  "state-newer",
                  String.format(
                      "The table %s.%s has format %d, written by a newer release; this one reads"
                          + " %d",
                      schema, TABLE, format, FORMAT))
              .at(schema + "." + TABLE)
              .fix("use the newer release of the plugin that upgraded this database last"));
    }
  }
}
