package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the settings of a database from its levels, the strongest first: for each value the first
 * level that has it wins. What a URL says of the connection (protection, timeout, parameters)
 * counts only where the URL's host is the one in force.
 */
final class DatabaseResolver {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final List<Level> levels;
  private final Level place;
  private final Policies policies;
  private final Credentials credentials;
  private final Path baseDirectory;
  private final List<Setting> settings = new ArrayList<>();

  /**
   * Prepares the resolution.
   *
   * @param levels the strongest first
   * @param place the level whose host is in force
   */
  DatabaseResolver(
      List<Level> levels,
      Level place,
      Policies policies,
      Credentials credentials,
      Path baseDirectory) {
    this.levels = levels;
    this.place = place;
    this.policies = policies;
    this.credentials = credentials;
    this.baseDirectory = baseDirectory;
  }

  /** The first level that names a host; empty when none does. */
  static Optional<Level> placeAmong(List<Level> levels) {
    return levels.stream().filter(level -> level.value(Level.HOST).isPresent()).findFirst();
  }

  /**
   * The database.
   *
   * @throws ConfigurationException when a value is missing or cannot be read
   * @throws dev.migrate.outcome.RefusedException when the policy demands more
   */
  DatabaseSettings resolve() {
    Value host = first(Level.HOST).orElseThrow();
    Value port = first(Level.PORT).orElse(new Value("3306", "default"));
    Value name = first(Level.NAME).orElseThrow(() -> missing("name", host));
    showPlace(host, port, name);
    String username = username(host);
    Password password = password();
    String address = host.text().strip().replaceAll("^\\[|]$", "");
    TlsChoice choice =
        TlsChoice.among(first(Level.TLS), place, policies, DatabaseSettings.isLoopback(address));
    settings.add(choice.setting());
    Tls tls = choice.tls();
    DatabaseSettings.TrustStore trustStore = trustStore(tls);
    return new DatabaseSettings(
        address,
        Scalars.port(port),
        name.text().strip(),
        username,
        password,
        tls,
        trustStore,
        connectTimeout(),
        LockTimeouts.read(levels, settings),
        properties(),
        ReplicaResolver.resolve(levels, settings));
  }

  /** What {@link #resolve} put in force, with origins. */
  List<Setting> settings() {
    return List.copyOf(settings);
  }

  private Optional<Value> first(String key) {
    return levels.stream().flatMap(level -> level.value(key).stream()).findFirst();
  }

  private void showPlace(Value host, Value port, Value name) {
    DatabaseUrl url = place.url();
    boolean wholly =
        url != null && host.origin().equals(port.origin()) && host.origin().equals(name.origin());
    if (url != null && wholly) {
      settings.add(new Setting("url", url.redacted(), host.origin()));
    } else {
      settings.add(host.shown("host"));
      settings.add(port.shown("port"));
      settings.add(name.shown("name"));
    }
  }

  private String username(Value host) {
    for (Level level : levels) {
      Optional<Value> username = level.value(Level.USERNAME).or(() -> serverUsername(level));
      if (username.isPresent()) {
        settings.add(username.get().shown("username"));
        return username.get().text();
      }
    }
    throw missing("username", host);
  }

  private Optional<Value> serverUsername(Level level) {
    return level
        .value(Level.SERVER_ID)
        .flatMap(
            id ->
                Optional.ofNullable(login(id).username())
                    .map(name -> new Value(name, serverOrigin(id))));
  }

  private Password password() {
    for (Level level : levels) {
      Optional<String> key = level.passwordKey();
      if (key.isPresent()) {
        return password(key.get(), level.value(key.get()).orElseThrow());
      }
    }
    settings.add(new Setting("password", "(not set)", "default"));
    return new Password.Fixed(null);
  }

  private Password password(String key, Value value) {
    return switch (key) {
      case Level.PASSWORD_COMMAND -> {
        settings.add(new Setting("password", "(printed by the command)", value.origin()));
        yield new Password.Command(value.text());
      }
      case Level.SERVER_ID -> {
        settings.add(new Setting("password", Secrets.SET, serverOrigin(value)));
        yield new Password.Fixed(login(value).password());
      }
      default -> {
        settings.add(new Setting("password", Secrets.SET, value.origin()));
        yield new Password.Fixed(value.text());
      }
    };
  }

