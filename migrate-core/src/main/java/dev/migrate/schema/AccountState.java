package dev.migrate.schema;

import dev.migrate.server.Identifier;
import dev.migrate.sql.ObjectName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the state of a user or role. */
final class AccountState {

  /** No such account or grant: ER_NONEXISTING_GRANT, ER_CANNOT_USER, and MariaDB's for roles. */
  private static final Set<Integer> ABSENT = Set.of(1141, 1396, 1959, 1133);

  private static final Pattern NAME = Pattern.compile("'((?:[^']|'')*)'(?:@'((?:[^']|'')*)')?");

  private AccountState() {}

  /** How it is identified, and what is granted to it; two round trips. */
  static ObjectState read(Connection connection, ObjectName account) throws SQLException {
    String name = inBackticks(account.name());
    Texts user = texts(connection, "SHOW CREATE USER " + name);
    Texts grants = texts(connection, "SHOW GRANTS FOR " + name);
    if (user.refused || grants.refused) {
      return new ObjectState(account, true, ObjectState.UNKNOWN, ObjectState.NONE, "");
    }
    if (user.lines == null && grants.lines == null) {
      return ObjectState.absent(account);
    }
    String hash = Definition.hash(user.lines + "\n" + grants.lines);
    return new ObjectState(account, true, hash, ObjectState.NONE, "");
  }

  /** In backticks both vendors read them whatever the SQL mode. */
  private static String inBackticks(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an account: " + name);
    }
    String user = Identifier.quote(parts.group(1).replace("''", "'"));
    String host = parts.group(2);
    return host == null ? user : user + "@" + Identifier.quote(host.replace("''", "'"));
  }

  /** Lines of an answer; null if there is no such account. */
  private record Texts(@Nullable Set<String> lines, boolean refused) {}

  private static Texts texts(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        Set<String> lines = new TreeSet<>();
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
        return new Texts(lines, false);
      }
    } catch (SQLException e) {
      PlainSession.requireAnswer(e);
      return new Texts(null, !ABSENT.contains(e.getErrorCode()));
    }
  }
}
