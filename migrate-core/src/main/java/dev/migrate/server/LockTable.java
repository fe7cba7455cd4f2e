package dev.migrate.server;

import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code migrate_lock}, which all nodes of a cluster share. Row {@code run} says who
 * holds the lock, and is written with everything the holder writes of its own; row {@code beat} is
 * written by the holder's heartbeat, apart from it so that the two never meet; each further row is
 * that of a run that waits.
 */
final class LockTable {

  /** The newest format this release reads and writes; the only one so far. */
  static final int FORMAT = 1;

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  private static final String RUN = "run";

  private final String schema;
  private final String quoted;

  LockTable(String schema) {
    this.schema = schema;
    this.quoted = Identifier.quote(schema) + "." + Identifier.quote(ClusterLock.TABLE);
  }

  /**
   * Who holds the lock.
   *
   * @param operation id of the run; null: the lock is free
   * @param host its machine and process
   * @param node where its executor connection is: the cluster's id of the node, and the history
   *     table, whose local lock it has there; empty when not known
   * @param since when it was taken, UTC
   */
  record Holder(@Nullable String operation, String host, String node, String since) {
    String text() {
      return "operation " + operation + " of " + host + " since " + since + " UTC";
    }
  }

  /**
   * What the rows say at one moment; it is another after whatever the holder wrote.
   *
   * @param token fencing token of row {@code run}
   * @param writes how often that row was written
   * @param beatToken token of the heartbeat's row
   * @param beats how often that row was written
   */
  record State(Holder holder, long token, long writes, long beatToken, long beats) {
    boolean isFree() {
      return holder.operation() == null;
    }

    /** Greater than any before, also where one of the rows was written by hand. */
    long nextToken() {
      return Math.max(token, beatToken) + 1;
    }
  }

  /**
   * What the rows say; creates what is missing of the table.
   *
   * @throws RefusedException {@code state-newer} when a newer release wrote them
   */
  State state(Connection connection) throws SQLException {
    State state = null;
    try {
      state = read(connection);
    } catch (SQLException e) {
      if (!ABSENT.contains(e.getErrorCode())) {
        throw e;
      }
      execute(connection, definition());
    }
    if (state == null) {
      insert(connection);
      state = Objects.requireNonNull(read(connection));
    }
    return state;
  }

  private void insert(Connection connection) throws SQLException {
    // Tokens begin with the time, so that they grow even where someone removed the rows.
    long token = System.currentTimeMillis();
    execute(
        connection,
        String.format(
            "INSERT IGNORE INTO %s (id, token, beat, format_version)"
                + " VALUES ('run', %d, 0, %d), ('beat', %d, 0, %d)",
            quoted, token, FORMAT, token, FORMAT));
  }

