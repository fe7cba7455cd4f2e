package dev.migrate.validate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the database before the scripts run. Answers are counts and primary keys, never other
 * values.
 *
 * @param connection in whose current database the tables are; only read with
 * @param seconds that one answer may take
 */
public record RealData(Connection connection, int seconds) {

  /**
   * An answer.
   *
   * @param count of rows, or of values that several rows have
   * @param keys some of their primary keys
   * @param failure why there is no answer; null where there is one
   */
  record Answer(long count, List<String> keys, @Nullable String failure) {

    Answer {
      keys = List.copyOf(keys);
    }

    /** {@code are 12 such cases (keys 3; 4; 9)}. */
    String text() {
      return (count == 1 ? "is 1 such case" : "are " + count + " such cases")
          + (keys.isEmpty() ? "" : " (keys " + String.join("; ", keys) + ")");
    }
  }

  Answer ask(Question question) {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      long count = count(statement, question.count());
      List<String> keys = new ArrayList<>();
      if (count > 0 && question.keys() != null) {
        try (ResultSet rows = statement.executeQuery(question.keys())) {
          while (rows.next()) {
            keys.add(String.valueOf(rows.getString(1)));
          }
        }
      }
      return new Answer(count, keys, null);
    } catch (SQLException e) {
      return new Answer(0, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
