package dev.migrate.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session in which the server prints definitions as ever: what a script set that changes how they
 * are printed is put away and set again at the end. Costs nothing where a script set nothing.
 */
final class PlainSession implements AutoCloseable {

  private static final int LOCK_WAIT = 1205;
  private static final int QUERY_TIMEOUT = 3024;

  private final Connection connection;
  private final @Nullable String restore;

  private PlainSession(Connection connection, @Nullable String restore) {
    this.connection = connection;
    this.restore = restore;
  }

  static PlainSession of(Connection connection, Presence session) throws SQLException {
    if (isPlain(session)) {
      return new PlainSession(connection, null);
    }
    PlainSession plain = new PlainSession(connection, restore(session));
    plain.execute(
        "SET SESSION sql_mode = '', character_set_client = utf8mb4,"
            + " character_set_results = utf8mb4, sql_quote_show_create = 1");
    return plain;
  }

  private static boolean isPlain(Presence session) {
    String mode = session.sqlMode().toUpperCase(Locale.ROOT);
    // MariaDB's NO_TABLE_OPTIONS, MYSQL40 and their like; ANSI_QUOTES is in each foreign
    // database's.
    boolean printsOtherwise =
        mode.contains("ANSI_QUOTES") || mode.contains("_OPTIONS") || mode.contains("MYSQL");
    return !printsOtherwise
        && session.quotes()
        && session.clientCharset().equals("utf8mb4")
        && "utf8mb4".equals(session.resultCharset());
  }

  private static String restore(Presence session) {
    return "SET SESSION sql_mode = '"
        + session.sqlMode()
        + "', character_set_client = "
        + session.clientCharset()
        + ", character_set_results = "
        + session.resultCharset()
        + ", sql_quote_show_create = "
        + (session.quotes() ? 1 : 0);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The answers to queries sent in one packet, in their order. */
  List<Rows> query(List<String> queries) throws SQLException {
    try {
      return together(queries);
    } catch (SQLException e) {
      // The first that is refused ends the packet: one by one, only that one is missing.
      requireAnswer(e);
    }
    List<Rows> answers = new ArrayList<>();
    for (String query : queries) {
      answers.add(alone(connection, query));
    }
    return answers;
  }

  private List<Rows> together(List<String> queries) throws SQLException {
    List<Rows> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      boolean more = statement.execute(String.join("; ", queries));
      while (more) {
        try (ResultSet result = statement.getResultSet()) {
          answers.add(Rows.of(result));
        }
        more = answers.size() < queries.size() && statement.getMoreResults();
      }
    }
    return answers;
  }

  /** The answer to one query, {@link Rows#REFUSED} if the server gives none. */
  static Rows alone(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet result = statement.executeQuery(query)) {
        return Rows.of(result);
      }
    } catch (SQLException e) {
      requireAnswer(e);
      return Rows.REFUSED;
    }
  }

  /** Throws what says nothing of the object: no connection, a deadlock, KILL, a wait too long. */
  static void requireAnswer(SQLException e) throws SQLException {
    String state = e.getSQLState();
    boolean unrelated = state == null || state.matches("(08|40|70).*");
    if (unrelated || e.getErrorCode() == LOCK_WAIT || e.getErrorCode() == QUERY_TIMEOUT) {
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    if (restore != null) {
      execute(restore);
    }
  }
}
