package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the {@link Environment} of a run. For each value the command line wins over the environment
 * variables, these over the POM's {@code <properties>}, these over the environment's entry in the
 * POM, and that over the default. A URL overrides all that weaker sources say of the place. A
 * variable or property that is empty counts as not set.
 */
public final class Environments {

  /** What the embedded server sets itself; it takes a name and the lock timeouts. */
  private static final List<String> UNUSED_WITHOUT_PLACE =
      List.of(
          Level.PORT,
          Level.USERNAME,
          Level.PASSWORD,
          Level.PASSWORD_COMMAND,
          Level.SERVER_ID,
          Level.TLS,
          Level.TRUST_STORE,
          Level.CONNECT_TIMEOUT,
          Level.REPLICAS,
          Level.MAXIMUM_LAG);

  private final Inputs inputs;
  private final PomConfiguration pom;
  private final List<Setting> settings = new ArrayList<>();

  private Environments(Inputs inputs) {
    this.inputs = inputs;
    this.pom = PomConfiguration.read(inputs);
  }

  /**
   * The environment of this run.
   *
   * @throws ConfigurationException when a setting is unknown, missing, contradicts another or
   *     cannot be read
   * @throws RefusedException when a setting is weaker than the environment's policy, or the
   *     database is not on this machine and nobody named the environment
   */
  public static Environment resolve(Inputs inputs) {
    return new Environments(inputs).resolve();
  }

  /**
   * The environments that the project has something to say of: development, which needs no word,
   * and those with an entry in the POM, in its order.
   *
   * @throws ConfigurationException when the POM's configuration cannot be read
   */
  public static List<String> configured(Inputs inputs) {
    Set<String> names = new LinkedHashSet<>();
    names.add(EnvironmentName.DEFAULT);
    names.addAll(PomConfiguration.read(inputs).written());
    return List.copyOf(names);
  }

  /**
   * Refuses a misspelt property of the command line before it is silently without effect.
   *
   * @param properties what was given with {@code -D}
   * @param known all properties of the plugin, {@code migrate.…}
   */
  public static void requireKnownProperties(
      Map<String, String> properties, Collection<String> known) {
    for (String name : properties.keySet()) {
      if (name.startsWith("migrate.") && !known.contains(name)) {
        throw new ConfigurationException(
            Problem.of("setting-unknown", "There is no property " + name + ".")
                .at("-D" + name)
                .fix(Names.advice(name, known)));
      }
    }
  }

  private Environment resolve() {
    Optional<Value> named =
        EnvironmentName.given(
            inputs.properties(),
            inputs.variables(),
            inputs.projectProperties(),
            propertiesPrefix(),
            pom.value("environment"));
    Value name = named.orElse(new Value(EnvironmentName.DEFAULT, "default"));
    requireKnownName(name);
    settings.add(name.shown("environment"));
    Policies policies =
        Policies.resolve(pom.preset(name.text()), pom.entry(name.text()), pom.place(name.text()));
    settings.addAll(policies.settings());
    GuardSettings guards =
        new GuardResolver(inputs, pom.entry(name.text()), pom.place(name.text()), settings)
            .resolve();
    WatchSettings watch =
        new WatchResolver(inputs, pom.entry(name.text()), pom.place(name.text()), settings)
            .resolve();
    FlywayResolver flyway = FlywayResolver.resolve(inputs);
    List<Level> levels = levels(name.text());
    Optional<String> flywaysDatabaseUnused = takeFlywaysDatabase(levels, policies, flyway);
    Optional<DatabaseSettings> database = database(name.text(), policies, levels);
    database.ifPresent(settings -> requireNamed(settings, named));
    EmbeddedSettings embedded = embedded(levels, flyway, database.isEmpty());
    FlywaySettings flywaySettings = flyway.settings(flywaysDatabaseUnused);
    Optional<Value> stamp = property("stamp");
    stamp.ifPresent(value -> settings.add(value.shown("stamp")));
    Optional<Value> orphan = property("orphan");
    orphan.ifPresent(value -> settings.add(value.shown("orphan")));
    Optional<Value> resume = property("resume");
    resume.ifPresent(value -> settings.add(value.shown("resume")));
    BackupElements elements = new BackupElements(pom, name.text());
    BackupSettings backups =
        new BackupResolver(inputs, elements, this::property, settings).resolve();
    AuditSettings audit =
        policies.policy().audit()
            ? new AuditResolver(inputs, elements, settings)
                .resolve(backups.folder().resolve(name.text()))
            : AuditSettings.NONE;
    ScratchSettings scratch =
        new ScratchResolver(inputs, pom, name.text(), settings).resolve(this::property);
    EntitySettings entities = entities();
    RuleSettings rules = new RuleResolver(pom, name.text()).resolve(settings);
    settings.addAll(flywaySettings.settings());
    return new Environment(
        name.text(),
        named.isPresent(),
        policies.policy(),
        database,
        embedded,
        flywaySettings,
        inputs.project(),
        stamp.map(Value::text),
        orphan.map(Scalars::orphan).orElse(Orphan.WAIT),
        resume.map(Scalars::resume).orElse(Resume.ASK),
        backups,
        scratch,
        entities,
        rules,
        guards,
        watch,
        audit,
        settings);
  }

