package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.outcome.ServerException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server on which databases are made to try things out: {@code migrate_scratch_TIME_RANDOM}, each
 * dropped when it is closed. One that a killed run left is dropped by a later run, six hours after;
 * nothing else on the server is ever touched. Not for several threads at once.
 */
public final class ScratchServer implements AutoCloseable {

  private static final String PREFIX = "migrate_scratch_";

  /** The time in seconds of the server's clock, so that all clients agree, to the base of 36. */
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9a-z]{6,7})_[0-9a-f]{8}");

  private static final Duration OLD = Duration.ofHours(6);
  private static final int DATABASE_DENIED = 1044;
  private static final int PRIVILEGE_MISSING = 1227;

  private final DatabaseSettings settings;
  private final String operation;
  private final Consumer<Event> events;
  private final Database server;
  private final Interruption interruption;
  private final boolean unlogged;
  private final List<ScratchSchema> open = new CopyOnWriteArrayList<>();
  private final SecureRandom random = new SecureRandom();

  private ScratchServer(
      DatabaseSettings settings,
      String operation,
      Consumer<Event> events,
      Database server,
      Interruption interruption,
      boolean unlogged) {
    this.settings = settings;
    this.operation = operation;
    this.events = events;
    this.server = server;
    this.interruption = interruption;
    this.unlogged = unlogged;
  }

  /**
   * Connects, checks that it is a server to work on and removes what killed runs left.
   *
   * @param settings where and how; the database they name is not looked at
   * @param operation the run's id, which the server is told
   * @param events told of what could not be removed
   * @throws MigrateException as {@link Database#open} does
   */
  public static ScratchServer open(
      DatabaseSettings settings, String operation, Consumer<Event> events) {
    return open(settings, operation, events, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted.
   *
   * @param interruption ends what is done in the databases; they are dropped all the same
   */
  public static ScratchServer open(
      DatabaseSettings settings,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {
    interruption.check();
    Database server = Database.open(settings.to(""), operation, events);
    boolean unlogged = mayNotLog(server);
    ScratchServer scratch =
        new ScratchServer(settings, operation, events, server, interruption, unlogged);
    try {
      scratch.dropOld();
      return scratch;
    } catch (SQLException e) {
      server.close();
      throw SqlFailure.during("Looking for databases that killed runs left", e);
    }
  }

  /** In a Galera cluster a database that is not logged would be on one node alone. */
  private static boolean mayNotLog(Database server) {
    if (server.facts().galera()) {
      return false;
    }
    try (Statement statement = server.executor().createStatement()) {
      statement.execute("SET SESSION sql_log_bin = 0");
      return true;
    } catch (SQLException e) {
      // The account may not, so replicas see these databases come and go, too.
      return false;
    }
  }

  /** Whether what is done in the databases is written to the server's binary log. */
  public boolean isLogged() {
    if (unlogged) {
      return false;
    }
    try (Statement statement = server.executor().createStatement();
        ResultSet row = statement.executeQuery("SELECT @@log_bin")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The server's vendor and version. */
  public ServerVersion version() {
    return server.version();
  }

  /** {@code host:port}, as shown in messages. */
  public String address() {
    return Connector.authority(settings);
  }

  /**
   * Makes an empty database.
   *
   * @param charset its default character set; null for the server's
   * @param collation its default collation; null for the character set's
   * @throws RefusedException {@code scratch-forbidden} if the account may not make databases
   * @throws ServerException {@code scratch-failed}
   */
  public ScratchSchema create(@Nullable String charset, @Nullable String collation) {
    try {
      String name = PREFIX + Long.toString(now(), 36) + String.format("_%08x", random.nextInt());
      String defaults =
          (charset == null ? "" : " CHARACTER SET " + charset)
              + (collation == null ? "" : " COLLATE " + collation);
      execute(server.executor(), "CREATE DATABASE " + Identifier.quote(name) + defaults);
      return connected(name);
    } catch (SQLException e) {
      int code = e.getErrorCode();
      throw code == DATABASE_DENIED || code == PRIVILEGE_MISSING ? forbidden(e) : failed(e);
    }
  }

  /**
   * Makes an empty database with the defaults of another one of this server; with the server's
   * where there is none of that name.
   *
   * @throws RefusedException as {@link #create} does
   * @throws ServerException as {@link #create} does
   */
  public ScratchSchema createLike(String database) {
    String query =
        "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata"
            + " WHERE schema_name = "
            + Literal.text(database);
    String charset = null;
    String collation = null;
    try (Statement statement = server.executor().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (row.next()) {
        charset = row.getString(1);
        collation = row.getString(2);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return create(charset, collation);
  }

  private ScratchSchema connected(String name) throws SQLException {
    DatabaseSettings own = ownSettings(name);
    try {
      ScratchSchema schema = new ScratchSchema(this, own, connect(own));
      open.add(schema);
      return schema;
    } catch (SQLException | RuntimeException e) {
      drop(name);
      throw e;
    }
  }

  Interruption interruption() {
    return interruption;
  }

  Connection connect(DatabaseSettings own) throws SQLException {
    return Connector.of(own, operation, event -> {}, interruption)
        .connect(Connector.SCRATCH, own.name());
  }

  /** Without replicas to have regard for, since nobody reads there. */
  private DatabaseSettings ownSettings(String name) {
    Map<String, String> properties = new LinkedHashMap<>(settings.properties());
    if (unlogged) {
      properties.merge("sessionVariables", "sql_log_bin=0", (users, ours) -> users + "," + ours);
    }
    return new DatabaseSettings(
        settings.host(),
        settings.port(),
        name,
        settings.username(),
        settings.password(),
        settings.tls(),
        settings.trustStore(),
        settings.connectTimeout(),
        settings.lockTimeouts(),
        properties);
  }

  private RefusedException forbidden(SQLException e) {
    return new RefusedException(
        Problem.of(
                "scratch-forbidden",
                "The account "
                    + settings.username()
                    + " may not make a scratch database on "
                    + address()
                    + ": "
                    + e.getMessage())
            .fix(
                "let an administrator run GRANT ALL ON `migrate\\_scratch\\_%`.* TO "
                    + account()
                    + "; or name another server of the same vendor and version:"
                    + " -Dmigrate.scratch.url=mysql://host:3306/"
                    + " -Dmigrate.scratch.username=… -Dmigrate.scratch.password=…"));
  }

  private String account() {
    try (Statement statement = server.executor().createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
      row.next();
      String account = row.getString(1);
      int at = account.lastIndexOf('@');
      return Identifier.quote(account.substring(0, at))
          + "@"
          + Identifier.quote(account.substring(at + 1));
    } catch (SQLException e) {
      return Identifier.quote(settings.username());
    }
  }

  private ServerException failed(SQLException e) {
    return new ServerException(
        Problem.of(
                "scratch-failed",
                "No scratch database could be made on " + address() + ": " + e.getMessage())
            .fix("check the server, then run the goal again"),
        e);
  }

  private void dropOld() throws SQLException {
    long limit = now() - OLD.toSeconds();
    List<String> old = new ArrayList<>();
    try (Statement statement = server.executor().createStatement();
        ResultSet rows = statement.executeQuery("SHOW DATABASES LIKE '" + PREFIX + "%'")) {
      while (rows.next()) {
        Matcher name = NAME.matcher(rows.getString(1));
        if (name.matches() && Long.parseLong(name.group(1), 36) < limit) {
          old.add(rows.getString(1));
        }
      }
    }
    old.forEach(this::drop);
  }

  private long now() throws SQLException {
    try (Statement statement = server.executor().createStatement();
        ResultSet row = statement.executeQuery("SELECT UNIX_TIMESTAMP()")) {
      row.next();
      return row.getLong(1);
    }
  }

  void closed(ScratchSchema schema) {
    drop(schema.name());
    open.remove(schema);
  }

  /** What cannot be dropped is told, and left for a later run. */
  private void drop(String name) {
    String sql = "DROP DATABASE IF EXISTS " + Identifier.quote(name);
    try {
      try {
        execute(server.executor(), sql);
      } catch (SQLException e) {
        // Idle for long, the connection may have been closed by the server.
        try (Connection again = server.observer()) {
          execute(again, sql);
        }
      }
    } catch (SQLException | MigrateException e) {
      events.accept(
          new Event.Notice(
              "The scratch database "
                  + name
                  + " on "
                  + address()
                  + " could not be dropped: "
                  + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                  + ". A run six hours from now will try again."));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Drops the databases that are still open, and disconnects. */
  @Override
  public void close() {
    open.forEach(ScratchSchema::close);
    server.close();
  }
}
