package dev.migrate.server;

import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The account of an embedded server, which may do everything on it. */
final class EmbeddedAccount {

  static final String USERNAME = "migrate";

  private EmbeddedAccount() {}

  /** Connects to the folder's server; another one has another password. */
  static Connection connect(EmbeddedFolder folder, int port) throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty("user", USERNAME);
    properties.setProperty("password", folder.password());
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "30000");
    return new Driver().connect("jdbc:mysql://127.0.0.1:" + port + "/", properties);
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
}
