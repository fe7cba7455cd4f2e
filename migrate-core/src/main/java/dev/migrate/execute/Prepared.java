package dev.migrate.execute;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PREPARE and EXECUTE: which statement it is that the server will execute. */
final class Prepared {

  private static final String NAME = "(?:`([^`]+)`|(\\w+))";
  private static final Pattern PREPARE =
      Pattern.compile("PREPARE\\s+" + NAME + "\\s+FROM\\s+(.+)", flags());
  private static final Pattern EXECUTE =
      Pattern.compile("EXECUTE\\s+(?!IMMEDIATE\\b)" + NAME + "(\\s+USING\\b.*)?", flags());
  private static final Pattern IMMEDIATE =
      Pattern.compile("EXECUTE\\s+IMMEDIATE\\s+(.+?)(\\s+USING\\b.*)?", flags());
  private static final Pattern DEALLOCATE =
      Pattern.compile("(?:DEALLOCATE|DROP)\\s+PREPARE\\s+" + NAME, flags());

  private Prepared() {}

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  /** Remembers what a PREPARE has prepared, and forgets what a DEALLOCATE gave up. */
  static void note(Channel channel, SessionMemory memory, Statement statement) throws SQLException {
    Matcher prepare = PREPARE.matcher(statement.sql());
    if (prepare.matches() && !isSecret(memory, statement, prepare.group(3))) {
      String sql = value(channel.connection(), prepare.group(3));
      if (sql != null) {
        memory.prepared(name(prepare), sql);
      }
    }
    Matcher deallocate = DEALLOCATE.matcher(statement.sql());
    if (deallocate.matches()) {
      memory.deallocated(name(deallocate));
    }
  }

  /** The statement an EXECUTE executes; the statement itself where that is not known. */
  static Statement effective(Channel channel, SessionMemory memory, Statement statement)
      throws SQLException {
    Matcher immediate = IMMEDIATE.matcher(statement.sql());
    Matcher execute = EXECUTE.matcher(statement.sql());
    String sql = null;
    if (immediate.matches() && !isSecret(memory, statement, immediate.group(1))) {
      sql = value(channel.connection(), immediate.group(1));
    } else if (execute.matches()) {
      sql = memory.prepared(name(execute));
    }
    return sql == null ? statement : parsed(statement, sql);
  }

  /** What a statement executes, as the journal kept it. */
  static Statement parsed(Statement statement, @Nullable String sql) {
    if (sql == null) {
      return statement;
    }
    try {
      List<Statement> one = Splitter.split(statement.file(), sql);
      return one.size() == 1 ? one.get(0) : statement;
    } catch (ConfigurationException unreadable) {
      return statement;
    }
  }

  private static boolean isSecret(SessionMemory memory, Statement statement, String expression) {
    String variable = expression.startsWith("@") ? expression.substring(1).strip() : "";
    return statement.secret() || memory.isSecret(variable);
  }

  private static String name(Matcher matcher) {
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  /** Asks the server for the text: a literal of its own syntax, or a variable. */
  private static @Nullable String value(Connection connection, String expression)
      throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression + " LIMIT 1")) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
