package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Whether a server is one to run migrations on. */
final class ServerCheck {

  private static final ServerVersion OLDEST_MYSQL = new ServerVersion(Vendor.MYSQL, 8, 0, 0);
  private static final ServerVersion OLDEST_MARIADB = new ServerVersion(Vendor.MARIADB, 10, 6, 0);
  private static final ServerVersion TESTED_MYSQL = new ServerVersion(Vendor.MYSQL, 9, 7, 0);
  private static final ServerVersion TESTED_MARIADB = new ServerVersion(Vendor.MARIADB, 11, 4, 0);

  private static final int PRIVILEGE_MISSING = 1227;

  private ServerCheck() {}

  static void check(
      DatabaseSettings settings, Connection connection, ServerFacts facts, Consumer<Event> events)
      throws SQLException {
    version(settings, facts.version(), events);
    replica(settings, connection, facts.version(), events);
    readOnly(settings, facts);
  }

  static void version(DatabaseSettings settings, ServerVersion version, Consumer<Event> events) {
    boolean mysql = version.vendor() == Vendor.MYSQL;
    ServerVersion oldest = mysql ? OLDEST_MYSQL : OLDEST_MARIADB;
    ServerVersion tested = mysql ? TESTED_MYSQL : TESTED_MARIADB;
    if (!version.atLeast(oldest.major(), oldest.minor())) {
      throw new RefusedException(
          Problem.of(
                  "server-unsupported",
                  Connector.authority(settings) + " runs " + version.text() + ", which is too old")
              .fix("use MySQL 8.0 or later, or MariaDB 10.6 or later"));
    }
    if (version.atLeast(tested.major(), tested.minor() + 1)) {
      String text =
          version.text()
              + " is newer than the newest version this release is tested with, "
              + series(tested);
      // Within one major version little changes that matters here: not worth a line in every run.
      events.accept(
          version.major() > tested.major() ? new Event.Notice(text) : new Event.Detail(text));
    }
  }

  private static String series(ServerVersion version) {
    return version.vendor().text() + " " + version.major() + "." + version.minor();
  }

  private static void readOnly(DatabaseSettings settings, ServerFacts facts) {
    if (facts.readOnly().isEmpty()) {
      return;
    }
    throw new RefusedException(
        Problem.of(
                "server-read-only",
                Connector.authority(settings)
                    + " is read-only ("
                    + String.join(", ", facts.readOnly())
                    + " = ON): it is a replica or closed for maintenance")
            .fix(
                "point url (or host and port) at the server that is written to; if it is this one:"
                    + " SET GLOBAL "
                    + facts.readOnly().get(facts.readOnly().size() - 1)
                    + " = OFF"));
  }

  private static void replica(
      DatabaseSettings settings,
      Connection connection,
      ServerVersion version,
      Consumer<Event> events)
      throws SQLException {
    List<String> sources;
    try {
      sources = sources(connection, version);
    } catch (SQLException e) {
      if (e.getErrorCode() != PRIVILEGE_MISSING) {
        throw e;
      }
      events.accept(
          new Event.Detail(
              "The account may not see whether the server is a replica; only read_only was asked: "
                  + e.getMessage()));
      return;
    }
    if (!sources.isEmpty()) {
      throw isReplica(settings, version, sources);
    }
  }

  private static RefusedException isReplica(
      DatabaseSettings settings, ServerVersion version, List<String> sources) {
    String reset =
        version.vendor() == Vendor.MYSQL
            ? "STOP REPLICA; RESET REPLICA ALL"
            : "STOP ALL SLAVES; RESET SLAVE ALL";
    return new RefusedException(
        Problem.of(
                "server-is-replica",
                Connector.authority(settings)
                    + " is a replica of "
                    + String.join(", ", sources)
                    + ": what is written here is missing there and can break the replication")
            .fix(
                "point url (or host and port) at "
                    + sources.get(0)
                    + "; if this server was promoted, end its replication: "
                    + reset));
  }

  /** The sources the server is configured to replicate from, running or not: host:port each. */
  private static List<String> sources(Connection connection, ServerVersion version)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(replicaStatus(version))) {
      String prefix = hasColumn(rows, "Source_Host") ? "Source_" : "Master_";
      List<String> sources = new ArrayList<>();
      while (rows.next()) {
        if (!isGroupReplication(rows)) {
          sources.add(rows.getString(prefix + "Host") + ":" + rows.getString(prefix + "Port"));
        }
      }
      return sources;
    }
  }

  /** The statement that tells of every source a server replicates from. */
  static String replicaStatus(ServerVersion version) {
    if (version.vendor() == Vendor.MARIADB) {
      return "SHOW ALL SLAVES STATUS";
    }
    // 8.0.22 brought the new word, 8.4 took the old one.
    boolean renamed = version.atLeast(8, 1) || version.patch() >= 22;
    return renamed ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
  }

  // The channels of Group Replication are there on its primary too, which is to be written to.
  private static boolean isGroupReplication(ResultSet rows) throws SQLException {
    return hasColumn(rows, "Channel_Name")
        && rows.getString("Channel_Name").toLowerCase(Locale.ROOT).startsWith("group_replication_");
  }

  static boolean hasColumn(ResultSet rows, String label) throws SQLException {
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      if (rows.getMetaData().getColumnLabel(i).equalsIgnoreCase(label)) {
        return true;
      }
    }
    return false;
  }
}
