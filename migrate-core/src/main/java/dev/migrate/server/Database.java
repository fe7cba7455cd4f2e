package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The target database of one run: its executor connection, what the server says of itself, and the
 * promise that it is a server to work on (supported, writable, no replica). Not for several threads
 * at once.
 */
public final class Database implements AutoCloseable {

  private static final int UNKNOWN_DATABASE = 1049;
  private final DatabaseSettings settings;
  private final Connector connector;
  private final Connection executor;
  private final ServerFacts facts;
  private final Interruption interruption;
  private String schema;
  private boolean exists;

  private Database(
      DatabaseSettings settings,
      Connector connector,
      Connection executor,
      ServerFacts facts,
      Interruption interruption) {
    this.settings = settings;
    this.connector = connector;
    this.executor = executor;
    this.facts = facts;
    this.interruption = interruption;
    this.exists = facts.schema() != null;
    this.schema = facts.schema() == null ? settings.name() : facts.schema();
  }

  /**
   * Connects, asks the server about itself and checks it: four statements in all, two of them the
   * driver's own. A database that does not exist is no error: {@link #exists()} tells.
   *
   * @param settings where and how
   * @param operation the run's id, which the server is told with every connection ({@code
   *     performance_schema.session_connect_attrs}, {@code migrate_operation}), so that a connection
   *     left behind can be recognised
   * @param events told what is worth knowing of the server
   * @throws dev.migrate.outcome.ConfigurationException for a property that may not be set, a
   *     password command that fails ({@code password-command-failed}), a trust store that cannot be
   *     read
   * @throws ServerException {@code server-unreachable}, {@code access-denied}, {@code tls-refused},
   *     {@code certificate-untrusted} and their like
   * @throws dev.migrate.outcome.RefusedException {@code server-unsupported}, {@code
   *     server-read-only}, {@code server-is-replica}
   */
  public static Database open(DatabaseSettings settings, String operation, Consumer<Event> events) {
    return open(settings, operation, events, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted.
   *
   * @param interruption ends what this database's connections do
   */
  public static Database open(
      DatabaseSettings settings,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {
    Connector connector = Connector.of(settings, operation, events, interruption);
    Connection executor = connect(settings, connector);
    try {
      ServerFacts facts = ServerFacts.read(executor);
      ServerCheck.check(settings, executor, facts, events);
      return new Database(settings, connector, executor, facts, interruption);
    } catch (SQLException e) {
      closeQuietly(executor);
      throw SqlFailure.during("Asking " + settings.address() + " about itself", e);
    } catch (RuntimeException e) {
      closeQuietly(executor);
      throw e;
    }
  }

  private static Connection connect(DatabaseSettings settings, Connector connector) {
    try {
      try {
        return connector.connect(Connector.EXECUTOR, settings.name());
      } catch (SQLException e) {
        if (e.getErrorCode() != UNKNOWN_DATABASE) {
          throw e;
        }
        return connector.connect(Connector.EXECUTOR, "");
      }
    } catch (SQLException e) {
      throw SqlFailure.connecting(settings, e);
    }
  }

  /** The same database, whose executor is reached another way. */
  public Database through(UnaryOperator<Connection> way) {
    return new Database(settings, connector, way.apply(executor), facts, interruption);
  }

  /** The one connection that executes; autocommit is on. It holds the run's lock. */
  public Connection executor() {
    return executor;
  }

  /**
   * A new connection beside the executor's, to watch it; the caller closes it.
   *
   * @throws ServerException as for {@link #open}
   */
  public Connection observer() {
    try {
      return connector.connect(Connector.OBSERVER, exists ? schema : "");
    } catch (SQLException e) {
      throw SqlFailure.connecting(settings, e);
    }
  }

  /**
   * A new connection that reads or writes rows by the gigabyte, with the database as its current
   * one; it may be asked for files by {@code LOAD DATA LOCAL}. From any thread; the caller closes
   * it.
   *
   * @throws ServerException as for {@link #open}
   */
  public Connection worker() {
    return worker(schema);
  }

  /** The same, with another database as its current one; empty for none. */
  public Connection worker(String database) {
    try {
      return connector.worker(database);
    } catch (SQLException e) {
      throw SqlFailure.connecting(settings, e);
    }
  }

  /**
   * Executes a statement of the run's work on the executor, so that an interruption can end it.
   *
   * @throws InterruptedRunException when it was ended, or is not begun any more
   */
  public void interruptibly(StatementWatch.Work work) throws SQLException {
    interruption.during(this, work);
  }

  /** What may end the run. */
  public Interruption interruption() {
    return interruption;
  }

  Connector connector() {
    return connector;
  }

  /** What the server said of itself when the run began. */
  public ServerFacts facts() {
    return facts;
  }

  /** The server's vendor and version. */
  public ServerVersion version() {
    return facts.version();
  }

  /** {@code host:port/name}, as shown in messages. */
  public String address() {
    return settings.address();
  }

  /** The database's name as the server writes it. */
  public String schema() {
    return schema;
  }

  /** Whether the database exists on the server; as of the connection or {@link #createSchema()}. */
  public boolean exists() {
    return exists;
  }

  /**
   * Creates the database when it does not exist, with the server's default character set, and makes
   * it the executor's current one.
   *
   * @throws ServerException {@code database-not-created} when the account may not or the server
   *     fails
   */
  public void createSchema() {
    if (exists) {
      return;
    }
    String name = Identifier.quote(settings.name());
    try (Statement statement = executor.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + name);
      statement.execute("USE " + name);
      exists = true;
    } catch (SQLException e) {
      throw new ServerException(
          Problem.of(
                  "database-not-created",
                  address() + " does not exist and cannot be created: " + e.getMessage())
              .fix(
                  "as an administrator of the server: CREATE DATABASE "
                      + name
                      + "; GRANT ALL ON "
                      + name
                      + ".* TO the account"),
          e);
    }
  }

  /** Closes the executor connection, which ends all it holds on the server. */
  @Override
  public void close() {
    closeQuietly(executor);
  }

  // A connection that cannot be closed is gone already: nothing a caller could do about it.
  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      return;
    }
  }
}
