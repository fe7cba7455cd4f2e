package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import dev.migrate.server.EmbeddedServer;
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
import java.util.UUID;

/**
 * The server the tests run on, chosen by the system property {@code test.server}: {@code embedded},
 * or the JDBC URL of a server on which {@code test.username} may do everything.
 */
public final class TestServer {

  private TestServer() {}

  /** An administrator's settings; the database named in them always exists. */
  public static DatabaseSettings admin() {
    String server = System.getProperty("test.server", "embedded");
    if (server.equals("embedded")) {
      return Embedded.SERVER.database();
    }
    URI uri = URI.create(server.substring("jdbc:".length()));
    return new DatabaseSettings(
        uri.getHost(),
        uri.getPort(),
        "mysql",
        System.getProperty("test.username", "admin"),
        new Password.Fixed(System.getProperty("test.password", "admin")),
        Tls.PREFERRED,
        null,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Map.of());
  }

  /** Started by the first test that asks, ended with the JVM. */
  private static final class Embedded {
    static final EmbeddedServer SERVER = start();

    private static EmbeddedServer start() {
      EmbeddedServer server =
          EmbeddedServer.start(
              new EmbeddedSettings(Path.of("target", "test-server"), "mysql", true),
              new ClassPathArtifacts(),
              event -> {});
      dropOldDatabases(server.database());
      return server;
    }
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
        admin.lockTimeout(),
        Map.of());
  }

  /** Runs statements in the database. */
  public static void execute(DatabaseSettings database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A plain JDBC connection, independent of the code under test. */
  public static Connection connect(DatabaseSettings database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://" + database.host() + ":" + database.port() + "/" + database.name(),
        database.username(),
        ((Password.Fixed) database.password()).value());
  }
}
