package dev.migrate.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sources of an environment as a test writes them down. */
final class Given {

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> projectProperties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Credentials.Login> servers = new HashMap<>();
  private final List<Element> configuration = new ArrayList<>();
  private @Nullable Element flywayPlugin;
  private Path base = Path.of("/project");

  static Given nothing() {
    return new Given();
  }

  Given in(Path baseDirectory) {
    base = baseDirectory;
    return this;
  }

  Given property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  Given projectProperty(String name, String value) {
    projectProperties.put(name, value);
    return this;
  }

  Given variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Given server(String id, @Nullable String username, @Nullable String password) {
    servers.put(id, new Credentials.Login(username, password));
    return this;
  }

  Given configuration(Element... elements) {
    configuration.addAll(List.of(elements));
    return this;
  }

  /** An entry under {@code <environments>}. */
  Given entry(String environment, Element... elements) {
    return configuration(Element.of("environments", Element.of(environment, elements)));
  }

  Given flywayPlugin(Element... elements) {
    flywayPlugin = Element.of("configuration", elements);
    return this;
  }

  Inputs inputs() {
    ProjectLayout project =
        new ProjectLayout(
            base,
            List.of(base.resolve("src/main/resources")),
            List.of(base.resolve("src/main/java")),
            base.resolve("target/classes"),
            List::of);
    return new Inputs(
        properties,
        projectProperties,
        variables,
        Element.of("configuration", configuration.toArray(Element[]::new)),
        flywayPlugin,
        project,
        id -> Optional.ofNullable(servers.get(id)),
        "pom.xml",
        "app");
  }

  Environment resolved() {
    return Environments.resolve(inputs());
  }

  DatabaseSettings database() {
    return resolved().database().orElseThrow();
  }

  /** The problem that stops the resolution, which has to have that code. */
  Problem problem(String code) {
    MigrateException exception = assertThrows(MigrateException.class, this::resolved);
    assertEquals(code, exception.problem().code(), exception.getMessage());
    return exception.problem();
  }

  static Element element(String name, String value) {
    return Element.of(name, value);
  }

  static Element element(String name, Element... children) {
    return Element.of(name, children);
  }

  /** The one setting of that name. */
  static Setting setting(Environment environment, String name) {
    List<Setting> found =
        environment.settings().stream().filter(setting -> setting.name().equals(name)).toList();
    assertEquals(1, found.size(), () -> name + " in " + environment.settings());
    return found.get(0);
  }
}
