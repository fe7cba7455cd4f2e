package dev.migrate.server;

import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The account of an embedded server, which may do everything on it. */
final class EmbeddedAccount {

  static final String USERNAME = "migrate";

  private EmbeddedAccount() {}

  /**
   * Connects to the folder's server.
   *
   * @throws SQLException also when another server than this folder's answers at the port
   */
  static Connection connect(EmbeddedFolder folder, int port) throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty("user", USERNAME);
    properties.setProperty("password", folder.password());
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "30000");
    Connection connection =
        new Driver().connect("jdbc:mysql://127.0.0.1:" + port + "/", properties);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@datadir")) {
      row.next();
      // A copy of a project's folder has the password of the original.
      if (!Files.isSameFile(Path.of(row.getString(1)), folder.data())) {
        throw new SQLException("the server at port " + port + " has other data");
      }
      return connection;
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  /** Makes the database unless it is there. */
  static void createDatabase(EmbeddedFolder folder, int port, String name)
      throws SQLException, IOException {
    try (Connection connection = connect(folder, port);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE IF NOT EXISTS `" + name.replace("`", "``") + "` CHARACTER SET utf8mb4");
    }
  }

  /** Asks the server to shut down; false when it cannot be asked. */
  static boolean shutDown(EmbeddedFolder folder, int port) {
    try (Connection connection = connect(folder, port);
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
      return true;
    } catch (SQLException | IOException e) {
      return false;
    }
  }
}
