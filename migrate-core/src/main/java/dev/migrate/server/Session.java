package dev.migrate.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Another session of the server, as far as the account may see: without PROCESS (or CONNECTION
 * ADMIN) sessions of other accounts are no more than an id. What a session executes is never read:
 * it may hold secrets.
 *
 * @param id its connection id, as in SHOW PROCESSLIST
 * @param user its account's name; null when it may not be seen or is gone
 * @param host where its client is, {@code host:port}; null as the user
 * @param command what the processlist calls it: {@code Sleep}, {@code Query}; null as the user
 * @param seconds how long it has been idle or in its statement
 * @param program what its program says its name is; null when not known
 * @param operation the run of this plugin that it belongs to; null when it is none or not known
 */
public record Session(
    long id,
    @Nullable String user,
    @Nullable String host,
    @Nullable String command,
    long seconds,
    @Nullable String program,
    @Nullable String operation) {

  /** What {@link Connector} tells the server as the program's name. */
  static final String PROGRAM = "migrate";

  /** The session with this id. */
  static Session of(Connection connection, long id) throws SQLException {
    Session session = read(connection, List.of(id)).get(id);
    return session == null ? unseen(id) : session;
  }

  /** The sessions with these ids, in their order; one that is gone or hidden has only its id. */
  static Map<Long, Session> read(Connection connection, Collection<Long> ids) throws SQLException {
    Map<Long, Session> sessions = new LinkedHashMap<>();
    ids.forEach(id -> sessions.put(id, unseen(id)));
    if (ids.isEmpty()) {
      return sessions;
    }
    Map<Long, Map<String, String>> said = attributes(connection, ids);
    // SHOW PROCESSLIST is the one form that both vendors keep.
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
      while (rows.next()) {
        if (ids.contains(rows.getLong("Id"))) {
          Session session = of(rows, said.getOrDefault(rows.getLong("Id"), Map.of()));
          sessions.put(session.id, session);
        }
      }
    }
    return sessions;
  }

  private static Session unseen(long id) {
    return new Session(id, null, null, null, 0, null, null);
  }

  private static Session of(ResultSet row, Map<String, String> said) throws SQLException {
    return new Session(
        row.getLong("Id"),
        row.getString("User"),
        row.getString("Host"),
        row.getString("Command"),
        row.getLong("Time"),
        said.getOrDefault("program_name", said.get("_client_name")),
        said.get("migrate_operation"));
  }

  /** Whether the server still has it. */
  boolean isAlive() {
    return command != null;
  }

  /** Whether it waits for its client. */
  boolean isIdle() {
    return "Sleep".equals(command);
  }

  /** For people: {@code connection 7 of app from 10.0.0.5:4711, idle for 34 s, program x}. */
  public String text() {
    StringJoiner text = new StringJoiner(", ");
    text.add("connection " + id + (user == null ? "" : " of " + user + " from " + host));
    if (command != null) {
      text.add((isIdle() ? "idle" : "in a statement") + " for " + seconds + " s");
    }
    if (program != null) {
      text.add("program " + program);
    }
    if (operation != null) {
      text.add("operation " + operation);
    }
    return text.toString();
  }

  // What the sessions' programs said of themselves; needs performance_schema and the right to it.
  private static Map<Long, Map<String, String>> attributes(
      Connection connection, Collection<Long> ids) {
    Map<Long, Map<String, String>> said = new LinkedHashMap<>();
    String query =
        "SELECT processlist_id, attr_name, attr_value FROM performance_schema.%s"
            + " WHERE processlist_id IN ("
            + list(ids)
            + ") AND attr_name IN ('program_name', 'migrate_operation', '_client_name')";
    for (String table : new String[] {"session_account_connect_attrs", "session_connect_attrs"}) {
      if (said.size() < ids.size()) {
        read(connection, String.format(query, table), said);
      }
    }
    return said;
  }

  static String list(Collection<Long> ids) {
    StringJoiner list = new StringJoiner(", ");
    new TreeSet<>(ids).forEach(id -> list.add(Long.toString(id)));
    return list.toString();
  }

  private static void read(
      Connection connection, String query, Map<Long, Map<String, String>> into) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        into.computeIfAbsent(rows.getLong(1), id -> new LinkedHashMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    } catch (SQLException ignored) {
      // Not allowed to look: the session is described with less.
      return;
    }
  }
}
