package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.ReplicaSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One replica, asked over a connection of its own how far it is behind. */
final class Replica implements AutoCloseable {

  /** How long one that cannot be asked is left alone. */
  private static final long LEFT_ALONE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String address;
  private final DatabaseSettings settings;
  private final String operation;
  private final Consumer<Event> events;
  private @Nullable Connection connection;
  private String statusQuery = "";
  private boolean noticed;
  private long failed;

  Replica(
      ReplicaSettings.Address address,
      DatabaseSettings database,
      String operation,
      Consumer<Event> events) {
    this.address = address.text();
    this.settings = database.at(address);
    this.operation = operation;
    this.events = events;
  }

  /** Why to wait for it; null: no need to, or it cannot be asked. */
  @Nullable String behind(Duration maximum) {
    if (connection == null && noticed && System.nanoTime() - failed < LEFT_ALONE_NANOS) {
      return null;
    }
    try {
      Connection open = connection == null ? connect() : connection;
      return behind(open, maximum);
    } catch (SQLException e) {
      notAsked(String.valueOf(e.getMessage()));
    } catch (MigrateException e) {
      notAsked(e.problem().problem());
    }
    return null;
  }

  private Connection connect() throws SQLException {
    Connection open = Connector.of(settings, operation, event -> {}).connect("replica lag", "");
    connection = open;
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      statusQuery = ServerCheck.replicaStatus(ServerFacts.version(row.getString(1)));
    }
    return open;
  }

  private @Nullable String behind(Connection open, Duration maximum) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(statusQuery)) {
      boolean renamed = ServerCheck.hasColumn(rows, "Seconds_Behind_Source");
      boolean channels = ServerCheck.hasColumn(rows, "Channel_Name");
      boolean any = false;
      String reason = null;
      while (rows.next()) {
        any = true;
        if (reason == null && !(channels && isRecovery(rows.getString("Channel_Name")))) {
          reason = renamed ? renamed(rows, maximum) : named(rows, maximum);
        }
      }
      if (!any) {
        notice(address + " replicates from no server: backfills do not wait for it.");
      }
      return reason;
    }
  }

  // It runs only while a member joins its group.
  private static boolean isRecovery(@Nullable String channel) {
    return "group_replication_recovery".equals(String.valueOf(channel).toLowerCase(Locale.ROOT));
  }

  private @Nullable String renamed(ResultSet row, Duration maximum) throws SQLException {
    return reason(
        row.getString("Seconds_Behind_Source"),
        row.getString("Replica_IO_Running"),
        row.getString("Replica_SQL_Running"),
        maximum);
  }

  private @Nullable String named(ResultSet row, Duration maximum) throws SQLException {
    return reason(
        row.getString("Seconds_Behind_Master"),
        row.getString("Slave_IO_Running"),
        row.getString("Slave_SQL_Running"),
        maximum);
  }

  private @Nullable String reason(
      @Nullable String seconds, String receives, String applies, Duration maximum) {
    if (!"Yes".equalsIgnoreCase(applies)) {
      return "the replica " + address + " does not replicate: its SQL thread is stopped";
    }
    if (seconds == null) {
      return "the replica " + address + " does not replicate: its IO thread says " + receives;
    }
    boolean late = Duration.ofSeconds(Long.parseLong(seconds)).compareTo(maximum) > 0;
    return late
        ? String.format(
            Locale.ROOT,
            "the replica %s is %s s behind, and maximumLag is %d s",
            address,
            seconds,
            maximum.toSeconds())
        : null;
  }

  private void notAsked(String why) {
    close();
    failed = System.nanoTime();
    notice(
        "The replica "
            + address
            + " cannot be asked how far it is behind; backfills do not wait for it: "
            + why);
  }

  private void notice(String text) {
    if (!noticed) {
      events.accept(new Event.Notice(text));
    }
    noticed = true;
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // Gone already.
      failed = System.nanoTime();
    }
    connection = null;
  }
}
