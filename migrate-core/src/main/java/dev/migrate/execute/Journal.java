package dev.migrate.execute;

import dev.migrate.execute.JournalRow.State;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Deadlock;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statement journal, table {@code migrate_journal}: how far the scripts that do not fit in one
 * transaction are. Beside the history, whose rows stay Flyway's.
 */
public final class Journal {

  /** The table's name. */
  public static final String TABLE = "migrate_journal";

  /** The newest format this release reads and writes; 1 was without the sizes of tables. */
  static final int FORMAT = 2;

  /** "Unknown column", MySQL and MariaDB error reference. */
  private static final int NO_COLUMN = 1054;

  private static final String ADDED =
      """
       ADD COLUMN sized_table VARCHAR(129),
       ADD COLUMN rows_before BIGINT,
       ADD COLUMN rows_after BIGINT,
       ADD COLUMN bytes_before BIGINT,
       ADD COLUMN bytes_after BIGINT
      """;

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  private static final String COLUMNS =
      "installed_rank, direction, last_statement, state, script, line, summary, hash, statements,"
          + " executed, fingerprint, session, position, row_count, error, operation,"
          + " connection_id, started_at, duration_us, format_version";

  private final String schema;
  private boolean prepared;

  /** The journal in the schema of the history. */
  public Journal(String schema) {
    this.schema = schema;
  }

  /** Its name, quoted and qualified. */
  String quoted() {
    return Identifier.quote(schema) + "." + Identifier.quote(TABLE);
  }

  /**
   * What is written of a migration, in order of its statements; empty without a journal.
   *
   * @param rank installed_rank of its row in the history
   * @throws RefusedException {@code state-newer} when a newer release wrote it
   */
  public List<JournalRow> read(Connection connection, int rank) throws SQLException {
    String sql =
        "SELECT "
            + COLUMNS.replace("started_at", "TIMESTAMPDIFF(SECOND, '1970-01-01', started_at)")
            + " FROM "
            + quoted()
            + " WHERE installed_rank = "
            + rank
            + " ORDER BY direction, last_statement LIMIT 1000000";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<JournalRow> rows = new ArrayList<>();
      while (result.next()) {
        requireReadable(result.getInt("format_version"));
        rows.add(row(result));
      }
      return rows;
    } catch (SQLException e) {
      if (ABSENT.contains(e.getErrorCode())) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Creates the table when it is missing, brings one of an older format up to date, and refuses one
   * of a newer format; once. The run's lock is held.
   */
  void prepare(Connection connection) throws SQLException {
    if (prepared) {
      return;
    }
    prepared = true;
    try (Statement statement = connection.createStatement()) {
      if (!isUpToDate(statement)) {
        Deadlock.outlive(() -> statement.execute(definition()));
        if (!isUpToDate(statement)) {
          Deadlock.outlive(() -> statement.execute("ALTER TABLE " + quoted() + ADDED));
        }
      }
    }
  }

  /** One round trip where it is. */
  private boolean isUpToDate(Statement statement) throws SQLException {
    try {
      requireReadable(newest(statement, "MAX(format_version), MAX(bytes_after)"));
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_COLUMN) {
        requireReadable(newest(statement, "MAX(format_version)"));
      } else if (!ABSENT.contains(e.getErrorCode())) {
        throw e;
      }
      return false;
    }
  }

  private int newest(Statement statement, String columns) throws SQLException {
    try (ResultSet newest = statement.executeQuery("SELECT " + columns + " FROM " + quoted())) {
      newest.next();
      return newest.getInt(1);
    }
  }

