package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** A database of a {@link ScratchServer}, made to try things out in; gone once it is closed. */
public final class ScratchSchema implements AutoCloseable {

  private final ScratchServer server;
  private final DatabaseSettings settings;
  private final Connection connection;
  private boolean closed;

  ScratchSchema(ScratchServer server, DatabaseSettings settings, Connection connection) {
    this.server = server;
    this.settings = settings;
    this.connection = connection;
  }

  /** The database's name. */
  public String name() {
    return settings.name();
  }

  /** The server's vendor and version. */
  public ServerVersion version() {
    return server.version();
  }

  /** How others connect to it; what they do is kept from replicas, too, where that is allowed. */
  public DatabaseSettings settings() {
    return settings;
  }

  /**
   * A session in the database, as a migration has it; autocommit is on. Nothing done in it is
   * replicated, where the account may see to that.
   */
  public Connection connection() {
    return connection;
  }

  /** What may end the run that made it. */
  public Interruption interruption() {
    return server.interruption();
  }

  /** Another session in the database; the caller closes it. */
  public Connection another() throws SQLException {
    return server.connect(settings);
  }

  /**
   * Drops the database while the caller goes on; {@link ScratchServer#close} waits for it. What
   * hinders that is told as an event.
   */
  public void closeMeanwhile() {
    Thread thread = new Thread(this::close, "migrate-drop");
    thread.setDaemon(true);
    thread.start();
  }

  /** Drops the database; what hinders that is told as an event. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      connection.close();
    } catch (SQLException e) {
      // Then it is gone, and its locks with it.
    }
    server.closed(this);
  }
}
