package dev.migrate.history;

import dev.migrate.server.Deadlock;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.database.DatabaseType;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.jdbc.JdbcConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the history table with the statements Flyway itself would use, on the run's own
 * connection.
 */
public final class HistoryTableCreation {

  /** SQLSTATE class 08, connection exception. */
  private static final String CONNECTION_LOST = "08S01";

  private static final int VALID_SECONDS = 5;

  private HistoryTableCreation() {}

  /**
   * Creates the table, which must not exist, under the configuration's name for it.
   *
   * @throws SQLException when the server fails; Flyway's own exception around it is taken off
   */
  public static void create(HistoryTable table, Configuration configuration) throws SQLException {
    try {
      execute(table, configuration);
    } catch (FlywayException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      if (!table.connection().isValid(VALID_SECONDS)) {
        // To Flyway, a server that is gone at its first question is one without a version.
        throw new SQLException(e.getMessage(), CONNECTION_LOST, e);
      }
      throw e;
    }
  }

  private static void execute(HistoryTable table, Configuration configuration) throws SQLException {
    String script = script(table, configuration);
    try (Statement statement = table.connection().createStatement()) {
      // Flyway's script has two statements, each ended by ";\n" or by the end.
      for (String sql : script.split(";\n?(?=CREATE INDEX|\\s*$)", -1)) {
        if (!sql.isBlank()) {
          Deadlock.outlive(() -> statement.execute(sql));
        }
      }
    }
  }

  private static String script(HistoryTable table, Configuration configuration) {
    FluentConfiguration own =
        new FluentConfiguration(HistoryTableCreation.class.getClassLoader())
            .configuration(configuration)
            .dataSource(new SharedConnection(table.connection()));
    JdbcConnectionFactory factory = new JdbcConnectionFactory(own.getDataSource(), own, null);
    DatabaseType type = factory.getDatabaseType();
    try (Database<?> database = type.createDatabase(own, factory, null)) {
      return database.getRawCreateScript(
          database.getMainConnection().getSchema(table.schema()).getTable(table.table()), false);
    }
  }

  /** Hands out the run's connection, which stays open when its borrower closes it. */
  private record SharedConnection(Connection connection) implements DataSource {

    @Override
    public Connection getConnection() {
      return (Connection)
          Proxy.newProxyInstance(
              SharedConnection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  return null;
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) {
      return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
