package dev.migrate.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Spring Boot application says of Flyway: {@code spring.flyway.*}. */
final class SpringFlyway {

  private static final String PREFIX = "spring.flyway.";

  private final ProjectLayout project;
  private final SpringFiles files;
  private final Set<String> decided;

  private SpringFlyway(Inputs inputs, Set<String> decided) {
    this.project = inputs.project();
    this.files = SpringFiles.read(inputs, "flyway");
    this.decided = decided;
  }

  /**
   * The settings.
   *
   * @param decided settings that a stronger place decides: whether they can be resolved does not
   *     matter
   */
  static FlywaySource read(Inputs inputs, Set<String> decided) {
    SpringFlyway flyway = new SpringFlyway(inputs, decided);
    Map<String, Value> settings = new LinkedHashMap<>();
    flyway
        .files
        .below(PREFIX)
        .forEach((key, items) -> flyway.put(settings, key, joined(key, items)));
    return new FlywaySource(settings);
  }

  private static Value joined(String name, List<Value> items) {
    String separator = Names.plain(name).equals("initsqls") ? "\n" : ",";
    Value first = items.get(0);
    if (name.endsWith("]")) {
      return first;
    }
    return new Value(
        String.join(separator, items.stream().map(Value::text).toList()),
        first.origin().replaceAll("\\[\\d+]$", ""));
  }

  private void put(Map<String, Value> settings, String springName, Value value) {
    String name =
        switch (Names.plain(springName)) {
          case "initsqls" -> "initSql";
          case "driverclassname" -> "driver";
          default ->
              FlywayRule.exactName(springName).orElse(springName).replaceAll("\\[(.*)]$", "$1");
        };
    String text = files.resolved(value.text());
    Optional<FlywayRule> rule = FlywayRule.of(name);
    if (rule.isPresent() && rule.get().type() == FlywayRule.Type.FLAG) {
      text = flag(text);
    }
    if (rule.isPresent() && rule.get().type() == FlywayRule.Type.LOCATIONS) {
      text = withVendor(text);
    }
    Value resolved = new Value(text, value.origin());
    if (rule.isPresent() && rule.get().kind() == FlywayRule.Kind.SUPPORTED) {
      requireResolved(name, resolved);
    }
    FlywaySource.put(settings, name, resolved);
  }

  private void requireResolved(String name, Value value) {
    Optional<String> expression = SpringFiles.unresolved(value.text());
    if (expression.isPresent() && !decided.contains(name)) {
      throw FlywayDatabase.unresolved(name, expression.get(), value);
    }
  }

  /** Spring takes more words for a truth value than Flyway. */
  private static String flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "on", "yes", "1" -> "true";
      case "off", "no", "0" -> "false";
      default -> text;
    };
  }

  /** Spring puts the database's name in place of {@code {vendor}}: the folder that is there. */
  private String withVendor(String locations) {
    if (!locations.contains("{vendor}")) {
      return locations;
    }
    boolean maria =
        FlywayValues.items(locations).stream()
            .filter(location -> location.contains("{vendor}"))
            .allMatch(location -> isOnlyMariaDbs(location));
    return locations.replace("{vendor}", maria ? "mariadb" : "mysql");
  }

  private boolean isOnlyMariaDbs(String location) {
    return FlywayValues.exists(location.replace("{vendor}", "mariadb"), project)
        && !FlywayValues.exists(location.replace("{vendor}", "mysql"), project);
  }
}
