package dev.migrate.execute;

import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the journal keeps of how long the statements of applied migrations took. */
public final class JournalTimes {

  /** "Unknown database" and "Table doesn't exist", MySQL and MariaDB error reference. */
  private static final Set<Integer> ABSENT = Set.of(1049, 1146);

  /** "Unknown column": a journal of format 1. */
  private static final int NO_COLUMN = 1054;

  private static final int MOST = 100_000;

  private JournalTimes() {}

  /**
   * A statement, or several that were committed together.
   *
   * @param rank installed_rank of the migration's row in the history
   * @param last position of the last of them in the script, from 1
   * @param file as messages name it
   * @param line of the last of them
   * @param summary of the last of them
   * @param rows changed, about; of a batched statement the rows it went over
   * @param table whose size is told; null for none
   * @param rowsBefore about; null where not known
   * @param rowsAfter about; null where not known
   * @param bytesBefore data and indexes; null where not known
   * @param bytesAfter data and indexes; null where not known
   */
  public record Time(
      int rank,
      int last,
      String file,
      int line,
      String summary,
      Duration duration,
      long rows,
      @Nullable String table,
      @Nullable Long rowsBefore,
      @Nullable Long rowsAfter,
      @Nullable Long bytesBefore,
      @Nullable Long bytesAfter) {}

  /**
   * All of them, the newest migration's last; empty without a journal. Undos are not among them.
   *
   * @param schema of the history
   */
  public static List<Time> read(Connection connection, String schema) throws SQLException {
    String sizes = "sized_table, rows_before, rows_after, bytes_before, bytes_after";
    try {
      return read(connection, schema, sizes);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_COLUMN) {
        return read(connection, schema, "NULL, NULL, NULL, NULL, NULL");
      }
      if (ABSENT.contains(e.getErrorCode())) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<Time> read(Connection connection, String schema, String sizes)
      throws SQLException {
    String query =
        "SELECT installed_rank, last_statement, script, line, summary, duration_us, row_count, "
            + sizes
            + " FROM "
            + Identifier.quote(schema)
            + "."
            + Journal.TABLE
            + " WHERE direction = 'UPGRADE' AND last_statement > 0 AND duration_us IS NOT NULL"
            + " ORDER BY installed_rank DESC, last_statement DESC LIMIT "
            + MOST;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<Time> times = new ArrayList<>();
      while (rows.next()) {
        times.add(time(rows));
      }
      Collections.reverse(times);
      return times;
    }
  }

  private static Time time(ResultSet row) throws SQLException {
    return new Time(
        row.getInt(1),
        row.getInt(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        Duration.ofNanos(row.getLong(6) * 1000),
        row.getLong(7),
        row.getString(8),
        number(row, 9),
        number(row, 10),
        number(row, 11),
        number(row, 12));
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }
}
