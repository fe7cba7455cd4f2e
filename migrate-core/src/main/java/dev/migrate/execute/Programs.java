package dev.migrate.execute;

import dev.migrate.server.Literal;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known beforehand of the code a statement makes the server run. */
final class Programs {

  private static final Pattern CALL =
      Pattern.compile(
          "CALL\\s+(?:(?:`([^`]+)`|(\\w+))\\s*\\.\\s*)?(?:`([^`]+)`|(\\w+))\\s*(\\(.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern HIDES =
      Pattern.compile("\\b(ROLLBACK|CALL|EXECUTE)\\b", Pattern.CASE_INSENSITIVE);

  private Programs() {}

  /**
   * Whether a rollback inside could take the marker of a statement away, and changes made after it
   * be committed: then that no marker is found says nothing.
   */
  static boolean mayHideTheMarker(
      Connection connection, Statement effective, @Nullable String currentSchema)
      throws SQLException {
    if (effective.kind() == StatementKind.SESSION) {
      // EXECUTE of a text that is not known.
      return true;
    }
    Matcher call = CALL.matcher(effective.sql());
    String code = call.matches() ? definition(connection, call, currentSchema) : effective.sql();
    return code == null || HIDES.matcher(code).find();
  }

  private static @Nullable String definition(
      Connection connection, Matcher call, @Nullable String currentSchema) throws SQLException {
    String schema = call.group(1) == null ? call.group(2) : call.group(1);
    String name = call.group(3) == null ? call.group(4) : call.group(3);
    String query =
        "SELECT routine_definition FROM information_schema.routines WHERE routine_type ="
            + " 'PROCEDURE' AND routine_schema = "
            + Literal.text(schema == null ? currentSchema : schema)
            + " AND routine_name = "
            + Literal.text(name)
            + " LIMIT 1";
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
