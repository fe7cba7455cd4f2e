package dev.migrate.environment;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code flyway.toml}: the table {@code flyway}, and of {@code environments} the one that {@code
 * flyway.environment} chooses, {@code default} where it does not. Loaded only where there is such a
 * file.
 */
final class TomlFile {

  private static final Pattern ENV = Pattern.compile("\\$\\{env\\.([A-Za-z0-9_]+)}");

  /** Tables and values of other tools that keep their settings in the same file. */
  private static final Set<String> NOT_OURS =
      Set.of("id", "name", "databaseType", "flywayDesktop", "redgateCompare", "$schema");

  private final String label;
  private final Map<String, String> variables;
  private final Map<String, Value> settings = new LinkedHashMap<>();

  private TomlFile(String label, Map<String, String> variables) {
    this.label = label;
    this.variables = variables;
  }

  static FlywaySource read(String text, String label, Map<String, String> variables) {
    UnmodifiableConfig root;
    try {
      root = new TomlParser().parse(new StringReader(text));
    } catch (ParsingException e) {
      throw FlywayFiles.unreadable(label, "it is not TOML");
    }
    TomlFile file = new TomlFile(label, variables);
    file.readRoot(map(root));
    return new FlywaySource(file.settings);
  }

  private void readRoot(Map<String, Object> root) {
    Map<String, Object> flyway = table(root.get("flyway"), "flyway");
    readTable(flyway, "", "flyway.", UnaryOperator.identity());
    Map<String, Object> environments = table(root.get("environments"), "environments");
    String chosen = String.valueOf(flyway.getOrDefault("environment", "default"));
    if (environments.containsKey(chosen)) {
      readEnvironment(table(environments.get(chosen), chosen), "environments." + chosen + ".");
    } else if (flyway.containsKey("environment")) {
      throw new ConfigurationException(
          Problem.of("flyway-environment-unknown", "There is no [environments." + chosen + "].")
              .at(label + ": flyway.environment")
              .fix(Names.advice(chosen, environments.keySet())));
    }
    for (String name : root.keySet()) {
      if (!name.equals("flyway") && !name.equals("environments") && !NOT_OURS.contains(name)) {
        throw unknown(name);
      }
    }
  }

  private void readEnvironment(Map<String, Object> environment, String path) {
    Map<String, Object> values = new LinkedHashMap<>(environment);
    values.remove("displayName");
    Object own = values.remove("flyway");
    Object resolvers = values.remove("resolvers");
    readTable(values, "", path, this::withVariables);
    if (own != null) {
      readTable(table(own, path + "flyway"), "", path + "flyway.", UnaryOperator.identity());
    }
    if (resolvers != null) {
      put("propertyResolvers.resolvers", "(set)", path + "resolvers");
    }
  }

  private void readTable(
      Map<String, Object> table, String prefix, String path, UnaryOperator<String> texts) {
    table.forEach(
        (name, value) -> {
          if (value instanceof UnmodifiableConfig nested) {
            readTable(map(nested), prefix + name + ".", path + name + ".", texts);
          } else {
            put(prefix + name, texts.apply(text(value)), path + name);
          }
        });
  }

  private void put(String name, String text, String path) {
    FlywaySource.put(settings, name, new Value(text, label + ": " + path));
  }

  private String withVariables(String text) {
    return ENV.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
  }

  private Map<String, Object> table(@Nullable Object value, String name) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof UnmodifiableConfig table) {
      return map(table);
    }
    throw FlywayFiles.unreadable(label, name + " is not a table");
  }

  private static Map<String, Object> map(UnmodifiableConfig table) {
    Map<String, Object> map = new LinkedHashMap<>();
    table.entrySet().forEach(entry -> map.put(entry.getKey(), entry.getRawValue()));
    return map;
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private ConfigurationException unknown(String name) {
    return new ConfigurationException(
        Problem.of("flyway-setting-unknown", "Flyway has no setting \"" + name + "\".")
            .at(label + ": " + name)
            .fix(Names.advice(name, List.of("flyway", "environments"))));
  }
}
