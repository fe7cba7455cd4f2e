package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads where migrations are tried out; shown only where something is said of it. */
final class ScratchResolver {

  /** Stands for a database's name, which the scratch server needs none of. */
  private static final String NO_NAME = "migrate_scratch";

  /** Nobody's data are on it: what protects them is not demanded. */
  private static final Policies POLICIES =
      new Policies(
          Policy.DEVELOPMENT,
          Optional.empty(),
          List.of(new Setting("policy.tls", Policy.DEVELOPMENT.tls().text(), "default")));

  private static final Pattern URL = Pattern.compile("(jdbc:)?(mysql|mariadb)(\\+\\w+)?:");

  /** Of the command line alone: each run says it anew. */
  private static final String OWN = "migrate.scratch.own";

  private static final Map<String, String> SCRATCH =
      Map.of(
          Level.URL, "migrate.scratch.url",
          Level.USERNAME, "migrate.scratch.username",
          Level.PASSWORD, "migrate.scratch.password");

  private static final Map<String, String> WANTED =
      Map.of(
          Level.URL, "migrate.wanted",
          Level.USERNAME, "migrate.wanted.username",
          Level.PASSWORD, "migrate.wanted.password");

  private final Inputs inputs;
  private final PomConfiguration pom;
  private final String environment;
  private final List<Setting> settings;

  /**
   * Prepares the resolution.
   *
   * @param settings gets what is in force
   */
  ScratchResolver(Inputs inputs, PomConfiguration pom, String environment, List<Setting> settings) {
    this.inputs = inputs;
    this.pom = pom;
    this.environment = environment;
    this.settings = settings;
  }

  /**
   * The settings.
   *
   * @param property finds a property of the command line or the POM
   */
  ScratchSettings resolve(Function<String, Optional<Value>> property) {
    Optional<Value> target = property.apply("targetServer").or(() -> pom.value("targetServer"));
    Optional<Value> unproved = property.apply("unproved");
    Optional<Value> own = Value.of(inputs.properties(), OWN, "-D" + OWN);
    Optional<DatabaseSettings> server = server();
    Optional<DatabaseSettings> wanted = wanted();
    target.ifPresent(value -> settings.add(value.shown("targetServer")));
    unproved.ifPresent(value -> settings.add(value.shown("unproved")));
    own.ifPresent(value -> settings.add(value.shown("scratch.own")));
    return new ScratchSettings(
        server,
        wanted,
        target.map(TargetServer::of),
        unproved.map(value -> Scalars.bool("unproved", value)).orElse(false),
        own.map(value -> Scalars.bool("scratch.own", value)).orElse(false));
  }

  private Optional<DatabaseSettings> server() {
    List<Level> levels = new ArrayList<>();
    levels.add(level(SCRATCH, inputs.properties(), "-D", levels));
    levels.add(level(SCRATCH, inputs.projectProperties(), inputs.pom() + " <properties> ", levels));
    levels.add(pom.scratchLevel(environment, levels, NO_NAME));
    Optional<Level> place = DatabaseResolver.placeAmong(levels);
    requireWhole(levels, place);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    levels.add(new Level(Map.of(Level.NAME, new Value(NO_NAME, "default")), Map.of(), null));
    DatabaseResolver resolver =
        new DatabaseResolver(
            levels, place.get(), POLICIES, inputs.credentials(), inputs.project().baseDirectory());
    DatabaseSettings server = resolver.resolve();
    resolver.settings().stream()
        .filter(setting -> !setting.name().equals(Level.NAME))
        .forEach(
            each ->
                settings.add(new Setting("scratch." + each.name(), each.value(), each.origin())));
    return Optional.of(server);
  }

  /** The database whose schema is wanted, if a URL says so. */
  private Optional<DatabaseSettings> wanted() {
    String named = inputs.properties().getOrDefault("migrate.wanted", "");
    if (!URL.matcher(named).lookingAt()) {
      return Optional.empty();
    }
    List<Level> levels = new ArrayList<>();
    levels.add(level(WANTED, inputs.properties(), "-D", levels));
    Level place = DatabaseResolver.placeAmong(levels).orElseThrow();
    DatabaseResolver resolver =
        new DatabaseResolver(
            levels, place, POLICIES, inputs.credentials(), inputs.project().baseDirectory());
    return Optional.of(resolver.resolve());
  }

  /** The settings of a server beside the environment's: its URL and account, by their names. */
  private static Level level(
      Map<String, String> names,
      Map<String, String> properties,
      String originPrefix,
      List<Level> above) {
    Map<String, Value> values = new LinkedHashMap<>();
    names.forEach(
        (key, name) ->
            Value.of(properties, name, originPrefix + name)
                .ifPresent(value -> values.put(key, value)));
    return Level.checked(values, Map.of(), above, NO_NAME);
  }

  private void requireWhole(List<Level> levels, Optional<Level> place) {
    List<String> origins =
        levels.stream()
            .flatMap(level -> level.values().values().stream())
            .map(Value::origin)
            .distinct()
            .sorted()
            .toList();
    boolean account =
        levels.stream()
            .anyMatch(
                level ->
                    level.value(Level.USERNAME).isPresent()
                        || level.value(Level.SERVER_ID).isPresent());
    if (!origins.isEmpty() && (place.isEmpty() || !account)) {
      throw new ConfigurationException(
          Problem.of(
                  "scratch-incomplete",
                  "There are settings of a scratch server, but none that says "
                      + (place.isEmpty() ? "where it is." : "which account to use."))
              .at(String.join(", ", origins))
              .fix(
                  "set <scratch><url> and <username> in "
                      + pom.place(environment)
                      + ", or -Dmigrate.scratch.url=mysql://host:3306/"
                      + " -Dmigrate.scratch.username=…"));
    }
  }
}
