package dev.migrate.environment;

import java.time.Duration;
import java.util.List;

/**
 * The replicas of a database that a backfill has regard for.
 *
 * @param addresses where they are; the account and its protection are the database's own
 * @param maximumLag how far each may be behind before a backfill pauses
 */
public record ReplicaSettings(List<Address> addresses, Duration maximumLag) {

  /** What {@link #maximumLag} is where nobody says. */
  public static final Duration MAXIMUM_LAG = Duration.ofSeconds(10);

  /** No replica to have regard for. */
  public static final ReplicaSettings NONE = new ReplicaSettings(List.of(), MAXIMUM_LAG);

  public ReplicaSettings {
    addresses = List.copyOf(addresses);
  }

  /**
   * One server.
   *
   * @param host host name or address; an IPv6 address without its brackets
   * @param port TCP port
   */
  public record Address(String host, int port) {

    /** {@code db2.example.com:3306}, {@code [::1]:3306}. */
    public String text() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