  private Credentials.Login login(Value id) {
    return credentials.forServer(id.text()).orElseThrow(() -> unknownServer(id));
  }

  /** What settings.xml has nothing of. */
  static ConfigurationException unknownServer(Value id) {
    return new ConfigurationException(
        Problem.of(
                "server-unknown",
                "settings.xml has no <server> with the id \"" + id.text() + "\" and a password.")
            .at(id.origin())
            .fix(
                "add <server><id>"
                    + id.text()
                    + "</id><username>…</username><password>…</password></server> to"
                    + " ~/.m2/settings.xml, or name another <serverId>"));
  }

  private static String serverOrigin(Value id) {
    return "settings.xml <server> " + id.text() + ", by " + id.origin();
  }

  private DatabaseSettings.@Nullable TrustStore trustStore(Tls tls) {
    Optional<Value> file = first(Level.TRUST_STORE);
    Optional<Value> password = first(Level.TRUST_STORE_PASSWORD);
    if (file.isEmpty()) {
      return null;
    }
    Path path = baseDirectory.resolve(file.get().text().strip());
    if (!Files.isRegularFile(path)) {
      throw invalidTrustStore(
          file.get(),
          "trust-store-missing",
          "does not exist: " + path,
          "name an existing key store");
    }
    if (tls.compareTo(Tls.VERIFY_CA) < 0) {
      throw invalidTrustStore(
          file.get(),
          "trust-store-unused",
          "has no effect while tls is " + tls.text() + ", which checks no certificate",
          "write <tls>verify-identity</tls> or <tls>verify-ca</tls>, or remove the trust store");
    }
    settings.add(file.get().shown("trustStore"));
    password.ifPresent(value -> settings.add(value.shown("trustStorePassword")));
    return new DatabaseSettings.TrustStore(path, password.map(Value::text).orElse(null));
  }

  private static ConfigurationException invalidTrustStore(
      Value file, String code, String problem, String fix) {
    return new ConfigurationException(
        Problem.of(code, "The trust store " + problem + ".").at(file.origin()).fix(fix));
  }

  private Duration connectTimeout() {
    for (Level level : levels) {
      Optional<Value> value = level.value(Level.CONNECT_TIMEOUT);
      if (value.isPresent()) {
        return shown(
            "connectTimeout", Scalars.duration("connectTimeout", value.get()), value.get());
      }
      DatabaseUrl url = level.url();
      if (url != null && url.parameters().connectTimeout() != null && level.equals(place)) {
        Value host = level.value(Level.HOST).orElseThrow();
        return shown("connectTimeout", url.parameters().connectTimeout(), host);
      }
    }
    return shown("connectTimeout", CONNECT_TIMEOUT, new Value("default", "default"));
  }

  private Duration shown(String name, Duration duration, Value from) {
    settings.add(new Setting(name, Scalars.text(duration), from.origin()));
    return duration;
  }

  private Map<String, String> properties() {
    Map<String, Value> properties = new LinkedHashMap<>();
    List<Level> weakestFirst = new ArrayList<>(levels);
    Collections.reverse(weakestFirst);
    for (Level level : weakestFirst) {
      if (level.equals(place) && level.url() != null) {
        String origin = level.value(Level.HOST).orElseThrow().origin();
        level
            .url()
            .parameters()
            .properties()
            .forEach((name, value) -> properties.put(name, new Value(value, origin)));
      }
      properties.putAll(level.properties());
    }
    Map<String, String> texts = new LinkedHashMap<>();
    properties.forEach(
        (name, value) -> {
          settings.add(value.shown("properties." + name));
          texts.put(name, value.text());
        });
    return texts;
  }

  private static ConfigurationException missing(String what, Value host) {
    return new ConfigurationException(
        Problem.of(
                "database-incomplete",
                "The database has a host (" + host.origin() + ") but no " + what + ".")
            .at(host.origin())
            .fix(
                "set <"
                    + what
                    + "> in the environment's POM entry, or the variable DATABASE_"
                    + what.toUpperCase(Locale.ROOT)));
  }
}
