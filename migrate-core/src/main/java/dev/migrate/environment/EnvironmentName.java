package dev.migrate.environment;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who names the environment of a run. */
public final class EnvironmentName {

  /** The name where nobody gives one. */
  static final String DEFAULT = "development";

  private static final String PROPERTY = "migrate.environment";
  private static final String VARIABLE = "APP_ENVIRONMENT";

  private EnvironmentName() {}

  /**
   * The name in force, whether there is an environment of that name or not: for the report of a run
   * that fails before it has its environment.
   *
   * @param properties what was given with {@code -D}
   * @param variables the process environment
   * @param projectProperties the POM's {@code <properties>}
   * @param configured the POM's {@code <environment>}; null when there is none
   */
  public static String inForce(
      Map<String, String> properties,
      Map<String, String> variables,
      Map<String, String> projectProperties,
      @Nullable String configured) {
    Optional<Value> inPom =
        Optional.ofNullable(configured)
            .filter(text -> !text.isBlank())
            .map(text -> new Value(text, "environment"));
    return given(properties, variables, projectProperties, "", inPom)
        .map(Value::text)
        .orElse(DEFAULT);
  }

  /**
   * The strongest of the names given; empty when none is.
   *
   * @param propertiesPrefix begins the origin of a project property
   * @param configured the POM's {@code <environment>}
   */
  static Optional<Value> given(
      Map<String, String> properties,
      Map<String, String> variables,
      Map<String, String> projectProperties,
      String propertiesPrefix,
      Optional<Value> configured) {
    return Value.of(properties, PROPERTY, "-D" + PROPERTY)
        .or(() -> Value.of(variables, VARIABLE, VARIABLE))
        .or(() -> Value.of(projectProperties, PROPERTY, propertiesPrefix + PROPERTY))
        .or(() -> configured);
  }
}
