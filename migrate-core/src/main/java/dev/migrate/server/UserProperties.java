package dev.migrate.server;

import static java.util.Map.entry;

import com.mysql.cj.conf.PropertyKey;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The Connector/J properties a user sets, added to ours; those on which a run's safety stands are
 * refused, in any case of letters.
 */
final class UserProperties {

  private static final String ONE_BY_ONE = "statements are sent one by one";
  private static final String LOCK = "a run that lost its connection has lost its lock";
  private static final String BEHIND =
      "a migration's own SET and USE would pass the driver unnoticed";
  private static final String ADDRESS = "it is set by url, or by host, port and name";
  private static final String TLS = "it is set by tls";
  private static final String STORE = "it is set by trustStore";
  private static final String UTF8 = "text is sent in UTF-8";

  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          entry("user", "it is set by username"),
          entry("password", "it is set by password, passwordCommand or serverId"),
          entry("password1", "it is set by password, passwordCommand or serverId"),
          entry("host", ADDRESS),
          entry("port", ADDRESS),
          entry("protocol", ADDRESS),
          entry("path", ADDRESS),
          entry("type", ADDRESS),
          entry("address", ADDRESS),
          entry("priority", ADDRESS),
          entry("dbname", ADDRESS),
          entry("sslmode", TLS),
          entry("usessl", TLS),
          entry("requiressl", TLS),
          entry("verifyservercertificate", TLS),
          entry("trustcertificatekeystoreurl", STORE),
          entry("trustcertificatekeystoretype", STORE),
          entry("trustcertificatekeystorepassword", STORE),
          entry("connecttimeout", "it is set by connectTimeout"),
          entry("connectionattributes", "a run is recognised by them"),
          entry("allowmultiqueries", ONE_BY_ONE),
          entry("autoreconnect", LOCK),
          entry("autoreconnectforpools", LOCK),
          entry("uselocalsessionstate", BEHIND),
          entry("uselocaltransactionstate", BEHIND),
          entry("characterencoding", UTF8),
          entry("charactersetresults", UTF8));

  private UserProperties() {}

  static void add(Map<String, String> users, Properties properties, Consumer<Event> events) {
    users.forEach((name, value) -> add(name, value, properties, events));
  }

  private static void add(
      String name, String value, Properties properties, Consumer<Event> events) {
    String driversName = PropertyKey.normalizeCase(name);
    String reason = RESERVED.get(driversName.toLowerCase(Locale.ROOT));
    if (reason != null) {
      if (!same(value, properties.getProperty(driversName, "false"))) {
        throw refused(name, reason);
      }
    } else if (driversName.equals("createDatabaseIfNotExist")) {
      events.accept(
          new Event.Detail("Property " + name + " is ignored: an upgrade creates the database"));
    } else if (PropertyKey.fromValue(driversName) == null) {
      events.accept(
          new Event.Detail(
              "Property " + name + " is ignored: MySQL Connector/J has none so named"));
    } else {
      properties.setProperty(driversName, value);
    }
  }

  /** Whether one of the names is this property. */
  static boolean names(Map<String, String> users, String property) {
    return users.keySet().stream().anyMatch(property::equalsIgnoreCase);
  }

  // Many a URL says characterEncoding=utf8: that is what happens anyway.
  private static boolean same(String value, String ours) {
    return canonical(value).equals(canonical(ours));
  }

  private static String canonical(String value) {
    String text = value.toLowerCase(Locale.ROOT);
    return text.equals("utf8") || text.equals("utf8mb4") ? "utf-8" : text;
  }

  private static ConfigurationException refused(String name, String reason) {
    return new ConfigurationException(
        Problem.of(
                "property-refused",
                "The connection property " + name + " may not be set: " + reason)
            .at(name)
            .fix("remove it from the url and from <properties>"));
  }
}
