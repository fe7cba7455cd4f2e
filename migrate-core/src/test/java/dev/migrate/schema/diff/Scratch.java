package dev.migrate.schema.diff;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.schema.model.Schema;
import dev.migrate.schema.model.SchemaReader;
import dev.migrate.server.ServerVersion;
import dev.migrate.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database of a test's own, gone at its end. */
final class Scratch implements AutoCloseable {

  private static final ServerVersion SERVER =
      ServerVersion.parse(TestServer.query(TestServer.admin(), "SELECT VERSION()").get(0));

  private final DatabaseSettings database = TestServer.freshDatabase();
  private final Connection connection;

  private Scratch() throws SQLException {
    connection = TestServer.connect(database);
  }

  /** A database in which statements have run. */
  static Scratch of(List<String> statements) throws SQLException {
    Scratch scratch = new Scratch();
    try {
      for (String sql : statements) {
        scratch.execute(sql);
      }
      scratch.execute("SET SESSION sql_mode = DEFAULT");
      return scratch;
    } catch (SQLException e) {
      scratch.close();
      throw e;
    }
  }

  static ServerVersion server() {
    return SERVER;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(e.getMessage() + " in\n" + sql, e.getSQLState(), e.getErrorCode(), e);
    }
  }

  /** In a session as a step asks for it. */
  void execute(String sql, Step step) throws SQLException {
    if (step.sqlMode() != null) {
      execute("SET SESSION sql_mode = '" + step.sqlMode() + "'");
    }
    if (step.timeZone() != null) {
      execute("SET SESSION time_zone = '" + step.timeZone() + "'");
    }
    execute(sql);
    execute("SET SESSION sql_mode = DEFAULT, time_zone = DEFAULT");
  }

  Schema read() throws SQLException {
    return SchemaReader.read(connection, database.name(), SERVER, table -> false);
  }

  @Override
  public void close() throws SQLException {
    execute("DROP DATABASE " + database.name());
    connection.close();
  }
}
