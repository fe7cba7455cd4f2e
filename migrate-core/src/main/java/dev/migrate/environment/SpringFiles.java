package dev.migrate.environment;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Spring Boot application sets when no profile is active: {@code application.properties},
 * {@code .yml} and {@code .yaml} in the resources and their folder {@code config} ("Spring Boot
 * Reference", Externalized Configuration). Files and documents of a profile are left out.
 */
final class SpringFiles {

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
  private final String word;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private SpringFiles(Inputs inputs, String word) {
    this.project = inputs.project();
    this.projectProperties = inputs.projectProperties();
    this.placeholders = new SpringPlaceholders(values, inputs.properties(), inputs.variables());
    this.word = word;
  }

  /**
   * Reads the files in which a word occurs; others are not even parsed.
   *
   * @param word part of every key that matters
   */
  static SpringFiles read(Inputs inputs, String word) {
    SpringFiles files = new SpringFiles(inputs, word);
    files.readAll();
    return files;
  }

  /**
   * The settings below a prefix, under what follows it, as they are written: items of a list under
   * one name, in their order.
   */
  Map<String, List<Value>> below(String prefix) {
    Map<String, List<Value>> settings = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, Value>> items = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (!key.toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return;
          }
          String name = key.substring(prefix.length());
          Matcher item = LIST_ITEM.matcher(name);
          if (item.matches() && !name.startsWith("placeholders.")) {
            items
                .computeIfAbsent(item.group(1), ignored -> new TreeMap<>())
                .put(Integer.valueOf(item.group(2)), value);
          } else {
            settings.put(name, List.of(value));
          }
        });
    items.forEach((name, list) -> settings.putIfAbsent(name, List.copyOf(list.values())));
    return settings;
  }

  /** The text with its placeholders resolved, as far as anything resolves them. */
  String resolved(String text) {
    return placeholders.resolved(text);
  }

  /** An expression that neither Spring nor Maven resolved; empty when there is none. */
  static Optional<String> unresolved(String text) {
    Matcher filtered = FILTERED.matcher(text);
    return SpringPlaceholders.unresolved(text)
        .or(() -> filtered.find() ? Optional.of(filtered.group()) : Optional.empty());
  }

  private void readAll() {
    for (Path resources : project.resourceDirectories()) {
      Path root = project.baseDirectory().resolve(resources);
      for (Path folder : List.of(root.resolve("config"), root)) {
        for (String name :
            List.of("application.properties", "application.yml", "application.yaml")) {
          readFile(folder.resolve(name));
        }
      }
    }
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
    if (!text.contains(word)) {
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
}
