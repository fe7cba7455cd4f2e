package dev.migrate.schema.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session in which the server prints definitions in one form, with the database read as the
 * current one; it gets its own settings back at the end.
 */
final class ReaderSession implements AutoCloseable {

  /** Queries in one packet: enough that round trips do not count. */
  private static final int PACKET = 100;

  /** "You have an error in your SQL syntax": the driver was not told to take several statements. */
  private static final int SYNTAX = 1064;

  private final Connection connection;
  private final List<String> restore;

  private ReaderSession(Connection connection, List<String> restore) {
    this.connection = connection;
    this.restore = restore;
  }

  static ReaderSession of(Connection connection, String database) throws SQLException {
    List<String> restore = new ArrayList<>();
    String current;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT @@sql_mode, @@sql_quote_show_create, @@character_set_client,"
                    + " @@character_set_results, DATABASE()")) {
      row.next();
      restore.add(
          String.format(
              "SET SESSION sql_mode = '%s', sql_quote_show_create = %s,"
                  + " character_set_client = %s, character_set_results = %s",
              row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
      current = row.getString(5);
    }
    ReaderSession session = new ReaderSession(connection, restore);
    session.execute(
        "SET SESSION sql_mode = '', sql_quote_show_create = 1, character_set_client = utf8mb4,"
            + " character_set_results = utf8mb4");
    if (!database.equals(current)) {
      session.execute("USE " + Clauses.table(database));
      if (current != null) {
        restore.add("USE " + Clauses.table(current));
      }
    }
    return session;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The answers to queries, in their order. */
  List<Answer> query(List<String> queries) throws SQLException {
    List<Answer> answers = new ArrayList<>(queries.size());
    for (int from = 0; from < queries.size(); from += PACKET) {
      List<String> packet = queries.subList(from, Math.min(from + PACKET, queries.size()));
      List<Answer> together = packet.size() == 1 ? null : together(packet);
      if (together != null) {
        answers.addAll(together);
        continue;
      }
      for (String query : packet) {
        answers.add(alone(query));
      }
    }
    return answers;
  }

  private @Nullable List<Answer> together(List<String> queries) throws SQLException {
    List<Answer> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      boolean more = statement.execute(String.join("; ", queries));
      while (more) {
        try (ResultSet result = statement.getResultSet()) {
          answers.add(Answer.of(result));
        }
        more = answers.size() < queries.size() && statement.getMoreResults();
      }
      return answers;
    } catch (SQLException e) {
      if (answers.isEmpty() && e.getErrorCode() == SYNTAX) {
        return null;
      }
      throw e;
    }
  }

  private Answer alone(String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet result = statement.executeQuery(query)) {
        return Answer.of(result);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (String sql : restore) {
      execute(sql);
    }
  }
}
