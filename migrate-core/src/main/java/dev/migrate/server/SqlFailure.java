package dev.migrate.server;

import com.mysql.cj.exceptions.SSLParamsException;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.DatabaseSettings.TrustStore;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What the driver reports, said for people; the server's own words are kept. */
final class SqlFailure {

  private static final String CREDENTIALS =
      "check username and password: username, password, passwordCommand or serverId of the"
          + " environment, DATABASE_USERNAME, DATABASE_PASSWORD, -Dmigrate.username,"
          + " -Dmigrate.password";

  private SqlFailure() {}

  /** Whether the error says that the connection is gone. */
  static boolean isLost(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  /** A statement of ours that failed, or a connection that broke; {@code doing} begins a text. */
  static ServerException during(String doing, SQLException e) {
    boolean lost = isLost(e);
    String code = lost ? "connection-lost" : "server-error";
    return new ServerException(Problem.of(code, doing + " failed: " + words(e)), e);
  }

  /** A connection that did not come about. */
  static MigrateException connecting(DatabaseSettings settings, SQLException e) {
    String server = Connector.authority(settings);
    return switch (e.getErrorCode()) {
      case 1045, 1698, 1862, 3118, 3955, 4151 -> denied(settings, e);
      case 1044 -> databaseDenied(settings, e);
      case 1040, 1129, 1130, 1203, 1226 ->
          new ServerException(
              Problem.of("server-refuses", server + " lets no connection in: " + e.getMessage())
                  .fix("ask who administers the server; try again when it is settled"),
              e);
      case 3159 -> encryptionDemanded(settings, e);
      default -> withoutServersWord(settings, e);
    };
  }

  private static ServerException denied(DatabaseSettings settings, SQLException e) {
    return new ServerException(
        Problem.of(
                "access-denied",
                Connector.authority(settings)
                    + " does not accept the account "
                    + settings.username()
                    + ": "
                    + e.getMessage())
            .fix(
                settings.tls() == Tls.DISABLED
                    ? CREDENTIALS + "; tls is disabled: an account may be open under TLS only"
                    : CREDENTIALS),
        e);
  }

  private static ServerException databaseDenied(DatabaseSettings settings, SQLException e) {
    String name = Identifier.quote(settings.name());
    return new ServerException(
        Problem.of(
                "database-denied",
                settings.address()
                    + " does not exist, or the account "
                    + settings.username()
                    + " may not use it: "
                    + e.getMessage())
            .fix("as an administrator of the server: GRANT ALL ON " + name + ".* TO the account"),
        e);
  }

  private static ServerException encryptionDemanded(DatabaseSettings settings, Exception e) {
    return new ServerException(
        Problem.of(
                "tls-demanded",
                Connector.authority(settings)
                    + " takes this account's connections only under TLS, and tls is "
                    + settings.tls().text()
                    + ": "
                    + e.getMessage())
            .at("tls")
            .fix("set tls to required"),
        e);
  }

  private static ServerException passwordUnprotected(DatabaseSettings settings, Exception e) {
    return new ServerException(
        Problem.of(
                "tls-demanded",
                "The password of "
                    + settings.username()
                    + " is not sent to "
                    + Connector.authority(settings)
                    + " without TLS: "
                    + e.getMessage())
            .at("tls")
            .fix(
                "set tls to required; or, where the server has no TLS and the network is trusted,"
                    + " set the connection property allowPublicKeyRetrieval to true"),
        e);
  }

  private static MigrateException withoutServersWord(DatabaseSettings settings, SQLException e) {
    String text = String.valueOf(e.getMessage());
    Optional<Throwable> untrusted = cause(e, GeneralSecurityException.class);
    if (settings.trustStore() != null && cause(e, SSLParamsException.class).isPresent()) {
      return trustStore(settings.trustStore(), e);
    }
    if (text.contains("not supported by server") || text.contains("SSL Connection required")) {
      return tlsRefused(settings);
    }
    if (text.contains("Public Key Retrieval")) {
      return passwordUnprotected(settings, e);
    }
    if (untrusted.isPresent() || cause(e, SSLException.class).isPresent()) {
      return handshake(settings, untrusted.or(() -> cause(e, SSLException.class)).orElse(e));
    }
    return cause(e, IOException.class)
        .map(io -> unreachable(settings, io))
        .orElseGet(() -> failed(settings, e));
  }

  private static ServerException failed(DatabaseSettings settings, SQLException e) {
    return new ServerException(
        Problem.of(
                "connection-failed",
                "No connection to " + Connector.authority(settings) + ": " + words(e))
            .fix("check the environment's settings and connection properties"),
        e);
  }

  private static ServerException tlsRefused(DatabaseSettings settings) {
    return new ServerException(
        Problem.of(
                "tls-refused",
                Connector.authority(settings)
                    + " offers no TLS, and tls is "
                    + settings.tls().text()
                    + ": nothing was sent, not even the account's name")
            .at("tls")
            .fix(
                "switch TLS on at the server; or, where the network is trusted, set tls to"
                    + " preferred"));
  }

  private static ServerException handshake(DatabaseSettings settings, Throwable cause) {
    boolean verify = settings.tls().compareTo(Tls.VERIFY_CA) >= 0;
    return new ServerException(
        Problem.of(
                verify ? "certificate-untrusted" : "tls-failed",
                Connector.authority(settings)
                    + (verify ? "'s certificate is not trusted" : " and this JVM agree on no TLS")
                    + ": "
                    + firstLine(cause))
            .at("tls " + settings.tls().text())
            .fix(
                firstLine(cause).startsWith("Server identity")
                    ? "set the host to a name that is in the certificate, or tls to verify-ca"
                    : verify
                        ? "set trustStore to a PKCS12 or JKS key store with the server's CA: keytool"
                            + " -importcert -noprompt -file ca.pem -keystore ca.p12 -storetype PKCS12"
                        : "allow a TLS version at the server that Java has (1.2 or 1.3)"),
        cause);
  }

  private static ConfigurationException trustStore(TrustStore store, SQLException e) {
    return new ConfigurationException(
        Problem.of(
                "trust-store-unreadable",
                "The trust store " + store.file() + " cannot be read: " + firstLine(e))
            .at("trustStore")
            .fix(
                "check the file and its password; it has to be a PKCS12 (.p12) or JKS key store,"
                    + " not PEM: keytool -importcert -noprompt -file ca.pem -keystore ca.p12"
                    + " -storetype PKCS12"),
        e);
  }

  private static ServerException unreachable(DatabaseSettings settings, Throwable cause) {
    String how;
    if (cause instanceof UnknownHostException) {
      how = " cannot be reached: unknown host " + settings.host();
    } else if (cause instanceof SocketTimeoutException) {
      how = " does not answer within " + settings.connectTimeout().toMillis() / 1000.0 + " s";
    } else {
      how = " cannot be reached: " + firstLine(cause);
    }
    return new ServerException(
        Problem.of("server-unreachable", Connector.authority(settings) + how)
            .fix(
                "check that the server runs and that host and port are right (url, host and port,"
                    + " DATABASE_HOST, DATABASE_PORT), then firewall and VPN"),
        cause);
  }

  /** The innermost message; the driver's own outer ones are prose about packets. */
  private static String words(Throwable e) {
    return firstLine(chain(e).reduce((outer, inner) -> inner).orElse(e));
  }

  private static String firstLine(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage().lines().findFirst().orElse("");
  }

  private static Optional<Throwable> cause(Throwable e, Class<? extends Throwable> type) {
    return chain(e).filter(type::isInstance).reduce((outer, inner) -> inner);
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, t -> t != null, Throwable::getCause);
  }
}
