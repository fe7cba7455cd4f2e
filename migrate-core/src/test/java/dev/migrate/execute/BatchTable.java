package dev.migrate.execute;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import dev.migrate.outcome.Event;
import dev.migrate.server.ReplicaLag;
import dev.migrate.sql.BatchStatement;
import dev.migrate.sql.Splitter;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A database with a journal of one row, as an executor would have it. */
final class BatchTable {

  final DatabaseSettings database = TestServer.freshDatabase();
  final List<Event> events = new ArrayList<>();
  boolean folding = true;
  private final ReplicaLag lag = ReplicaLag.of(database, "test", events::add);

  BatchTable(String... statements) {
    TestServer.execute(database, "CREATE TABLE journal (id INT PRIMARY KEY, position TEXT)");
    TestServer.execute(database, statements);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://"
            + database.host()
            + ":"
            + database.port()
            + "/"
            + database.name()
            + "?allowMultiQueries="
            + folding,
        database.username(),
        ((Password.Fixed) database.password()).value());
  }

  static BatchStatement batch(String directive, String sql) {
    String script = "-- migrate:" + directive + "\n" + sql + ";";
    return BatchStatement.of(Splitter.split("V1__fill.sql", script).get(0)).orElseThrow();
  }

  /** Begins, or goes on where the journal says. */
  long run(String directive, String sql) throws SQLException {
    return run(directive, sql, BatchTable::note);
  }

  long run(String directive, String sql, BiFunction<String, Long, String> note)
      throws SQLException {
    try (Connection connection = connect()) {
      return run(connection, directive, sql, note);
    }
  }

  long run(
      Connection connection, String directive, String sql, BiFunction<String, Long, String> note)
      throws SQLException {
    BatchRun run = BatchRun.of(connection, batch(directive, sql), lag, events::add);
    List<String> noted = query("SELECT position FROM journal");
    String position = noted.isEmpty() ? run.start() : noted.get(0);
    if (noted.isEmpty()) {
      execute("INSERT INTO journal VALUES (1, '" + position + "')");
    }
    return run.run(position, note);
  }

  static String note(String position, long rows) {
    return "UPDATE journal SET position = '" + position + "' WHERE id = 1 OR " + rows + " < 0";
  }

  String position() {
    return query("SELECT position FROM journal").get(0);
  }

  void execute(String... statements) {
    TestServer.execute(database, statements);
  }

  List<String> query(String sql) {
    return TestServer.query(database, sql);
  }
}
