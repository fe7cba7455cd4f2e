package dev.migrate.server;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.DatabaseSettings.TrustStore;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes connections to one server, all with the same properties. */
final class Connector {

  static final String EXECUTOR = "executor";
  static final String OBSERVER = "observer";
  static final String WORKER = "worker";
  static final String SCRATCH = "scratch";

  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]+(%\\w+)?");

  private final DatabaseSettings settings;
  private final String operation;
  private final Properties properties;
  private final Interruption interruption;

  private Connector(
      DatabaseSettings settings,
      String operation,
      Properties properties,
      Interruption interruption) {
    this.settings = settings;
    this.operation = operation;
    this.properties = properties;
    this.interruption = interruption;
  }

  static Connector of(DatabaseSettings settings, String operation, Consumer<Event> events) {
    return of(settings, operation, events, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted: then there are no more connections to work with.
   */
  static Connector of(
      DatabaseSettings settings,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {
    if (!HOST.matcher(bare(settings.host())).matches()) {
      throw new ConfigurationException(
          Problem.of("host-invalid", "\"" + settings.host() + "\" is not one host name or address")
              .at("host")
              .fix("name one host, the server that is written to"));
    }
    Properties properties = ours(settings);
    UserProperties.add(settings.properties(), properties, events);
    return new Connector(settings, operation, properties, interruption);
  }

  /**
   * A new connection with autocommit on.
   *
   * @param role told to the server, with the operation
   * @param database the default database; empty: none
   */
  Connection connect(String role, String database) throws SQLException {
    return connect(role, database, new Properties());
  }

  /** A connection that may be asked for files, and whose packets are not compressed. */
  Connection worker(String database) throws SQLException {
    Properties files = new Properties();
    files.setProperty("allowLoadLocalInfile", "true");
    files.setProperty("useCompression", "false");
    return connect(WORKER, database, files);
  }

  private Connection connect(String role, String database, Properties more) throws SQLException {
    if (interruption.isOn() && !role.equals(OBSERVER)) {
      throw InterruptedRunException.notBegun();
    }
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("user", settings.username());
    String password = PasswordReader.read(settings.password());
    if (password != null) {
      all.setProperty("password", password);
    }
    all.putAll(more);
    all.setProperty(
        "connectionAttributes",
        "program_name:migrate,migrate_operation:" + operation + ",migrate_role:" + role);
    // The driver itself, not DriverManager: that would load every driver on the class path.
    Connection connection = new NonRegisteringDriver().connect(url(database), all);
    if (!UserProperties.names(settings.properties(), "socketTimeout")) {
      // The limit was for the greeting; a migration may take hours. Costs no round trip.
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    interruption.opened(new Interruption.Opened(connection, this, role, id(connection)));
    return connection;
  }

  /** As the server's greeting said: costs no round trip. */
  private static long id(Connection connection) throws SQLException {
    return ((NativeSession) connection.unwrap(JdbcConnection.class).getSession()).getThreadId();
  }

  private String url(String database) {
    return "jdbc:mysql://" + authority(settings) + "/" + encode(database);
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  static String authority(DatabaseSettings settings) {
    String host = bare(settings.host());
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.port();
  }

  /** The host without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String encode(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Properties ours(DatabaseSettings settings) {
    Properties properties = new Properties();
    String timeout = Long.toString(settings.connectTimeout().toMillis());
    properties.setProperty("connectTimeout", timeout);
    // connectTimeout ends with the TCP connection; a server that then says nothing would hang us.
    properties.setProperty("socketTimeout", timeout);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    // The encoding named, the driver needs no SET character_set_results at each connect. What would
    // save its SET autocommit too, useLocalSessionState, is wrong here: the driver would not notice
    // USE or SET autocommit in a migration. cacheServerConfiguration is wrong in a Maven daemon.
    properties.setProperty("characterSetResults", "UTF-8");
    // For our own statements, several in one packet; a script's are sent one by one.
    properties.setProperty("allowMultiQueries", "true");
    // Else the driver asks whether the transaction is read-only before each statement that changes
    // something.
    properties.setProperty("readOnlyPropagatesToServer", "false");
    // Else the driver sends a SET net_write_timeout before each statement whose rows are streamed.
    properties.setProperty("netTimeoutForStreamingResults", "0");
    protect(settings, properties);
    return properties;
  }

  private static void protect(DatabaseSettings settings, Properties properties) {
    properties.setProperty("sslMode", settings.tls().name());
    if (settings.tls().compareTo(Tls.REQUIRED) < 0 && settings.onLoopback()) {
      // Without TLS the password travels under the server's public key; on this machine there is
      // no one between who could hand us another.
      properties.setProperty("allowPublicKeyRetrieval", "true");
    }
    TrustStore store = settings.trustStore();
    if (store == null) {
      return;
    }
    properties.setProperty("trustCertificateKeyStoreUrl", store.file().toUri().toString());
    properties.setProperty("trustCertificateKeyStoreType", type(store));
    if (store.password() != null) {
      properties.setProperty("trustCertificateKeyStorePassword", store.password());
    }
  }

  private static String type(TrustStore store) {
    String name = store.file().getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : "JKS";
  }
}
