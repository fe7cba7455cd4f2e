package dev.migrate.environment;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything an {@link Environment} is made from.
 *
 * @param properties what was given on the command line with {@code -D}; {@code migrate.*} and
 *     {@code flyway.*} are read
 * @param projectProperties the POM's {@code <properties>}; {@code migrate.environment}, {@code
 *     migrate.url} and their like and {@code flyway.*} are read
 * @param variables the process environment
 * @param configuration this plugin's {@code <configuration>}, with these elements and no others:
 *     {@code environment}, {@code environments}, {@code flyway}, {@code embeddedFolder}, {@code
 *     keepEmbedded}, {@code backups}, {@code audit}, {@code targetServer}, {@code entities}, {@code
 *     persistenceUnit}, {@code rules}
 * @param flywayPlugin flyway-maven-plugin's {@code <configuration>}; null when the project does not
 *     use it
 * @param project where the project keeps its files
 * @param credentials what {@code <serverId>} names
 * @param pom how to call the POM in messages: {@code pom.xml}
 * @param databaseName name of the embedded server's database where nothing names one
 */
public record Inputs(
    Map<String, String> properties,
    Map<String, String> projectProperties,
    Map<String, String> variables,
    Element configuration,
    @Nullable Element flywayPlugin,
    ProjectLayout project,
    Credentials credentials,
    String pom,
    String databaseName) {

  private static final Set<String> OF_ONE_DATABASE =
      Set.of(
          "flyway.url",
          "flyway.user",
          "flyway.password",
          "FLYWAY_URL",
          "FLYWAY_USER",
          "FLYWAY_PASSWORD",
          "APP_ENVIRONMENT");

  public Inputs {
    properties = Map.copyOf(properties);
    projectProperties = Map.copyOf(projectProperties);
    variables = Map.copyOf(variables);
  }

  /**
   * The same for another of the project's environments: without what is said of the run's own on
   * the command line and in variables, its database and what is to be done about it.
   */
  public Inputs of(String environment) {
    Map<String, String> shared = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith("flyway.") && !OF_ONE_DATABASE.contains(name)) {
            shared.put(name, value);
          }
        });
    shared.put("migrate.environment", environment);
    Map<String, String> around = new HashMap<>(variables);
    around
        .keySet()
        .removeIf(name -> name.startsWith("DATABASE_") || OF_ONE_DATABASE.contains(name));
    return new Inputs(
        shared,
        projectProperties,
        around,
        configuration,
        flywayPlugin,
        project,
        credentials,
        pom,
        databaseName);
  }

  /** Says nothing of the values, which hold secrets. */
  @Override
  public String toString() {
    return "Inputs[" + pom + "]";
  }
}