  /** Removes what is written of a migration, if there is a journal. */
  public void forget(Connection connection, int rank) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(removal(rank));
    } catch (SQLException e) {
      if (!ABSENT.contains(e.getErrorCode())) {
        throw e;
      }
    }
  }

  /** The statement that writes a row, or writes it anew. */
  String writing(JournalRow row) {
    return "REPLACE INTO "
        + quoted()
        + " ("
        + COLUMNS
        + ") VALUES ("
        + String.join(
            ", ",
            Integer.toString(row.rank()),
            Literal.text(row.direction().name()),
            Integer.toString(row.last()),
            Literal.text(row.state().name()),
            Literal.text(row.script()),
            Integer.toString(row.line()),
            Literal.text(row.summary()),
            Literal.text(row.hash()),
            Literal.text(row.text()),
            Literal.text(row.executed()),
            Literal.text(row.fingerprint()),
            Literal.text(row.session()),
            Literal.text(row.position()),
            Long.toString(row.rows()),
            Literal.text(row.error()),
            Literal.text(row.operation()),
            Long.toString(row.connectionId()),
            "UTC_TIMESTAMP(6)",
            row.duration() == null ? "NULL" : Long.toString(row.duration().toNanos() / 1000),
            Integer.toString(FORMAT))
        + ")";
  }

  /** The statement that notes how far a batched statement is. */
  String batch(int rank, Direction direction, int last, String position, long rows) {
    return "UPDATE "
        + quoted()
        + " SET position = "
        + Literal.text(position)
        + ", row_count = "
        + rows
        + where(rank, direction)
        + " AND last_statement = "
        + last;
  }

  /** The statement that notes why a batched statement stopped; its position stays. */
  String batchFailed(int rank, Direction direction, int last, String error) {
    return "UPDATE "
        + quoted()
        + " SET error = "
        + Literal.text(error)
        + where(rank, direction)
        + " AND last_statement = "
        + last;
  }

  /** For how long a row has been there, by the server's clock. */
  Duration age(Connection connection, JournalRow row) throws SQLException {
    String sql =
        "SELECT TIMESTAMPDIFF(SECOND, started_at, UTC_TIMESTAMP(6)) FROM "
            + quoted()
            + where(row.rank(), row.direction())
            + " AND last_statement = "
            + row.last();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return Duration.ofSeconds(result.next() ? Math.max(0, result.getLong(1)) : 0);
    }
  }

  /**
   * The statement that says a row's statements are done.
   *
   * @param session what puts the session back; null: as the row has it
   */
  String done(int rank, Direction direction, int last, Timing timing, @Nullable String session) {
    Resized size = timing.size();
    return "UPDATE "
        + quoted()
        + " SET state = 'DONE', duration_us = "
        + timing.micros()
        + (timing.rows() == null ? "" : ", row_count = " + timing.rows())
        + (size == null ? "" : sizes(size))
        + (session == null ? "" : ", session = " + Literal.text(session))
        + where(rank, direction)
        + " AND last_statement = "
        + last;
  }

  private static String sizes(Resized size) {
    Sizes.Size after = size.after();
    return ", sized_table = "
        + Literal.text(size.table())
        + ", rows_before = "
        + size.before().rows()
        + ", bytes_before = "
        + size.before().bytes()
        + (after == null ? "" : ", rows_after = " + after.rows())
        + (after == null ? "" : ", bytes_after = " + after.bytes());
  }

  /** The statement that adds to what is kept of a row's statements, which are done. */
  String took(int rank, Direction direction, int last, Timing timing) {
    return "UPDATE "
        + quoted()
        + " SET duration_us = COALESCE(duration_us, 0) + "
        + timing.micros()
        + (timing.rows() == null ? "" : ", row_count = row_count + " + timing.rows())
        + where(rank, direction)
        + " AND last_statement = "
        + last;
  }

  /** The statement that keeps of a script's rows, now that it is done, only what was run when. */
  String whole(int rank, Direction direction) {
    return "UPDATE "
        + quoted()
        + " SET hash = NULL, statements = NULL, executed = NULL, fingerprint = NULL, session = NULL"
        + where(rank, direction);
  }

  /** The statement that removes what is written of a migration and of its undo. */
  String removal(int rank) {
    return "DELETE FROM " + quoted() + " WHERE installed_rank = " + rank;
  }

  /** The statement that removes what is written of a script. */
  String removal(int rank, Direction direction) {
    return "DELETE FROM " + quoted() + where(rank, direction);
  }

  /** The statement that removes what is not done of a script. */
  String removalOfUndone(int rank, Direction direction) {
    return removal(rank, direction) + " AND state NOT IN ('DONE', 'BATCHES')";
  }

  private static String where(int rank, Direction direction) {
    return " WHERE installed_rank = " + rank + " AND direction = '" + direction + "'";
  }

  private static JournalRow row(ResultSet result) throws SQLException {
    long micros = result.getLong(19);
    @Nullable Duration duration = result.wasNull() ? null : Duration.ofNanos(micros * 1000);
    return new JournalRow(
        result.getInt(1),
        Direction.valueOf(result.getString(2)),
        result.getInt(3),
        State.valueOf(result.getString(4)),
        result.getString(5),
        result.getInt(6),
        result.getString(7),
        result.getString(8),
        result.getString(9),
        result.getString(10),
        result.getString(11),
        result.getString(12),
        result.getString(13),
        result.getLong(14),
        result.getString(15),
        result.getString(16),
        result.getLong(17),
        Instant.ofEpochSecond(result.getLong(18)),
        duration);
  }

  private String definition() {
    return "CREATE TABLE IF NOT EXISTS "
        + quoted()
        + """
           (
            installed_rank INT NOT NULL,
            direction VARCHAR(10) NOT NULL,
            last_statement INT NOT NULL,
            state VARCHAR(10) NOT NULL,
            script VARCHAR(1000) NOT NULL,
            line INT NOT NULL,
            summary VARCHAR(100) NOT NULL,
            hash CHAR(64),
            statements MEDIUMTEXT,
            executed MEDIUMTEXT,
            fingerprint MEDIUMTEXT,
            session MEDIUMTEXT,
            position MEDIUMTEXT,
            row_count BIGINT NOT NULL,
            error TEXT,
            operation VARCHAR(64) NOT NULL,
            connection_id BIGINT UNSIGNED NOT NULL,
            started_at DATETIME(6) NOT NULL COMMENT 'UTC',
            duration_us BIGINT,
            format_version INT NOT NULL,
            sized_table VARCHAR(129),
            rows_before BIGINT,
            rows_after BIGINT,
            bytes_before BIGINT,
            bytes_after BIGINT,
            PRIMARY KEY (installed_rank, direction, last_statement)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          COMMENT='How far the statements of migrations are; written by migrate'
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
