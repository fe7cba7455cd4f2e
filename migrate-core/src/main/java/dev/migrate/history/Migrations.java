package dev.migrate.history;

import dev.migrate.environment.FlywaySettings;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.resolver.CompositeMigrationResolver;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.flywaydb.database.mysql.MySQLDatabaseType;
import org.jspecify.annotations.Nullable;

/** The project's migrations, named, ordered and checksummed by Flyway's own code. */
public final class Migrations {

  private static final String UNDO_PREFIX = "flyway.undoSqlMigrationPrefix";
  private static final String BASELINE_PREFIX = "flyway.baselineMigrationPrefix";
  private static final String CALLBACKS = "flyway.callbacks";

  private final Configuration configuration;
  private final Locations locations;
  private final Locations callbackLocations;
  private final Scripts scripts;
  private final JavaMigrations javaMigrations;
  private final CompositeMigrationResolver resolver;
  private final Collection<ResolvedMigration> resolved;
  private final Map<MigrationVersion, MigrationResource> undos = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Misnamed> misnamed = new ArrayList<>();

  /**
   * What Flyway's own placeholders speak of.
   *
   * @param schema the schema with the history
   * @param database the database of the connection
   * @param user the account
   */
  public record Target(String schema, String database, String user) {}

  /**
   * A callback written in SQL: Flyway's name of its event ({@code afterMigrate}), and what its
   * file's name says after that, maybe nothing.
   */
  public record CallbackScript(String event, String description, Script script) {}

  private Migrations(FlywaySettings settings, ProjectLayout project, Target target) {
    Configuration names = configuration(settings);
    Location[] where = names.getLocations();
    Location[] callbacks = names.getCallbackLocations();
    this.locations = Locations.scan(project, names.getEncoding(), where);
    this.callbackLocations =
        callbacks.length == 0 ? locations : Locations.scan(project, names.getEncoding(), callbacks);
    // Flyway's own code makes instances of the project's classes.
    this.configuration =
        hasClasses(settings)
            ? configuration(settings.properties(), ProjectClassLoader.of(project))
            : names;
    this.javaMigrations =
        JavaMigrations.load(project, configuration.getClassLoader(), locations, where);
    this.scripts = new Scripts(configuration, locations, project, target);
    this.resolver =
        new CompositeMigrationResolver(
            locations,
            javaMigrations,
            configuration,
            null,
            new MySQLDatabaseType().createSqlScriptFactory(configuration, scripts.context()),
            scripts.context(),
            null);
    this.resolved = resolver.resolveMigrations(configuration);
    notices.addAll(locations.notices());
    addUndos(undoPrefix(settings));
    checkKinds();
    checkNames();
  }

  /**
   * Finds the project's migrations.
   *
   * @throws ConfigurationException for a location that does not exist, two files with one version,
   *     a name or a file that cannot be read
   */
  public static Migrations load(FlywaySettings settings, ProjectLayout project, Target target) {
    try {
      return new Migrations(settings, project, target);
    } catch (FlywayException e) {
      throw unusable(e);
    }
  }

  /**
   * Flyway's configuration with the project's settings, none of its classes; no connection is made.
   */
  public static Configuration configuration(FlywaySettings settings) {
    Map<String, String> properties = new HashMap<>(settings.properties());
    properties.remove(CALLBACKS);
    return configuration(properties, Migrations.class.getClassLoader());
  }

  private boolean hasClasses(FlywaySettings settings) {
    return !locations.classNames().isEmpty()
        || !locations.callbackClassNames().isEmpty()
        || settings.properties().containsKey(CALLBACKS);
  }

  private static Configuration configuration(Map<String, String> properties, ClassLoader loader) {
    Map<String, String> known = new HashMap<>(properties);
    known.remove(UNDO_PREFIX);
    String baselinePrefix = known.remove(BASELINE_PREFIX);
    try {
      FluentConfiguration configuration = new FluentConfiguration(loader);
      if (!known.isEmpty()) {
        configuration.configuration(known);
      }
      if (baselinePrefix != null) {
        // As a property, Flyway takes it only with Jackson on the class path.
        configuration
            .getConfigurationExtension(BaselineMigrationConfigurationExtension.class)
            .setBaselineMigrationPrefix(baselinePrefix);
      }
      return configuration;
    } catch (FlywayException e) {
      throw unusable(e);
    }
  }

  /** The prefix of undo files, {@code U} unless the project says otherwise. */
  public static String undoPrefix(FlywaySettings settings) {
    return settings.properties().getOrDefault(UNDO_PREFIX, "U");
  }

  /** Flyway's view of the settings. */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * A file that looks like a migration and is never run.
   *
   * @param file as shown
   * @param why in Flyway's words
   */
  public record Misnamed(String file, String why) {}

  /** Files that look like migrations and have no name that Flyway understands. */
  public List<Misnamed> misnamed() {
    return misnamed;
  }

  /** What a reader should know about the files found. */
  public List<String> notices() {
    return notices;
  }

  /** All migrations of the project, of every type but undo. */
  public Collection<ResolvedMigration> all() {
    return resolved;
  }

  /** Callbacks written in Java, those that the settings name aside. */
  public List<Callback> callbacks() {
    return javaMigrations.callbacks();
  }