  /**
   * What the rows say; null while one of them is missing.
   *
   * @throws RefusedException {@code state-newer} when a newer release wrote them
   */
  @Nullable State read(Connection connection) throws SQLException {
    String query =
        "SELECT r.operation, r.host, r.node, DATE_FORMAT(r.taken_at, '%Y-%m-%d %H:%i:%s') AS since,"
            + " r.token, r.beat, b.token, b.beat, r.format_version FROM "
            + quoted
            + " r JOIN "
            + quoted
            + " b WHERE r.id = 'run' AND b.id = 'beat'";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        return null;
      }
      requireReadable(row.getInt(9));
      return new State(
          new Holder(row.getString(1), text(row, 2), text(row, 3), text(row, 4)),
          row.getLong(5),
          row.getLong(6),
          row.getLong(7),
          row.getLong(8));
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  /**
   * Takes the lock if the rows still are what was read.
   *
   * @return whether it is taken
   */
  boolean take(Connection connection, State seen, String operation, String host, String node)
      throws SQLException {
    String update =
        "UPDATE "
            + quoted
            + " SET operation = ?, host = ?, node = ?, taken_at = UTC_TIMESTAMP(6), token = ?,"
            + " beat = beat + 1 WHERE (id = 'run' AND token = ? AND beat = ?)"
            + " OR (id = 'beat' AND token = ? AND beat = ?)";
    execute(connection, "START TRANSACTION");
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setString(1, operation);
      statement.setString(2, host);
      statement.setString(3, node);
      statement.setLong(4, seen.nextToken());
      statement.setLong(5, seen.token());
      statement.setLong(6, seen.writes());
      statement.setLong(7, seen.beatToken());
      statement.setLong(8, seen.beats());
      boolean taken = statement.executeUpdate() == 2;
      execute(connection, taken ? "COMMIT" : "ROLLBACK");
      return taken;
    } catch (SQLException e) {
      rollBack(connection, e);
      throw e;
    }
  }

  private static void rollBack(Connection connection, SQLException e) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException lost) {
      e.addSuppressed(lost);
    }
  }

  /** Says that the holder lives; false: it is the holder no more. */
  boolean beat(Connection connection, long token) throws SQLException {
    return write(connection, "beat = beat + 1", "beat", token);
  }

  /** Gives the lock back, if it is still held. */
  void release(Connection connection, long token) throws SQLException {
    write(connection, "operation = NULL, beat = beat + 1", RUN, token);
  }

  private boolean write(Connection connection, String set, String id, long token)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
              String.format(
                  "UPDATE %s SET %s WHERE id = '%s' AND token = %d", quoted, set, id, token))
          > 0;
    }
  }

  /** Commits something, as a run that waits: so it sees what was committed before. */
  void commit(Connection connection, String operation) throws SQLException {
    execute(
        connection,
        String.format(
            "REPLACE INTO %s (id, token, beat, taken_at, format_version)"
                + " VALUES (%s, 0, 0, UTC_TIMESTAMP(6), %d)",
            quoted, Literal.text(operation), FORMAT));
  }

  /** Removes what this run wrote while it waited, and what others left long ago. */
  void removeWaiting(Connection connection, String operation) throws SQLException {
    execute(
        connection,
        String.format(
            "DELETE FROM %s WHERE id = %s OR (id NOT IN ('run', 'beat')"
                + " AND taken_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY)",
            quoted, Literal.text(operation)));
  }

  /**
   * The statement that belongs into every transaction of the holder's own. It writes the row, so
   * that the cluster's certification sets it against a takeover; where the token is another's it
   * fails, in every SQL mode: "Subquery returns more than 1 row".
   */
  String fence(long token) {
    return String.format(
        "UPDATE %s SET beat = IF(token = %d, beat + 1, (SELECT d.n FROM"
            + " (SELECT 1 AS n UNION ALL SELECT 2) AS d WHERE beat IS NOT NULL)) WHERE id = 'run'",
        quoted, token);
  }

  /** The statement by which a person frees the lock; the holder can then write no more. */
  String freeing() {
    return String.format(
        "UPDATE %s SET operation = NULL, token = token + 1 WHERE id IN ('run', 'beat')", quoted);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String definition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted
        + """
           (
            id VARCHAR(64) NOT NULL,
            operation VARCHAR(64),
            host VARCHAR(255),
            node VARCHAR(255),
            token BIGINT NOT NULL,
            beat BIGINT NOT NULL,
            taken_at DATETIME(6) COMMENT 'UTC',
            format_version INT NOT NULL,
            PRIMARY KEY (id)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          COMMENT='Which run works on this database; written by migrate'
          """;
  }

  private void requireReadable(int format) {
    if (format > FORMAT) {
      throw new RefusedException(
          Problem.of(
                  "state-newer",
                  String.format(
                      "The table %s.%s has format %d, written by a newer release; this one reads %d",
                      schema, ClusterLock.TABLE, format, FORMAT))
              .at(schema + "." + ClusterLock.TABLE)
              .fix("use the newer release of the plugin that upgraded this database last"));
    }
  }
}
