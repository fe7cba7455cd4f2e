package dev.migrate.environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
 * @param lockTimeout how long to wait for another run to end
 * @param properties further Connector/J properties, as written by the user
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
    Duration lockTimeout,
    Map<String, String> properties) {

  public DatabaseSettings {
    properties = Map.copyOf(properties);
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

  /**
   * Whether the server is on this very machine: {@code localhost}, {@code 127.0.0.0/8} or {@code
   * ::1}. Judged by the name alone; nothing is looked up.
   */
  public boolean onLoopback() {
    if (host.contains(":")) {
      return isLoopbackAddress(host);
    }
    return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static boolean isLoopbackAddress(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
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