  /** SQL callbacks in the order of their names. */
  public List<CallbackScript> callbackScripts() {
    List<CallbackScript> found = new ArrayList<>();
    if (configuration.isSkipDefaultCallbacks()) {
      return found;
    }
    ResourceNameParser names = new ResourceNameParser(configuration);
    for (MigrationResource resource : callbackLocations.all()) {
      // Flyway's events have names in camelCase: most files need no closer look.
      if (!Character.isLowerCase(resource.getFilename().charAt(0))) {
        continue;
      }
      ResourceName name = names.parse(resource.getFilename());
      if (isCallback(name)) {
        Script script = scripts.script(resource);
        found.add(new CallbackScript(name.getPrefix(), name.getDescription(), script));
      }
    }
    found.sort(Comparator.comparing(CallbackScript::description));
    return found;
  }

  /** The undo of a version, read. */
  public Optional<Undo> undo(MigrationVersion version) {
    return Optional.ofNullable(undos.get(version)).map(r -> new Undo(version, scripts.script(r)));
  }

  /** The SQL of a migration; empty for one written in Java. */
  public Optional<Script> script(ResolvedMigration migration) {
    return resource(migration).map(scripts::script);
  }

  /** The revision a migration's file or name gives it. */
  public Optional<String> revision(ResolvedMigration migration) {
    return resource(migration)
        .flatMap(r -> Revision.inHead(r.text()))
        .or(() -> Revision.inDescription(migration.getDescription()));
  }

  /** What a migration's head says that it comes after: a revision, a version, or {@code none}. */
  public Optional<String> revises(ResolvedMigration migration) {
    return resource(migration).flatMap(r -> Revision.revisedInHead(r.text()));
  }

  CompositeMigrationResolver resolver() {
    return resolver;
  }

  private Optional<MigrationResource> resource(ResolvedMigration migration) {
    @Nullable String place = migration.getPhysicalLocation();
    return place == null ? Optional.empty() : Optional.ofNullable(locations.shownAs(place));
  }

  private static boolean isCallback(ResourceName name) {
    return name.isValid() && !name.getSuffix().isEmpty() && Event.fromId(name.getPrefix()) != null;
  }

  private void addUndos(String prefix) {
    ResourceNameParser names = new ResourceNameParser(configuration);
    for (MigrationResource resource : locations.all()) {
      String name = resource.getFilename();
      if (name.startsWith(prefix)) {
        ResourceName parsed =
            names.parse(configuration.getSqlMigrationPrefix() + name.substring(prefix.length()));
        if (parsed.isValid() && parsed.getVersion() != null && !parsed.getSuffix().isEmpty()) {
          addUndo(parsed.getVersion(), resource);
        }
      }
    }
  }

  private void addUndo(MigrationVersion version, MigrationResource resource) {
    MigrationResource other = undos.put(version, resource);
    if (other != null) {
      throw new ConfigurationException(
          Problem.of("undo-duplicate", "Two files undo version " + version + ".")
              .at(other.getAbsolutePath() + " and " + resource.getAbsolutePath())
              .fix("Keep one of them."));
    }
  }

  private void checkKinds() {
    for (ResolvedMigration migration : resolved) {
      if (migration.getType().name().equals("SCRIPT")) {
        throw new ConfigurationException(
            Problem.of("script-unsupported", "Migrations run by a shell are not supported.")
                .at(migration.getPhysicalLocation())
                .fix("Write it in SQL or Java, or move it out of the migrations' folder."));
      }
    }
  }

  /** A file that looks like a migration but has no valid name would silently never run. */
  private void checkNames() {
    Set<MigrationResource> known = new HashSet<>(undos.values());
    resolved.forEach(migration -> resource(migration).ifPresent(known::add));
    ResourceNameParser names = new ResourceNameParser(configuration);
    for (MigrationResource resource : locations.all()) {
      if (known.contains(resource) || !isSql(resource.getFilename())) {
        continue;
      }
      ResourceName name = names.parse(resource.getFilename());
      if (!name.isValid()) {
        if (configuration.isValidateMigrationNaming()) {
          throw new ConfigurationException(
              Problem.of("name-invalid", name.getValidityMessage() + ".")
                  .at(resource.getAbsolutePath())
                  .fix("Rename the file."));
        }
        misnamed.add(new Misnamed(resource.getAbsolutePath(), name.getValidityMessage()));
        notices.add(resource.getAbsolutePath() + " is not run: " + name.getValidityMessage());
      }
    }
  }

  private boolean isSql(String file) {
    return Arrays.stream(configuration.getSqlMigrationSuffixes()).anyMatch(file::endsWith);
  }

  private static ConfigurationException unusable(FlywayException e) {
    String message = String.valueOf(e.getMessage());
    if (e.getErrorCode() == CoreErrorCode.DUPLICATE_VERSIONED_MIGRATION
        || e.getErrorCode() == CoreErrorCode.DUPLICATE_REPEATABLE_MIGRATION) {
      String[] parts = message.split("\nOffenders:\n", 2);
      return new ConfigurationException(
          Problem.of("version-duplicate", parts[0] + ".")
              .at(parts.length > 1 ? parts[1] : "flyway.locations")
              .fix(
                  "Rename the one that is applied nowhere yet, so that it has a version of its own."),
          e);
    }
    return new ConfigurationException(
        Problem.of("flyway-configuration", message)
            .at("the project's Flyway settings")
            .fix("Correct the setting; mvn migrate:current shows where each one comes from."),
        e);
  }
}
