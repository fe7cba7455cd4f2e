package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL taken apart: {@code jdbc:mysql://}, {@code jdbc:mariadb://} or, as other languages
 * write it, {@code mysql://}, {@code mariadb://}, {@code mysql+driver://}. Messages about a URL
 * never quote it, since its password may stand anywhere in a malformed one.
 *
 * @param scheme what stood before {@code ://}
 * @param host without the brackets of an IPv6 address
 * @param port 3306 where the URL names none
 * @param name the database
 * @param username null when the URL names none
 * @param password null when the URL names none
 * @param parameters what the query says
 */
record DatabaseUrl(
    String scheme,
    String host,
    int port,
    String name,
    @Nullable String username,
    @Nullable String password,
    UrlParameters parameters) {

  private static final int DEFAULT_PORT = 3306;

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.:-]*?)://([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern SINGLE_HOST =
      Pattern.compile(
          "jdbc:(mysql|mariadb)|mysql2?|mariadb|(mysql|mariadb)\\+(?!srv\\b)[a-z0-9_]+");
  private static final Pattern MULTI_HOST =
      Pattern.compile(
          "(jdbc:)?(mysqlx.*|(mysql|mariadb)(\\+srv.*|:(\\+?srv|loadbalance|replication|sequential"
              + "|load-balance-read|aurora|failover).*))");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]@\\s]*))(?::(\\d{1,5}))?");

  /**
   * Takes a URL apart.
   *
   * @param fallbackName the database where the URL names none; null: that is an error
   * @param more parameters given beside the URL
   * @throws ConfigurationException when it is not the URL of one database on one server
   */
  static DatabaseUrl parse(Value url, @Nullable String fallbackName, Map<String, String> more) {
    Matcher form = FORM.matcher(url.text().strip());
    if (!form.matches()) {
      throw unsupported(url);
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    String authority = form.group(2);
    int at = authority.lastIndexOf('@');
    requireOneHost(url, scheme, authority, authority.substring(at + 1));
    Matcher place = HOST_AND_PORT.matcher(authority.substring(at + 1));
    String query = Optional.ofNullable(form.group(4)).orElse("");
    if (!place.matches()) {
      throw malformed(
          url, "the part between :// and the database is not [user[:password]@]host[:port]");
    }
    Optional<String> user =
        Optional.of(authority).filter(a -> at >= 0).map(a -> a.substring(0, at));
    UrlParameters parameters = UrlParameters.read(url, scheme, query, more);
    return new DatabaseUrl(
        scheme,
        host(url, place),
        port(url, place.group(3)),
        name(url, form.group(3), fallbackName),
        user.map(u -> decoded(url, u.split(":", 2)[0]))
            .filter(u -> !u.isEmpty())
            .orElse(parameters.username()),
        user.filter(u -> u.contains(":"))
            .map(u -> decoded(url, u.split(":", 2)[1]))
            .orElse(parameters.password()),
        parameters);
  }

  /** The URL as it may be shown: without its user and password, secret parameters hidden. */
  String redacted() {
    StringBuilder text = new StringBuilder(scheme).append("://");
    text.append(host.contains(":") ? "[" + host + "]" : host).append(':').append(port);
    text.append('/').append(name);
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.shown().entrySet()) {
      text.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
      separator = '&';
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return redacted();
  }

  /** Percent-decodes; a plus sign stays one. */
  static String decoded(Value url, String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed(url, "a % in it is not followed by two hexadecimal digits");
    }
  }

  private static void requireOneHost(Value url, String scheme, String authority, String hosts) {
    if (MULTI_HOST.matcher(scheme).matches() || hosts.matches(".*[,()].*") || hosts.contains("=")) {
      throw multiHost(url);
    }
    if (authority.indexOf('@') != authority.lastIndexOf('@')) {
      throw authority.matches(".*@[^@]*,.*")
          ? multiHost(url)
          : malformed(url, "an @ in a user name or password has to be written %40");
    }
    if (!SINGLE_HOST.matcher(scheme).matches()) {
      throw unsupported(url);
    }
  }

  private static String host(Value url, Matcher place) {
    if (place.group(1) == null) {
      return place.group(2).isEmpty() ? "localhost" : decoded(url, place.group(2));
    }
    try {
      InetAddress.getByName(place.group(1));
      return place.group(1);
    } catch (UnknownHostException e) {
      throw malformed(url, "what stands in brackets is not an IPv6 address");
    }
  }

  private static int port(Value url, @Nullable String digits) {
    int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw malformed(url, "its port is not a number from 1 to 65535");
    }
    return port;
  }

  private static String name(Value url, @Nullable String path, @Nullable String fallback) {
    String name = path == null ? "" : path;
    if (name.contains("/") || name.contains("@")) {
      throw malformed(
          url, "its database has a / or an @; in a user name or password write them %2F and %40");
    }
    if (!name.isEmpty()) {
      return decoded(url, name);
    }
    if (fallback == null) {
      throw new ConfigurationException(
          Problem.of("url-without-database", url.origin() + " names no database.")
              .at(url.origin())
              .fix("end the URL in the database's name: mysql://host:3306/app"));
    }
    return fallback;
  }

  private static ConfigurationException unsupported(Value url) {
    return new ConfigurationException(
        Problem.of(
                "url-unsupported", url.origin() + " is not the URL of a MySQL or MariaDB database.")
            .at(url.origin())
            .fix(
                "write jdbc:mysql://host:3306/app, jdbc:mariadb://…, mysql://user:password@host/app"
                    + " or mysql+driver://…"));
  }

  private static ConfigurationException multiHost(Value url) {
    return new ConfigurationException(
        Problem.of(
                "url-multi-host",
                url.origin()
                    + " names several hosts, or a scheme that finds hosts by itself; a migration"
                    + " has to run on one known server, the primary.")
            .at(url.origin())
            .fix("name the primary alone: mysql://primary.example.com:3306/app"));
  }

  static ConfigurationException malformed(Value url, String what) {
    return new ConfigurationException(
        Problem.of("url-malformed", url.origin() + " cannot be read: " + what + ".")
            .at(url.origin())
            .fix(
                "write mysql://user:password@host:3306/app and percent-encode what is special in"
                    + " user and password (/ %2F, @ %40, : %3A, ? %3F, # %23, % %25), or set host,"
                    + " port, name, username and password apart"));
  }
}
