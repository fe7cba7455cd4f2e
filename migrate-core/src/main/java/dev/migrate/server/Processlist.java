package dev.migrate.server;

import java.sql.SQLException;
import java.util.List;

/**
 * The table of the server's sessions. That of information_schema has statements in three bytes a
 * character: on MySQL no query of it, whatever its columns, succeeds while anyone executes a
 * statement with others, as an emoji is (error 3854). That of performance_schema has them all, but
 * is empty where that is switched off.
 */
final class Processlist {

  /** Its names, the one to ask first. */
  static final List<String> TABLES =
      List.of("information_schema.processlist", "performance_schema.processlist");

  private static final int CANNOT_CONVERT = 3854;

  private Processlist() {}

  /** A query of the table with this name. */
  @FunctionalInterface
  interface Query<T> {

    /** Asks. */
    T of(String table) throws SQLException;
  }

  /** Asks the one table, and the other one where that cannot answer now. */
  static <T> T ask(Query<T> query) throws SQLException {
    try {
      return query.of(TABLES.get(0));
    } catch (SQLException e) {
      if (e.getErrorCode() != CANNOT_CONVERT) {
        throw e;
      }
      return query.of(TABLES.get(1));
    }
  }
}
