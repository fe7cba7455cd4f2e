package dev.migrate.environment;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Spring Boot application says of Flyway when no profile is active: {@code spring.flyway.*}
 * of {@code application.properties}, {@code .yml} and {@code .yaml} in the resources and their
 * folder {@code config} ("Spring Boot Reference", Externalized Configuration). Files and documents
 * of a profile are left out.
 */
final class SpringFiles {

  private static final String PREFIX = "spring.flyway.";
  private static final Pattern LIST_ITEM = Pattern.compile("(.*)\\[(\\d+)]");

  /**
   * What Maven's resource filtering of Spring Boot projects replaces: {@code @project.version@}.
   */
  private static final Pattern FILTERED = Pattern.compile("@([A-Za-z][\\w.-]*)@");

  /** Stands for the at signs while YAML is read, which does not let a value begin with one. */
  private static final char AT = '\uE000';

  private final ProjectLayout project;
  private final Map<String, String> projectProperties;
  private final SpringPlaceholders placeholders;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private final Set<String> decided;

  private SpringFiles(Inputs inputs, Set<String> decided) {
    this.decided = decided;
    this.project = inputs.project();
    this.projectProperties = inputs.projectProperties();
    this.placeholders = new SpringPlaceholders(values, inputs.properties(), inputs.variables());
  }

  /**
   * The settings.
   *
   * @param decided settings that a stronger place decides: whether they can be resolved does not
   *     matter
   */
  static FlywaySource read(Inputs inputs, Set<String> decided) {
    return new SpringFiles(inputs, decided).read();
  }

  private FlywaySource read() {
    for (Path resources : project.resourceDirectories()) {
      Path root = project.baseDirectory().resolve(resources);
      for (Path folder : List.of(root.resolve("config"), root)) {
        for (String name :
            List.of("application.properties", "application.yml", "application.yaml")) {
          readFile(folder.resolve(name));
        }
      }
    }
    Map<String, Value> settings = new LinkedHashMap<>();
    lists().forEach((key, value) -> put(settings, key, value));
    return new FlywaySource(settings);
  }

  /** Stronger files come first; within a file the later document wins. */
  private void readFile(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    String label = FlywayFiles.label(project.baseDirectory(), file);
    boolean yaml = !label.endsWith(".properties");
    String text =
        FlywayFiles.text(file, yaml ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    if (!text.contains("flyway")) {
      return;
    }
    Map<String, String> merged = new LinkedHashMap<>();
    for (Map<String, String> document :
        yaml ? YamlFile.documents(hidden(text), label) : properties(text, label)) {
      if (isForNoProfile(document)) {
        document.keySet().forEach(key -> merged.keySet().removeIf(k -> isItemOf(k, key)));
        merged.putAll(document);
      }
    }
    merged.forEach(
        (key, value) -> values.putIfAbsent(key, new Value(shown(value), label + ": " + key)));
  }

  /** A list is replaced as a whole by a later document. */
  private static boolean isItemOf(String existing, String key) {
    Matcher item = LIST_ITEM.matcher(existing);
    Matcher other = LIST_ITEM.matcher(key);
    return item.matches()
        && (item.group(1).equals(key) || (other.matches() && item.group(1).equals(other.group(1))));
  }

  private static List<Map<String, String>> properties(String text, String label) {
    List<Map<String, String>> documents = new ArrayList<>();
    for (String document : text.split("(?m)^[#!]---\\s*$", -1)) {
      Properties properties = new Properties();
      try {
        properties.load(new StringReader(document));
      } catch (IOException | IllegalArgumentException e) {
        throw FlywayFiles.unreadable(label, "it is not a properties file");
      }
      Map<String, String> flat = new LinkedHashMap<>();
      properties.stringPropertyNames().forEach(key -> flat.put(key, properties.getProperty(key)));
      documents.add(flat);
    }
    return documents;
  }

  private static boolean isForNoProfile(Map<String, String> document) {
    for (Map.Entry<String, String> entry : document.entrySet()) {
      String key = entry.getKey();
      if (key.startsWith("spring.config.activate.on-cloud-platform")) {
        return false;
      }
      if (key.startsWith("spring.config.activate.on-profile")
          || key.matches("spring\\.profiles(\\[\\d+])?")) {
        return FlywayValues.items(entry.getValue()).stream()
            .anyMatch(p -> p.equals("default") || p.matches("!(?!default$)[\\w.-]+"));
      }
    }
    return true;
  }

  private String hidden(String text) {
    return FILTERED.matcher(text).replaceAll(AT + "$1" + AT);
  }

  /** With at signs again, or with the property of the POM they stand for. */
  private String shown(String text) {
    return FILTERED
        .matcher(text.replace(AT, '@'))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    projectProperties.getOrDefault(found.group(1), found.group())));
  }

  /** The settings under Spring's names, their list items joined. */
  private Map<String, Value> lists() {
    Map<String, TreeMap<Integer, Value>> items = new LinkedHashMap<>();
    Map<String, Value> joined = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (!key.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return;
          }
          String name = key.substring(PREFIX.length());
          Matcher item = LIST_ITEM.matcher(name);
          if (item.matches() && !name.startsWith("placeholders.")) {
            items
                .computeIfAbsent(item.group(1), ignored -> new TreeMap<>())
                .put(Integer.valueOf(item.group(2)), value);
          } else {
            joined.put(name, value);
          }
        });
    items.forEach((name, list) -> joined.putIfAbsent(name, joined(name, list.values())));
    return joined;
  }

  private static Value joined(String name, Collection<Value> items) {
    String separator = Names.plain(name).equals("initsqls") ? "\n" : ",";
    Value first = items.iterator().next();
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
    String text = placeholders.resolved(value.text());
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
    Matcher filtered = FILTERED.matcher(value.text());
    Optional<String> expression =
        SpringPlaceholders.unresolved(value.text())
            .or(() -> filtered.find() ? Optional.of(filtered.group()) : Optional.empty());
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
