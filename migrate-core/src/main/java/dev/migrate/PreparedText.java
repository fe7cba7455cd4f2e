package dev.migrate;

import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements in a text, those included that PREPARE and EXECUTE IMMEDIATE have as a value. */
final class PreparedText {

  private static final Pattern PREPARE =
      Pattern.compile(
          "\\s*(?:PREPARE\\s+(?:`[^`]+`|\\w+)\\s+FROM|EXECUTE\\s+IMMEDIATE)\\s+(.+?)"
              + "(?:\\s+USING\\b.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private PreparedText() {}

  static List<Statement> statements(Connection connection, String sql) throws SQLException {
    List<Statement> found = new ArrayList<>(Splitter.split("", sql));
    Matcher prepare = PREPARE.matcher(sql);
    if (prepare.matches()) {
      String text = value(connection, prepare.group(1));
      found.addAll(Splitter.split("", text));
    }
    return found;
  }

  /** Asks the server for the text: a literal of its own syntax, or a variable. */
  private static String value(Connection connection, String expression) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression + " LIMIT 1")) {
      String text = row.next() ? row.getString(1) : null;
      return text == null ? "" : text;
    }
  }
}
