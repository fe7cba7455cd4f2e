package dev.migrate.server;

import dev.migrate.outcome.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's instruments and consumers of an ALTER's stages (manual, "Performance Schema Stage Event
 * Tables"): the instruments are on by default, the consumer is not. What is turned on here is
 * turned off again; a server whose watcher is killed keeps it on until its restart, which costs
 * next to nothing.
 */
final class Instruments {

  private static final String CONSUMER =
      " FROM performance_schema.setup_consumers WHERE enabled = 'NO' AND name IN"
          + " ('events_stages_current', 'global_instrumentation', 'thread_instrumentation')";

  private static final String INSTRUMENT =
      " FROM performance_schema.setup_instruments WHERE enabled = 'NO' AND"
          + " (name LIKE 'stage/innodb/alter table%' OR name = 'stage/sql/copy to tmp table')";

  private static final String ENABLE = "-Dmigrate.enableInstruments turns it on for the run";

  private final List<String> consumers = new ArrayList<>();
  private final List<String> instruments = new ArrayList<>();

  /** Why the stages cannot be read; null when they can. */
  static @Nullable String off(Connection connection) {
    try {
      List<String> off = names(connection, CONSUMER);
      off.addAll(names(connection, INSTRUMENT));
      return off.isEmpty()
          ? null
          : "MySQL's performance_schema does not tell, " + off.get(0) + " is off; " + ENABLE;
    } catch (SQLException e) {
      return "the account may not read MySQL's performance_schema; as an administrator of the"
          + " server: GRANT SELECT ON performance_schema.* TO the account";
    }
  }

  /** Turns on what is off; an account that may not is told so. */
  void enable(Connection connection, Consumer<Event> events) {
    try {
      for (String name : names(connection, CONSUMER)) {
        set(connection, "setup_consumers", name, "YES");
        consumers.add(name);
      }
      for (String name : names(connection, INSTRUMENT)) {
        set(connection, "setup_instruments", name, "YES");
        instruments.add(name);
      }
    } catch (SQLException e) {
      events.accept(
          new Event.Notice(
              "-Dmigrate.enableInstruments has no effect, no percentage is shown: "
                  + e.getMessage()
                  + "; as an administrator of the server: GRANT SELECT, UPDATE ON"
                  + " performance_schema.* TO the account"));
    }
  }

  /** Whether something is to be set back. */
  boolean isChanged() {
    return !consumers.isEmpty() || !instruments.isEmpty();
  }

  /** Sets back what {@link #enable} turned on. */
  void restore(Connection connection) throws SQLException {
    for (String name : consumers) {
      set(connection, "setup_consumers", name, "NO");
    }
    for (String name : instruments) {
      set(connection, "setup_instruments", name, "NO");
    }
    consumers.clear();
    instruments.clear();
  }

  private static List<String> names(Connection connection, String from) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name" + from)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static void set(Connection connection, String table, String name, String value)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE performance_schema."
              + table
              + " SET enabled = '"
              + value
              + "' WHERE name = "
              + Literal.text(name));
    }
  }
}
