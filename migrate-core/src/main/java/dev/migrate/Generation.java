package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.environment.ProjectLayout;
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
import java.util.List;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.Configuration;

/** Writes a new migration where and how the project keeps its own. */
final class Generation {

  private final Environment environment;
  private final Configuration configuration;

  Generation(Environment environment) {
    this.environment = environment;
    this.configuration = Migrations.configuration(environment.flyway());
  }

  Report.Generate generate(String message, Run run) {
    FileNames names = FileNames.of(configuration, Migrations.undoPrefix(environment.flyway()));
    Generated generated =
        NewMigration.create(
            message, existing(names), folder(), names, Clock.systemUTC(), new SecureRandom());
    return new Report.Generate(
        run, generated.files(), generated.version(), generated.revision(), generated.notices());
  }

  /** Versions as the files' names write them; a project without a folder yet has none. */
  private List<Existing> existing(FileNames names) {
    Migrations migrations;
    try {
      migrations =
          Migrations.load(
              environment.flyway(), environment.project(), new Migrations.Target("", "", ""));
    } catch (ConfigurationException e) {
      if (e.problem().code().equals("location-missing")) {
        return List.of();
      }
      throw e;
    }
    return migrations.all().stream()
        .filter(m -> m.getVersion() != null)
        .map(
            m ->
                new Existing(
                    written(m.getScript(), names, m.getVersion().getVersion()),
                    m.getDescription().replace(' ', '_'),
                    migrations.revision(m).orElse(null)))
        .toList();
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