  private Optional<Value> property(String name) {
    String property = "migrate." + name;
    return Value.of(inputs.properties(), property, "-D" + property)
        .or(() -> Value.of(inputs.projectProperties(), property, propertiesPrefix() + property));
  }

  private String propertiesPrefix() {
    return inputs.pom() + " <properties> ";
  }

  private void requireKnownName(Value name) {
    List<String> known = pom.environments();
    if (!known.contains(name.text())) {
      List<String> near = Names.near(name.text(), known);
      throw new ConfigurationException(
          Problem.of(
                  "environment-unknown",
                  "There is no environment \""
                      + name.text()
                      + "\"; known are "
                      + String.join(", ", known)
                      + ".")
              .at(name.origin())
              .fix(
                  "-Dmigrate.environment="
                      + (near.isEmpty() ? EnvironmentName.DEFAULT : near.get(0))
                      + ", or define it in the POM: <environments><"
                      + name.text()
                      + ">…"));
    }
  }

  private List<Level> levels(String environment) {
    List<Level> levels = new ArrayList<>();
    levels.add(Level.ofProperties(inputs.properties(), "-D", levels));
    levels.add(Level.ofVariables(inputs.variables(), levels));
    levels.add(Level.ofProperties(inputs.projectProperties(), propertiesPrefix(), levels));
    levels.add(pom.level(environment, levels));
    return levels;
  }

  /**
   * Where nothing of ours says where the database is and the embedded server would stand in, the
   * database of Flyway's own settings is taken, as the weakest level.
   *
   * @return why it is not taken; empty when it is
   */
  private Optional<String> takeFlywaysDatabase(
      List<Level> levels, Policies policies, FlywayResolver flyway) {
    if (!policies.policy().embedded()) {
      return Optional.of("only development takes Flyway's database");
    }
    Optional<Level> place = DatabaseResolver.placeAmong(levels);
    if (place.isPresent()) {
      Value host = place.get().value(Level.HOST).orElseThrow();
      return Optional.of("the database is set by " + host.origin());
    }
    Optional<Level> level = FlywayDatabase.level(flyway, inputs);
    level.ifPresent(levels::add);
    return level.isPresent() ? Optional.empty() : Optional.of("there is no flyway.url");
  }

