package dev.migrate.testing;

import dev.migrate.environment.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A Galera cluster on this machine, given by the system property {@code test.galera}: the ports of
 * its nodes. {@code test.galera.join} is the command that starts a node again, to which its number
 * (from 1) is added.
 */
public final class GaleraNodes {

  private GaleraNodes() {}

  /** Settings of one new, empty database, through each node. */
  public static List<DatabaseSettings> freshDatabase() {
    String name = "g_" + UUID.randomUUID().toString().substring(0, 8);
    List<Integer> ports = ports();
    TestServer.execute(at(ports.get(0), "mysql"), "CREATE DATABASE " + name);
    return ports.stream().map(port -> at(port, name)).toList();
  }

  private static List<Integer> ports() {
    return Stream.of(System.getProperty("test.galera").split(",")).map(Integer::valueOf).toList();
  }

  private static DatabaseSettings at(int port, String name) {
    return TestServer.settings("127.0.0.1", port, name, "admin", "admin");
  }

  /** The first column of a query that sees all that is committed in the cluster. */
  public static List<String> query(DatabaseSettings node, String sql) throws SQLException {
    try (Connection connection = TestServer.connect(node);
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION wsrep_sync_wait = 1");
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }

  /** Kills a node's process. */
  public static void kill(DatabaseSettings node) throws IOException {
    String file = TestServer.query(node, "SELECT @@pid_file").get(0);
    long pid = Long.parseLong(Files.readString(Path.of(file)).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts a killed node again and waits until it is one of the cluster. */
  public static void join(DatabaseSettings node) throws IOException, InterruptedException {
    int number = ports().indexOf(node.port()) + 1;
    String command = System.getProperty("test.galera.join") + " " + number;
    int exit =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException(command + " ended with " + exit);
    }
  }
}
