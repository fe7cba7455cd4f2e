package dev.migrate.environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One database on one server, and how to reach it.
 *
 * @param host host name or address; an IPv6 address without its brackets
 * @param port TCP port
 * @param name the database (schema) the migrations belong to
 * @param username account
 * @param password its password's source
 * @param tls protection of the connection
 * @param trustStore certificates to trust with {@link Tls#VERIFY_CA} and {@link
 *     Tls#VERIFY_IDENTITY}; null: the JVM's
 * @param connectTimeout how long a connection attempt may take
 * @param lockTimeouts how long to wait for what other sessions hold
 * @param properties further Connector/J properties, as written by the user
 * @param replicas the replicas that a backfill must not leave behind
 */
public record DatabaseSettings(
    String host,
    int port,
    String name,
    String username,
    Password password,
    Tls tls,
    @Nullable TrustStore trustStore,
    Duration connectTimeout,
    LockTimeouts lockTimeouts,
    Map<String, String> properties,
    ReplicaSettings replicas) {

  private static final Pattern IPV4_LOOPBACK =
      Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

  public DatabaseSettings {
    properties = Map.copyOf(properties);
  }

  /** A database without replicas to have regard for. */
  public DatabaseSettings(
      String host,
      int port,
      String name,
      String username,
      Password password,
      Tls tls,
      @Nullable TrustStore trustStore,
      Duration connectTimeout,
      LockTimeouts lockTimeouts,
      Map<String, String> properties) {
    this(
        host,
        port,
        name,
        username,
        password,
        tls,
        trustStore,
        connectTimeout,
        lockTimeouts,
        properties,
        ReplicaSettings.NONE);
  }

  /** The same, for another database of the server. */
  public DatabaseSettings to(String database) {
    return new DatabaseSettings(
        host,
        port,
        database,
        username,
        password,
        tls,
        trustStore,
        connectTimeout,
        lockTimeouts,
        properties,
        replicas);
  }

  /** The same, with no more patience for a connection than this. */
  public DatabaseSettings within(Duration longest) {
    return new DatabaseSettings(
        host,
        port,
        name,
        username,
        password,
        tls,
        trustStore,
        connectTimeout.compareTo(longest) > 0 ? longest : connectTimeout,
        lockTimeouts,
        properties,
        replicas);
  }

  /** The same account and ways on another server: a replica of this one. */
  public DatabaseSettings at(ReplicaSettings.Address replica) {
    return new DatabaseSettings(
        replica.host(),
        replica.port(),
        name,
        username,
        password,
        tls,
        trustStore,
        connectTimeout,
        lockTimeouts,
        properties);
  }

  /** A key store with trusted certificates; {@code password} null when it has none. */
  public record TrustStore(Path file, @Nullable String password) {
    @Override
    public String toString() {
      return "TrustStore[" + file + "]";
    }
  }

  /**
   * Host, port and database, as shown in messages: {@code db.example.com:3306/app}, {@code
   * [::1]:3306/app}.
   */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + name;
  }

  /** Whether the server is on this very machine, see {@link #isLoopback}. */
  public boolean onLoopback() {
    return isLoopback(host);
  }

  /**
   * Whether a host is this machine by its very name: {@code localhost}, {@code 127.0.0.0/8} or
   * {@code ::1}, also in brackets. Other names are never looked up.
   */
  public static boolean isLoopback(String host) {
    String name = host.replaceAll("^\\[|]$", "");
    if (!name.contains(":")) {
      return name.equalsIgnoreCase("localhost") || IPV4_LOOPBACK.matcher(name).matches();
    }
    try {
      // With a colon in it, it is a literal address or an error, never a look-up.
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Properties by name only: a value may be a secret. */
  @Override
  public String toString() {
    return "DatabaseSettings["
        + username
        + "@"
        + address()
        + ", tls "
        + tls.text()
        + ", properties "
        + properties.keySet()
        + "]";
  }
}
