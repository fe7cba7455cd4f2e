package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The database that Flyway's own settings name, as a level: {@code url}, {@code user}, {@code
 * password} or {@code serverId}, and {@code jdbcProperties}.
 */
final class FlywayDatabase {

  /** The server flyway-maven-plugin looks for where it is given no credentials. */
  private static final String DEFAULT_SERVER = "flyway-db";

  private FlywayDatabase() {}

  /**
   * The level; empty when Flyway is given no URL.
   *
   * @throws ConfigurationException when the URL is not one of MySQL's or MariaDB's, or a value
   *     holds an expression that nothing resolves
   */
  static Optional<Level> level(FlywayResolver flyway, Inputs inputs) {
    Optional<Value> url = flyway.value("url").filter(value -> !value.text().isBlank());
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> more = new LinkedHashMap<>();
    flyway
        .family("jdbcProperties.")
        .forEach((name, value) -> more.put(name, resolved(name, value).text()));
    String fallbackName = schema(flyway).map(Value::text).orElse(null);
    DatabaseUrl parsed = DatabaseUrl.parse(resolved("url", url.get()), fallbackName, more);
    return Optional.of(Level.ofUrl(parsed, url.get(), credentials(flyway, inputs), Map.of()));
  }

  /** The schema Flyway's settings name: the default one, else the first of the list. */
  static Optional<Value> schema(FlywayResolver flyway) {
    return flyway
        .value("defaultSchema")
        .or(
            () ->
                flyway
                    .value("schemas")
                    .map(
                        value -> new Value(value.text().split(",", -1)[0].strip(), value.origin())))
        .filter(value -> !value.text().isBlank());
  }

  private static Map<String, Value> credentials(FlywayResolver flyway, Inputs inputs) {
    Map<String, Value> values = new LinkedHashMap<>();
    put(flyway, "user", values, Level.USERNAME);
    put(flyway, "password", values, Level.PASSWORD);
    if (values.isEmpty()) {
      put(flyway, "serverId", values, Level.SERVER_ID);
    }
    if (values.isEmpty()
        && inputs.flywayPlugin() != null
        && inputs.credentials().forServer(DEFAULT_SERVER).isPresent()) {
      String origin = inputs.pom() + " flyway-maven-plugin, its default <serverId>";
      values.put(Level.SERVER_ID, new Value(DEFAULT_SERVER, origin));
    }
    return values;
  }

  private static void put(
      FlywayResolver flyway, String name, Map<String, Value> values, String key) {
    flyway
        .value(name)
        .filter(value -> !value.text().isBlank())
        .ifPresent(value -> values.put(key, resolved(name, value)));
  }

  private static Value resolved(String name, Value value) {
    SpringPlaceholders.unresolved(value.text())
        .ifPresent(
            expression -> {
              throw unresolved(name, expression, value);
            });
    return value;
  }

  /** A value that still holds an expression; a secret may look like one by chance. */
  static ConfigurationException unresolved(String name, String expression, Value value) {
    boolean hidden = Secrets.isSecret(name) || name.equals("url");
    return new ConfigurationException(
        Problem.of(
                "flyway-value-unresolved",
                "flyway."
                    + name
                    + " holds "
                    + (hidden ? "an expression that" : expression + ", which")
                    + " nothing resolves.")
            .at(value.origin())
            .fix(
                "define it, or write the value in this plugin's configuration: <flyway>"
                    + " or <environments>"));
  }
}
