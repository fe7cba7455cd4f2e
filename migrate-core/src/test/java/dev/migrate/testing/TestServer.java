package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import dev.migrate.server.Deadlock;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.server.Vendor;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server the tests run on, chosen by the system property {@code test.server}: {@code embedded},
 * or the JDBC URL of a server on which {@code test.username} may do everything.
 */
public final class TestServer {

  private TestServer() {}

  /** An administrator's settings; the database named in them always exists. */
  public static DatabaseSettings admin() {
    if (isEmbedded()) {
      return Embedded.SERVER.database();
    }
    URI uri = URI.create(System.getProperty("test.server").substring("jdbc:".length()));
    return settings(
        uri.getHost(),
        uri.getPort(),
        "mysql",
        System.getProperty("test.username", "admin"),
        System.getProperty("test.password", "admin"));
  }

  static DatabaseSettings settings(
      String host, int port, String name, String username, String password) {
    return new DatabaseSettings(
        host,
        port,
        name,
        username,
        new Password.Fixed(password),
        Tls.PREFERRED,
        null,
        Duration.ofSeconds(10),
        LockTimeouts.DEFAULT,
        Map.of());
  }

  /** Started by the first test that asks, ended with the JVM. */
  private static final class Embedded {
    static final EmbeddedServer SERVER = start();

    private static EmbeddedServer start() {
      EmbeddedServer server =
          EmbeddedServer.start(
              new EmbeddedSettings(
                  Path.of(System.getProperty("test.folder", "target/test-server")),
                  "mysql",
                  true,
                  LockTimeouts.DEFAULT),
              new ClassPathArtifacts(),
              event -> {});
      dropOldDatabases(server.database());
      return server;
    }
  }

  /** On a server that stays, a run leaves no database behind. */
  private static final class Databases {
    private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

    static void add(DatabaseSettings admin, String name) {
      boolean first = MADE.isEmpty();
      if (MADE.add(name) && first && !isEmbedded()) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(admin)));
      }
    }

    private static void drop(DatabaseSettings admin) {
      execute(
          admin,
          MADE.stream().map(name -> "DROP DATABASE IF EXISTS " + name).toArray(String[]::new));
    }
  }

  private static boolean isEmbedded() {
    return System.getProperty("test.server", "embedded").equals("embedded");
  }

  /** Those of earlier runs; younger ones may belong to a run that goes on beside this one. */
  private static void dropOldDatabases(DatabaseSettings admin) {
    List<String> drops = new ArrayList<>();
    String limit = databasePrefix(Instant.now().minus(Duration.ofHours(1)));
    try (Connection connection = connect(admin);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW DATABASES LIKE 't\\_%'")) {
      while (rows.next()) {
        if (rows.getString(1).compareTo(limit) < 0) {
          drops.add("DROP DATABASE `" + rows.getString(1) + "`");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute(admin, drops.toArray(String[]::new));
  }

  private static String databasePrefix(Instant time) {
    return String.format("t_%08x", time.getEpochSecond());
  }

  /** Settings of a new, empty database. */
  public static DatabaseSettings freshDatabase() {
    DatabaseSettings admin = admin();
    String name = databasePrefix(Instant.now()) + UUID.randomUUID().toString().substring(0, 8);
    Databases.add(admin, name);
    execute(admin, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    return new DatabaseSettings(
        admin.host(),
        admin.port(),
        name,
        admin.username(),
        admin.password(),
        admin.tls(),
        null,
        admin.connectTimeout(),
        admin.lockTimeouts(),
        Map.of());
  }

  /** The same database behind a proxy on this machine. */
  public static DatabaseSettings at(DatabaseSettings database, int port) {
    return new DatabaseSettings(
        "127.0.0.1",
        port,
        database.name(),
        database.username(),
        database.password(),
        database.tls(),
        null,
        database.connectTimeout(),
        database.lockTimeouts(),
        database.properties());
  }

  /** Runs statements in the database. */
  public static void execute(DatabaseSettings database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        Deadlock.outlive(() -> statement.execute(sql));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The rows of a query as text, the columns of one joined by {@code |}. One of MySQL's sessions is
   * asked of the other table of them where another test's emoji keeps the usual one from answering.
   */
  public static List<String> query(DatabaseSettings database, String sql) {
    try {
      return rows(database, sql);
    } catch (SQLException e) {
      if (e.getErrorCode() != 3854) {
        throw new IllegalStateException(e);
      }
    }
    try {
      return rows(
          database,
          sql.replace("information_schema.processlist", "performance_schema.processlist"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rows(DatabaseSettings database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        StringJoiner text = new StringJoiner("|");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.add(rows.getString(i));
        }
        texts.add(text.toString());
      }
      return texts;
    }
  }

  /** Whose server it is. */
  public static Vendor vendor() {
    return vendor(admin());
  }

  /** Whose server a database is on. */
  public static Vendor vendor(DatabaseSettings database) {
    return query(database, "SELECT VERSION()").get(0).contains("MariaDB")
        ? Vendor.MARIADB
        : Vendor.MYSQL;
  }

  /** A plain JDBC connection, independent of the code under test. */
  public static Connection connect(DatabaseSettings database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://" + database.host() + ":" + database.port() + "/" + database.name(),
        database.username(),
        ((Password.Fixed) database.password()).value());
  }
}
