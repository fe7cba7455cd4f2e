package dev.migrate.maven;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Password;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.project.MavenProject;

/**
 * The database a goal worked on, as properties of the project, so that tests of the same build can
 * be given it: {@code migrate.url}, {@code migrate.username}, {@code migrate.password}, {@code
 * migrate.port}.
 *
 * <p>They are for others to read. A later goal of ours must not take them for settings that someone
 * made, so what the POM itself says is kept from before.
 */
final class ExportedProperties {

  private static final String BEFORE = "dev.migrate.properties-before-export";

  private ExportedProperties() {}

  /** The POM's own properties, without what was exported. */
  @SuppressWarnings("unchecked") // the value under our own key is what export() put there
  static Map<String, String> before(MavenProject project) {
    Object kept = project.getContextValue(BEFORE);
    return kept == null ? copy(project.getProperties()) : (Map<String, String>) kept;
  }

  static void export(MavenProject project, DatabaseSettings database) {
    project.setContextValue(BEFORE, before(project));
    Properties properties = project.getProperties();
    properties.setProperty("migrate.url", scheme(project) + database.address());
    properties.setProperty("migrate.port", Integer.toString(database.port()));
    properties.setProperty("migrate.username", database.username());
    if (database.password() instanceof Password.Fixed fixed && fixed.value() != null) {
      properties.setProperty("migrate.password", fixed.value());
    }
  }

  /** The scheme that the driver in the project's dependencies listens to. */
  private static String scheme(MavenProject project) {
    boolean mariadb =
        project.getDependencies().stream()
            .anyMatch(dependency -> dependency.getArtifactId().equals("mariadb-java-client"));
    return mariadb ? "jdbc:mariadb://" : "jdbc:mysql://";
  }

  private static Map<String, String> copy(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
  }
}
