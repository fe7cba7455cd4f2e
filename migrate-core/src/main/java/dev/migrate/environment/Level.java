package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one source says of the database. Sources form levels: the command line, the variables, the
 * POM's properties, the POM's entry for the environment. A level names a place by a URL or by
 * parts, and a password in one way, never in two.
 *
 * @param values by the names of this class; a URL's host, port, name, username and password among
 *     them
 * @param properties connection properties by name, beside the URL's parameters
 * @param url the level's URL, null when it has none
 */
record Level(Map<String, Value> values, Map<String, Value> properties, @Nullable DatabaseUrl url) {

  static final String URL = "url";
  static final String HOST = "host";
  static final String PORT = "port";
  static final String NAME = "name";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String PASSWORD_COMMAND = "passwordCommand";
  static final String SERVER_ID = "serverId";
  static final String TLS = "tls";
  static final String TRUST_STORE = "trustStore";
  static final String TRUST_STORE_PASSWORD = "trustStorePassword";
  static final String CONNECT_TIMEOUT = "connectTimeout";
  static final String LOCK_TIMEOUT = "lockTimeout";
  static final String LOCK_WAIT_TIMEOUT = "lockWaitTimeout";
  static final String CUTOVER_TIMEOUT = "cutoverTimeout";
  static final String REPLICAS = "replicas";
  static final String MAXIMUM_LAG = "maximumLag";

  private static final List<String> PARTS = List.of(HOST, PORT, NAME);
  private static final List<String> PASSWORDS = List.of(PASSWORD, PASSWORD_COMMAND, SERVER_ID);
  private static final Map<String, String> VARIABLES =
      Map.of(
          URL, "DATABASE_URL",
          HOST, "DATABASE_HOST",
          PORT, "DATABASE_PORT",
          NAME, "DATABASE_NAME",
          USERNAME, "DATABASE_USERNAME",
          PASSWORD, "DATABASE_PASSWORD");

  Level {
    values = Map.copyOf(values);
    properties = Map.copyOf(properties);
  }

  /** {@code migrate.url}, {@code migrate.username} and what else a command line may say of it. */
  static Level ofProperties(
      Map<String, String> properties, String originPrefix, List<Level> above) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String key :
        List.of(
            URL, USERNAME, PASSWORD, LOCK_WAIT_TIMEOUT, CUTOVER_TIMEOUT, REPLICAS, MAXIMUM_LAG)) {
      String name = "migrate." + key;
      Value.of(properties, name, originPrefix + name).ifPresent(value -> values.put(key, value));
    }
    return checked(values, Map.of(), above);
  }

  /** {@code DATABASE_URL} and its like. */
  static Level ofVariables(Map<String, String> variables, List<Level> above) {
    Map<String, Value> values = new LinkedHashMap<>();
    VARIABLES.forEach(
        (key, name) -> Value.of(variables, name, name).ifPresent(value -> values.put(key, value)));
    return checked(values, Map.of(), above);
  }

  /**
   * Values under the names of this class, as one source has them. A URL below another URL counts
   * for nothing, its user and password included, and is not even read.
   *
   * @param above the stronger levels
   */
  static Level checked(
      Map<String, Value> values, Map<String, Value> properties, List<Level> above) {
    return checked(values, properties, above, null);
  }

  /** The same; {@code name} is the database where the URL names none, null: that is an error. */
  static Level checked(
      Map<String, Value> values,
      Map<String, Value> properties,
      List<Level> above,
      @Nullable String name) {
    Value url = values.get(URL);
    if (url != null) {
      requireNone("url-and-parts", url, values, PARTS, "its parts");
    }
    requireOnePassword(values);
    if (url == null || above.stream().anyMatch(level -> level.url() != null)) {
      return new Level(values, properties, null);
    }
    DatabaseUrl parsed = DatabaseUrl.parse(url, name, Map.of());
    if (parsed.username() != null) {
      requireNone("url-and-parts", url, values, List.of(USERNAME), "the user name");
    }
    if (parsed.password() != null) {
      requireNone("several-passwords", url, values, PASSWORDS, "the password");
    }
    return ofUrl(parsed, url, values, properties);
  }

  /** A level whose URL has been read; other values win over the URL's own. */
  static Level ofUrl(
      DatabaseUrl parsed, Value url, Map<String, Value> values, Map<String, Value> properties) {
    Map<String, Value> all = new LinkedHashMap<>();
    all.put(HOST, new Value(parsed.host(), url.origin()));
    all.put(PORT, new Value(Integer.toString(parsed.port()), url.origin()));
    all.put(NAME, new Value(parsed.name(), url.origin()));
    if (parsed.username() != null) {
      all.put(USERNAME, new Value(parsed.username(), url.origin()));
    }
    if (parsed.password() != null && PASSWORDS.stream().noneMatch(values::containsKey)) {
      all.put(PASSWORD, new Value(parsed.password(), url.origin()));
    }
    if (parsed.parameters().trustStore() != null) {
      all.put(TRUST_STORE, new Value(parsed.parameters().trustStore(), url.origin()));
    }
    if (parsed.parameters().trustStorePassword() != null) {
      String password = parsed.parameters().trustStorePassword();
      all.put(TRUST_STORE_PASSWORD, new Value(password, url.origin()));
    }
    all.putAll(values);
    return new Level(all, properties, parsed);
  }

  Optional<Value> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The one way in which this level gives a password; empty when it gives none. */
  Optional<String> passwordKey() {
    return PASSWORDS.stream().filter(values::containsKey).findFirst();
  }

  private static void requireOnePassword(Map<String, Value> values) {
    List<Value> passwords =
        PASSWORDS.stream().filter(values::containsKey).map(values::get).toList();
    if (passwords.size() > 1) {
      throw severalPasswords(passwords);
    }
  }

  /** One place gives the password in several ways. */
  static ConfigurationException severalPasswords(List<Value> passwords) {
    return twice("several-passwords", "The password is given in several ways", passwords);
  }

  private static void requireNone(
      String code, Value url, Map<String, Value> values, List<String> keys, String what) {
    List<Value> others = keys.stream().filter(values::containsKey).map(values::get).toList();
    if (!others.isEmpty()) {
      throw twice(
          code,
          "The database is given by a URL and " + what + " besides",
          Stream.concat(Stream.of(url), others.stream()).toList());
    }
  }

  private static ConfigurationException twice(String code, String problem, List<Value> values) {
    String origins = values.stream().map(Value::origin).collect(Collectors.joining(" and "));
    return new ConfigurationException(
        Problem.of(code, problem + ": " + origins + ".")
            .at(origins)
            .fix("keep one of them and remove the others"));
  }
}
