package dev.migrate.environment;

import static java.util.stream.Collectors.joining;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a Spring Boot application says of JPA ({@code spring.jpa.*}, "Spring Boot Reference", Data
 * Properties), under the names Hibernate has for it; then what the command line says to Hibernate
 * itself ({@code -Dhibernate.…}).
 */
final class SpringJpa {

  private static final String PREFIX = "spring.jpa.";
  private static final String PROPERTIES = "properties.";
  private static final List<String> PASSED =
      List.of("hibernate.", "jakarta.persistence.", "javax.persistence.");

  /** Without these, every table may get another name or type. */
  private static final Pattern DECISIVE = Pattern.compile("naming|dialect|mapping-resources");

  private final SpringFiles files;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private SpringJpa(Inputs inputs) {
    this.files = SpringFiles.read(inputs, "jpa");
  }

  /**
   * The settings.
   *
   * @throws ConfigurationException when a file cannot be read, or names and types hang on an
   *     expression that nothing resolves
   */
  static Map<String, String> read(Inputs inputs) {
    SpringJpa jpa = new SpringJpa(inputs);
    Map<String, List<Value>> written = jpa.files.below(PREFIX);
    written.forEach(jpa::putPassedOn);
    written.forEach(jpa::putOwn);
    inputs
        .properties()
        .forEach(
            (name, value) -> {
              if (PASSED.stream().anyMatch(name::startsWith)) {
                jpa.settings.put(name, value);
              }
            });
    return Map.copyOf(jpa.settings);
  }

  /** {@code spring.jpa.properties.*} reach Hibernate as they are. */
  private void putPassedOn(String key, List<Value> values) {
    String name = key.replaceFirst("^properties\\[(.*)]$", PROPERTIES + "$1");
    if (name.startsWith(PROPERTIES)) {
      put(name.substring(PROPERTIES.length()), values);
    }
  }

  /** Those with a name of Spring's own are stronger. */
  private void putOwn(String key, List<Value> values) {
    switch (Names.plain(key)) {
      case "hibernate.naming.physicalstrategy" -> put("hibernate.physical_naming_strategy", values);
      case "hibernate.naming.implicitstrategy" -> put("hibernate.implicit_naming_strategy", values);
      case "hibernate.usenewidgeneratormappings" ->
          put("hibernate.id.new_generator_mappings", values);
      case "databaseplatform" -> put("hibernate.dialect", values);
      case "mappingresources" -> put(EntitySettings.MAPPING_RESOURCES, values);
      default -> {
        // Nothing else of spring.jpa changes tables.
      }
    }
  }

  private void put(String name, List<Value> values) {
    String text = values.stream().map(Value::text).map(files::resolved).collect(joining(","));
    Optional<String> expression = SpringFiles.unresolved(text);
    if (expression.isPresent() && DECISIVE.matcher(name).find()) {
      throw new ConfigurationException(
          Problem.of(
                  "setting-unresolved",
                  name + " holds " + expression.get() + ", which nothing resolves.")
              .at(values.get(0).origin())
              .fix("define it for this run, or give the value: -D" + name + "=…"));
    }
    if (expression.isEmpty() && affectsTables(name)) {
      settings.put(name, text);
    }
  }

  /** Connections and their secrets are none of the mapping's business. */
  private static boolean affectsTables(String name) {
    return !name.startsWith("hibernate.connection.")
        && !name.matches("(javax|jakarta)\\.persistence\\.jdbc\\..*");
  }
}
