package dev.migrate.report;

import dev.migrate.server.Literal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Performance Schema counts what is read of a database's indexes (MySQL manual,
 * "Performance Schema Setup Tables"; MariaDB has the same).
 */
final class IndexCounting {

  /** Where it counts. */
  static final String TABLE = "performance_schema.table_io_waits_summary_by_index_usage";

  /** "Access denied" to a database, a table, a column, for want of a privilege; both vendors. */
  static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227);

  private static final String INSTRUMENT = "wait/io/table/sql/handler";

  private final Statement statement;
  private final String schema;

  IndexCounting(Statement statement, String schema) {
    this.statement = statement;
    this.schema = schema;
  }

  /** What lets the Performance Schema count this database's tables; null where it does. */
  @Nullable String missing() throws SQLException {
    if (!IndexUseReader.isOn(statement, "performance_schema")) {
      return "performance_schema = ON in the server's configuration";
    }
    try {
      statement.executeQuery("SELECT 1 FROM " + TABLE + " LIMIT 0").close();
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        return "GRANT SELECT ON performance_schema.* TO " + account();
      }
      throw e;
    }
    if (!yes(
        "SELECT enabled FROM performance_schema.setup_consumers WHERE name ="
            + " 'global_instrumentation'")) {
      return "UPDATE performance_schema.setup_consumers SET enabled = 'YES' WHERE name ="
          + " 'global_instrumentation'";
    }
    if (!yes(
        "SELECT enabled FROM performance_schema.setup_instruments WHERE name = '"
            + INSTRUMENT
            + "'")) {
      return "UPDATE performance_schema.setup_instruments SET enabled = 'YES' WHERE name = '"
          + INSTRUMENT
          + "', and performance_schema_instrument = '"
          + INSTRUMENT
          + "=ON' in the server's configuration";
    }
    if (!yes(
        "SELECT enabled FROM performance_schema.setup_objects WHERE object_type = 'TABLE' AND"
            + " object_schema IN ("
            + Literal.text(schema)
            + ", '%') AND object_name = '%' ORDER BY object_schema = '%' LIMIT 1")) {
      return "INSERT INTO performance_schema.setup_objects VALUES ('TABLE', "
          + Literal.text(schema)
          + ", '%', 'YES', 'YES')";
    }
    return null;
  }

  /** Whether a setting is on; an account that may not know is shown what there is. */
  private boolean yes(String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() && "YES".equals(row.getString(1));
    } catch (SQLException e) {
      if (DENIED.contains(e.getErrorCode())) {
        return true;
      }
      throw e;
    }
  }

  private String account() throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
      row.next();
      String account = row.getString(1);
      int at = account.lastIndexOf('@');
      return "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
    }
  }
}