  private Optional<DatabaseSettings> database(
      String environment, Policies policies, List<Level> levels) {
    Optional<Level> place = DatabaseResolver.placeAmong(levels);
    if (place.isEmpty()) {
      requireEmbeddedAllowed(environment, policies, levels);
      return Optional.empty();
    }
    DatabaseResolver resolver =
        new DatabaseResolver(
            levels, place.get(), policies, inputs.credentials(), inputs.project().baseDirectory());
    DatabaseSettings database = resolver.resolve();
    settings.addAll(resolver.settings());
    return Optional.of(database);
  }

  private void requireEmbeddedAllowed(String environment, Policies policies, List<Level> levels) {
    if (!policies.policy().embedded()) {
      throw new ConfigurationException(
          Problem.of("database-missing", "The environment " + environment + " has no database.")
              .at(pom.place(environment))
              .fix(
                  "set <environments><"
                      + environment
                      + "><url> (or <host>, <port>, <name>) with <username> and <password>,"
                      + " <passwordCommand> or <serverId> in "
                      + inputs.pom()
                      + ", or the variables DATABASE_URL (or DATABASE_HOST, DATABASE_PORT,"
                      + " DATABASE_NAME), DATABASE_USERNAME and DATABASE_PASSWORD, or"
                      + " -Dmigrate.url=mysql://host:3306/app -Dmigrate.username=…"));
    }
    List<String> stray =
        levels.stream()
            .flatMap(
                level ->
                    Stream.concat(
                        UNUSED_WITHOUT_PLACE.stream().flatMap(key -> level.value(key).stream()),
                        level.properties().values().stream()))
            .map(Value::origin)
            .toList();
    if (!stray.isEmpty()) {
      throw new ConfigurationException(
          Problem.of(
                  "database-incomplete",
                  "There are settings of a database, but none that says where it is.")
              .at(String.join(", ", stray))
              .fix(
                  "set a url or a host, or remove these settings to work on the embedded server:"
                      + " -Dmigrate.url=mysql://localhost:3306/app"));
    }
  }

  private void requireNamed(DatabaseSettings database, Optional<Value> named) {
    if (named.isEmpty() && !database.onLoopback()) {
      throw new RefusedException(
          Problem.of(
                  "environment-not-named",
                  "The database "
                      + database.address()
                      + " is not on this machine, and nobody said which environment it is.")
              .at("environment " + EnvironmentName.DEFAULT + ", by default")
              .fix("name it: -Dmigrate.environment=" + String.join("|", pom.environments())));
    }
  }

  private EmbeddedSettings embedded(List<Level> levels, FlywayResolver flyway, boolean used) {
    Value folder = setting("embeddedFolder").orElse(new Value(".migrate/embedded", "default"));
    Value keep = setting("keepEmbedded").orElse(new Value("false", "default"));
    Value name =
        levels.stream()
            .flatMap(level -> level.value(Level.NAME).stream())
            .findFirst()
            .or(() -> FlywayDatabase.schema(flyway))
            .orElse(new Value(inputs.databaseName(), "default"));
    Path path = inputs.project().baseDirectory().resolve(folder.text());
    if (used) {
      settings.add(new Setting("database", "embedded server", "default"));
      settings.add(name.shown("name"));
      settings.add(folder.shown("embeddedFolder"));
      settings.add(keep.shown("keepEmbedded"));
    }
    List<Setting> shown = used ? settings : new ArrayList<>();
    return new EmbeddedSettings(
        path, name.text(), Scalars.bool("keepEmbedded", keep), LockTimeouts.read(levels, shown));
  }

  private EntitySettings entities() {
    Optional<Value> artifacts = setting("entities");
    Optional<Value> unit = setting("persistenceUnit");
    artifacts.ifPresent(value -> settings.add(value.shown("entities")));
    unit.ifPresent(value -> settings.add(value.shown("persistenceUnit")));
    return new EntitySettings(
        artifacts.map(value -> FlywayValues.items(value.text())).orElse(List.of()),
        unit.map(Value::text),
        () -> SpringJpa.read(inputs));
  }

  private Optional<Value> setting(String name) {
    return property(name).or(() -> pom.value(name));
  }
}
