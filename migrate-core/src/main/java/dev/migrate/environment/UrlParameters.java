package dev.migrate.environment;

import com.mysql.cj.conf.PropertyKey;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a database URL, sorted: credentials, protection and the connect timeout become
 * settings, the rest connection properties of Connector/J.
 *
 * <p>The meaning of MySQL's TLS parameters is Connector/J's ("Connector/J Developer Guide",
 * Security), that of MariaDB's is MariaDB Connector/J's ("About MariaDB Connector/J", TLS
 * parameters).
 *
 * @param username null when not given
 * @param password null when not given
 * @param tls null when nothing is said of it
 * @param connectTimeout null when not given
 * @param trustStore file with trusted certificates, null when not given
 * @param trustStorePassword null when not given
 * @param properties for Connector/J, as written
 * @param shown all parameters as they may be shown
 */
record UrlParameters(
    @Nullable String username,
    @Nullable String password,
    @Nullable Tls tls,
    @Nullable Duration connectTimeout,
    @Nullable String trustStore,
    @Nullable String trustStorePassword,
    Map<String, String> properties,
    Map<String, String> shown) {

  /** Names in lower case without {@code -} and {@code _}. */
  private static final Set<String> MYSQL_TLS =
      Set.of("sslmode", "usessl", "requiressl", "verifyservercertificate");

  private static final Set<String> MARIADB_TLS =
      Set.of("sslmode", "usessl", "trustservercertificate", "disablesslhostnameverification");

  /** As SQLAlchemy's drivers and other languages write it. */
  private static final Set<String> OTHER_TLS =
      Set.of(
          "sslmode",
          "usessl",
          "requiressl",
          "verifyservercertificate",
          "ssl",
          "sslverifycert",
          "sslverifyidentity");

  /** Parameters that are settings of their own. */
  private static final Set<String> SETTINGS =
      Set.of(
          "connecttimeout",
          "truststore",
          "truststorepassword",
          "trustcertificatekeystoreurl",
          "trustcertificatekeystorepassword");

  /** Parameters of MariaDB Connector/J that mean the same to Connector/J. */
  private static final Set<String> SHARED_WITH_MARIADB =
      Set.of("sockettimeout", "tcpkeepalive", "tcpnodelay", "usecompression", "sessionvariables");

  /** Parameters that change nothing here: the connection always speaks utf8mb4. */
  private static final Set<String> UTF8 = Set.of("utf8", "utf8mb4", "utf-8");

  /**
   * Sorts a URL's query.
   *
   * @param more parameters given beside the URL, which win over the query's
   */
  static UrlParameters read(Value url, String scheme, String query, Map<String, String> more) {
    Map<String, String> written = split(url, scheme, query);
    written.putAll(more);
    Map<String, String> plain = new LinkedHashMap<>();
    written.forEach((name, value) -> plain.put(Names.plain(name), value));
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, String> shown = new LinkedHashMap<>();
    written.forEach(
        (name, value) -> {
          if (!isCredential(Names.plain(name))) {
            shown.put(name, Secrets.shown(name, value));
          }
          if (isProperty(url, scheme, name, value)) {
            properties.put(name, value);
          }
        });
    return new UrlParameters(
        plain.getOrDefault("user", plain.get("username")),
        plain.get("password"),
        tls(url, scheme, plain),
        connectTimeout(url, plain.get("connecttimeout")),
        file(plain.getOrDefault("truststore", plain.get("trustcertificatekeystoreurl"))),
        plain.getOrDefault("truststorepassword", plain.get("trustcertificatekeystorepassword")),
        properties,
        shown);
  }

  /** Whether a connection property of that name belongs to {@code <tls>}. */
  static boolean concernsTls(String name) {
    return MYSQL_TLS.contains(Names.plain(name));
  }

  private static Set<String> tlsNames(String scheme) {
    return switch (scheme) {
      case "jdbc:mysql" -> MYSQL_TLS;
      case "jdbc:mariadb" -> MARIADB_TLS;
      default -> OTHER_TLS;
    };
  }

  /** The names Connector/J knows. */
  static List<String> connectorNames() {
    return Arrays.stream(PropertyKey.values()).map(PropertyKey::getKeyName).toList();
  }

  private static Map<String, String> split(Value url, String scheme, String query) {
    Map<String, String> written = new LinkedHashMap<>();
    for (String parameter : query.split("&", -1)) {
      if (parameter.isEmpty()) {
        continue;
      }
      String[] pair = parameter.split("=", 2);
      String name = decoded(url, scheme, pair[0]);
      if (!name.matches("[A-Za-z0-9_.-]+") || pair.length < 2) {
        throw DatabaseUrl.malformed(url, "what follows the ? is not name=value&name=value");
      }
      if (written.put(name, decoded(url, scheme, pair[1])) != null) {
        throw DatabaseUrl.malformed(url, "parameter " + name + " stands there twice");
      }
    }
    return written;
  }

  /** Connector/J reads a plus sign in a query as a blank; the others leave it alone. */
  private static String decoded(Value url, String scheme, String text) {
    if (!scheme.equals("jdbc:mysql")) {
      return DatabaseUrl.decoded(url, text);
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw DatabaseUrl.malformed(url, "a % in it is not followed by two hexadecimal digits");
    }
  }

  private static boolean isCredential(String plain) {
    return plain.equals("user") || plain.equals("username") || plain.equals("password");
  }

  private static boolean isProperty(Value url, String scheme, String name, String value) {
    String plain = Names.plain(name);
    if (isCredential(plain) || SETTINGS.contains(plain) || tlsNames(scheme).contains(plain)) {
      return false;
    }
    if (scheme.equals("jdbc:mysql")) {
      return true;
    }
    if (scheme.equals("jdbc:mariadb")) {
      return isMariaDbProperty(url, name, plain);
    }
    if ((plain.equals("charset") || plain.equals("encoding")) && isUtf8(value)) {
      return false;
    }
    if (connectorNames().stream().anyMatch(known -> known.equalsIgnoreCase(name))) {
      return true;
    }
    throw unknown(url, name, "MySQL Connector/J has no parameter \"" + name + "\".");
  }

  private static boolean isMariaDbProperty(Value url, String name, String plain) {
    if (plain.equals("permitmysqlscheme")) {
      return false;
    }
    if (SHARED_WITH_MARIADB.contains(plain)) {
      return true;
    }
    throw unknown(
        url,
        name,
        "Parameter \""
            + name
            + "\" is MariaDB Connector/J's, and the connection is made with MySQL Connector/J, which"
            + " has nothing that is surely the same.");
  }

  private static @Nullable String file(@Nullable String urlOrFile) {
    return urlOrFile == null ? null : urlOrFile.replaceFirst("^file:(//(?=/))?", "");
  }

  private static boolean isUtf8(String value) {
    return UTF8.contains(value.toLowerCase(Locale.ROOT));
  }

  private static @Nullable Duration connectTimeout(Value url, @Nullable String millis) {
    if (millis == null || millis.equals("0")) {
      return null;
    }
    return Scalars.duration("connectTimeout", new Value(millis + "ms", url.origin()));
  }

  private static @Nullable Tls tls(Value url, String scheme, Map<String, String> plain) {
    String mode = plain.get("sslmode");
    if (mode != null) {
      return mode(url, mode);
    }
    if (isFalse(plain, "usessl") || isFalse(plain, "ssl")) {
      return Tls.DISABLED;
    }
    return scheme.equals("jdbc:mariadb") ? mariaDbTls(plain) : mySqlTls(plain);
  }

  /** {@code useSSL=true} alone demands nothing: Connector/J then prefers TLS, as it always does. */
  private static @Nullable Tls mySqlTls(Map<String, String> plain) {
    if (isTrue(plain, "sslverifyidentity")) {
      return Tls.VERIFY_IDENTITY;
    }
    if (isTrue(plain, "verifyservercertificate") || isTrue(plain, "sslverifycert")) {
      return Tls.VERIFY_CA;
    }
    return isTrue(plain, "requiressl") || isTrue(plain, "ssl") ? Tls.REQUIRED : null;
  }

  private static @Nullable Tls mariaDbTls(Map<String, String> plain) {
    if (isTrue(plain, "trustservercertificate")) {
      return Tls.REQUIRED;
    }
    if (isTrue(plain, "disablesslhostnameverification")) {
      return Tls.VERIFY_CA;
    }
    return isTrue(plain, "usessl") ? Tls.VERIFY_IDENTITY : null;
  }

  private static Tls mode(Value url, String mode) {
    Optional<Tls> connector = Scalars.tlsNamed(mode);
    if (connector.isPresent()) {
      return connector.get();
    }
    return switch (Names.plain(mode)) {
      case "disable", "false", "0" -> Tls.DISABLED;
      case "trust", "require", "true", "1" -> Tls.REQUIRED;
      case "verifyfull" -> Tls.VERIFY_IDENTITY;
      default -> throw DatabaseUrl.malformed(url, "its sslMode is none that is known");
    };
  }

  private static boolean isTrue(Map<String, String> plain, String name) {
    String value = plain.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    return value.equals("true") || value.equals("1");
  }

  private static boolean isFalse(Map<String, String> plain, String name) {
    String value = plain.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    return value.equals("false") || value.equals("0");
  }

  private static ConfigurationException unknown(Value url, String name, String problem) {
    return new ConfigurationException(
        Problem.of("url-parameter-unknown", problem)
            .at(url.origin())
            .fix(
                "leave "
                    + name
                    + " out of the URL, or write what is meant as a connection property of"
                    + " Connector/J under <properties>; "
                    + Names.advice(
                        name,
                        Names.near(name, connectorNames()).isEmpty()
                            ? List.of("sslMode", "connectTimeout", "socketTimeout")
                            : connectorNames())));
  }

  @Override
  public String toString() {
    return shown.toString();
  }
}
