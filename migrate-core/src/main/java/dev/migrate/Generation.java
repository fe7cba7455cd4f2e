package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.environment.ProjectLayout;
import dev.migrate.generate.BaselineFile;
import dev.migrate.generate.Draft;
import dev.migrate.generate.Existing;
import dev.migrate.generate.FileNames;
import dev.migrate.generate.Generated;
import dev.migrate.generate.NewMigration;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/** Writes a new migration where and how the project keeps its own. */
final class Generation {

  /** In the head of a migration that was written from entities. */
  private static final Pattern HIBERNATE =
      Pattern.compile("^-- generated from: .* Hibernate (\\S+)$", Pattern.MULTILINE);

  private final Environment environment;
  private final Configuration configuration;

  Generation(Environment environment) {
    this.environment = environment;
    this.configuration = Migrations.configuration(environment.flyway());
  }

  Report.Generate generate(String message, Run run) {
    FileNames names = names();
    Generated generated =
        NewMigration.create(
            message, existing(names), folder(), names, Clock.systemUTC(), new SecureRandom());
    return new Report.Generate(
        run,
        generated.files(),
        generated.version(),
        generated.revision(),
        List.of(),
        null,
        List.of(),
        generated.notices());
  }

  /** Names a new migration, as the project names its own. */
  Draft draft(String message) {
    FileNames names = names();
    return NewMigration.draft(
        message, existing(names), folder(), names, Clock.systemUTC(), new SecureRandom());
  }

  /** The Hibernate that the newest migration written from entities came from. */
  Optional<String> hibernateBefore() {
    Optional<Migrations> migrations = migrations();
    List<ResolvedMigration> all =
        new ArrayList<>(migrations.map(Migrations::all).orElse(List.of()));
    Collections.reverse(all);
    return all.stream()
        .flatMap(each -> migrations.orElseThrow().script(each).stream())
        .map(script -> HIBERNATE.matcher(script.text()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /**
   * Names a baseline migration.
   *
   * @param revision that the last migration it stands for has; null for none
   * @param origin what it is made from, for people
   */
  BaselineFile baseline(
      String version, String description, @Nullable String revision, String origin) {
    String prefix =
        environment.flyway().properties().getOrDefault("flyway.baselineMigrationPrefix", "B");
    Instant now = Clock.systemUTC().instant();
    return BaselineFile.of(folder(), prefix, names(), version, description, revision, origin, now);
  }

  private FileNames names() {
    return FileNames.of(configuration, Migrations.undoPrefix(environment.flyway()));
  }

  /** Versions as the files' names write them. */
  private List<Existing> existing(FileNames names) {
    Optional<Migrations> migrations = migrations();
    return migrations.stream()
        .flatMap(all -> all.all().stream())
        .filter(m -> m.getVersion() != null)
        .map(
            m ->
                new Existing(
                    written(m.getScript(), names, m.getVersion().getVersion()),
                    m.getDescription().replace(' ', '_'),
                    migrations.orElseThrow().revision(m).orElse(null)))
        .toList();
  }

  /** The project's migrations; empty for a project that has no folder of them yet. */
  Optional<Migrations> migrations() {
    try {
      return Optional.of(
          Migrations.load(
              environment.flyway(), environment.project(), new Migrations.Target("", "", "")));
    } catch (ConfigurationException e) {
      if (e.problem().code().equals("location-missing")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A version as the name of its file writes it. */
  static String written(String script, FileNames names, String version) {
    String file = script.substring(script.lastIndexOf('/') + 1);
    int end = file.indexOf(names.separator());
    return file.startsWith(names.prefix()) && end > names.prefix().length()
        ? file.substring(names.prefix().length(), end)
        : version;
  }

  private Path folder() {
    ProjectLayout project = environment.project();
    Location first = configuration.getLocations()[0];
    if (first.getPrefix().equals("filesystem:")) {
      return project.baseDirectory().resolve(first.getRootPath()).normalize();
    }
    if (project.resourceDirectories().isEmpty()) {
      throw new ConfigurationException(
          Problem.of(
                  "folder-missing", "The project has no resource folder to write a migration into.")
              .at("flyway.locations: " + first)
              .fix("Run the goal in the project, or name a filesystem: location."));
    }
    return project.resourceDirectories().get(0).resolve(first.getRootPath());
  }
}
