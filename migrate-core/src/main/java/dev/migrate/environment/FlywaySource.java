package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What one place says of Flyway's settings.
 *
 * @param settings by Flyway's names without {@code flyway.}; all of them known
 */
record FlywaySource(Map<String, Value> settings) {

  private static final String PREFIX = "flyway.";
  private static final String VARIABLE_PREFIX = "FLYWAY_";

  FlywaySource {
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * The entries of a map of properties that begin with {@code flyway.}. What is named a version
   * there ({@code flyway.version}, {@code flyway.plugin.version}) is Flyway's own, and no setting.
   *
   * @param origin makes an origin of a property's whole name
   */
  static FlywaySource ofProperties(Map<String, String> properties, UnaryOperator<String> origin) {
    Map<String, Value> settings = new LinkedHashMap<>();
    properties.forEach(
        (key, text) -> {
          if (key.startsWith(PREFIX) && !key.endsWith(".version")) {
            put(settings, key.substring(PREFIX.length()), new Value(text, origin.apply(key)));
          }
        });
    return new FlywaySource(settings);
  }

  /** {@code FLYWAY_…}; a variable that is no setting of Flyway's is not ours to judge. */
  static FlywaySource ofVariables(Map<String, String> variables) {
    Map<String, Value> settings = new LinkedHashMap<>();
    variables.forEach(
        (key, text) -> {
          if (key.startsWith(VARIABLE_PREFIX)) {
            name(key.substring(VARIABLE_PREFIX.length()))
                .ifPresent(name -> settings.put(name, new Value(text, key)));
          }
        });
    return new FlywaySource(settings);
  }

  private static Optional<String> name(String variable) {
    for (String family : new String[] {"placeholders", "jdbcProperties"}) {
      String prefix = family.equals("placeholders") ? "PLACEHOLDERS_" : "JDBC_PROPERTIES_";
      if (variable.startsWith(prefix) && variable.length() > prefix.length()) {
        String rest = variable.substring(prefix.length());
        return Optional.of(family + "." + rest.toLowerCase(Locale.ROOT));
      }
    }
    return FlywayRule.exactName(variable).filter(name -> !name.endsWith("."));
  }

  /** The elements of a configuration in Flyway's terms: this plugin's or flyway-maven-plugin's. */
  static FlywaySource ofElement(Element configuration, String place) {
    Map<String, Value> settings = new LinkedHashMap<>();
    for (Element element : configuration.children()) {
      put(settings, element, place + "<" + element.name() + ">");
    }
    return new FlywaySource(settings);
  }

  private static void put(Map<String, Value> settings, Element element, String place) {
    if (element.name().equals("pluginConfiguration")) {
      settings.putAll(ofElement(element, place).settings);
    } else if (FlywayRule.of(element.name() + ".x").isPresent()) {
      for (Element child : element.children()) {
        String text = Optional.ofNullable(child.value()).orElse("");
        put(
            settings,
            element.name() + "." + child.name(),
            new Value(text, place + "<" + child.name() + ">"));
      }
    } else if (!element.children().isEmpty()) {
      String list =
          element.children().stream()
              .flatMap(child -> child.text().stream())
              .collect(Collectors.joining(","));
      put(settings, element.name(), new Value(list, place));
    } else {
      put(settings, element.name(), new Value(element.text().orElse(""), place), element);
    }
  }

  /** An empty element sets nothing, but is not allowed a wrong name either. */
  private static void put(Map<String, Value> settings, String name, Value value, Element element) {
    put(settings, name, value);
    if (element.text().isEmpty()) {
      settings.remove(name);
    }
  }

  /**
   * Adds a setting.
   *
   * @throws ConfigurationException when Flyway has no such setting
   */
  static void put(Map<String, Value> settings, String name, Value value) {
    if (FlywayRule.of(name).isEmpty()) {
      throw new ConfigurationException(
          Problem.of("flyway-setting-unknown", "Flyway has no setting \"" + name + "\".")
              .at(value.origin())
              .fix(advice(name)));
    }
    settings.put(name, value);
  }

  private static String advice(String name) {
    return Names.near(name, FlywayRule.names()).isEmpty()
        ? "remove it"
        : Names.advice(name, FlywayRule.names());
  }
}
