package dev.migrate.environment;

import dev.migrate.environment.FlywayRule.Kind;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Brings together what the project already says of Flyway. The command line, the {@code FLYWAY_}
 * variables and this plugin's {@code <flyway>} each win over what comes after; all other places
 * have to agree where they speak of the same setting.
 */
final class FlywayResolver {

  private final Inputs inputs;
  private final List<FlywaySource> decisive;
  private final List<FlywaySource> found = new ArrayList<>();
  private final Map<String, Value> inForce = new LinkedHashMap<>();

  private FlywayResolver(Inputs inputs) {
    this.inputs = inputs;
    Element own = inputs.configuration().child("flyway").orElseGet(() -> Element.of("flyway"));
    this.decisive =
        List.of(
            FlywaySource.ofProperties(inputs.properties(), key -> "-D" + key),
            FlywaySource.ofVariables(inputs.variables()),
            FlywaySource.ofElement(own, inputs.pom() + " <flyway>"));
    collect();
    settle();
  }

  /**
   * The settings in force.
   *
   * @throws ConfigurationException when a setting is unknown or not supported, cannot be read, or
   *     differs between two places
   */
  static FlywayResolver resolve(Inputs inputs) {
    return new FlywayResolver(inputs);
  }

  /** A setting in force, whatever becomes of it. */
  Optional<Value> value(String name) {
    return Optional.ofNullable(inForce.get(name));
  }

  /** The settings in force of a family such as {@code jdbcProperties.}, by their own names. */
  Map<String, Value> family(String prefix) {
    Map<String, Value> family = new LinkedHashMap<>();
    inForce.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            family.put(name.substring(prefix.length()), value);
          }
        });
    return family;
  }

  /**
   * The settings as the rest of a run needs them.
   *
   * @param databaseUnused why Flyway's own database is not used; empty when it is
   */
  FlywaySettings settings(Optional<String> databaseUnused) {
    Map<String, String> properties = new LinkedHashMap<>();
    List<Setting> settings = new ArrayList<>();
    inForce.forEach(
        (name, value) -> {
          FlywayRule rule = FlywayRule.of(name).orElseThrow();
          if (rule.kind() == Kind.SUPPORTED) {
            properties.put("flyway." + name, value.text());
            settings.add(value.shown("flyway." + name));
          } else if (rule.kind() == Kind.DATABASE) {
            databaseUnused.ifPresent(why -> settings.add(unused(name, value, why)));
          } else if (rule.kind() == Kind.READING) {
            settings.add(value.shown("flyway." + name));
          } else {
            settings.add(unused(name, value, rule.note()));
          }
        });
    return new FlywaySettings(properties, settings);
  }

  private void collect() {
    found.add(
        FlywaySource.ofProperties(
            inputs.projectProperties(), key -> inputs.pom() + " <properties> " + key));
    Element plugin = inputs.flywayPlugin();
    if (plugin != null) {
      String place = inputs.pom() + " flyway-maven-plugin ";
      found.add(fromWorkingDirectory(FlywaySource.ofElement(plugin, place)));
    }
    Map<String, Value> reading = new LinkedHashMap<>();
    List<FlywaySource> sofar = new ArrayList<>(decisive);
    sofar.addAll(found);
    for (FlywaySource source : sofar) {
      source.settings().forEach(reading::putIfAbsent);
    }
    FlywayFiles files =
        new FlywayFiles(inputs.project().baseDirectory(), inputs.variables(), reading);
    found.addAll(files.read(Optional.ofNullable(reading.get("configFiles"))));
    Set<String> decided = new LinkedHashSet<>();
    decisive.forEach(source -> decided.addAll(source.settings().keySet()));
    found.add(SpringFlyway.read(inputs, decided));
  }

  /** flyway-maven-plugin reads its relative file locations from its working directory. */
  private FlywaySource fromWorkingDirectory(FlywaySource plugin) {
    Map<String, Value> settings = new LinkedHashMap<>(plugin.settings());
    Value directory = settings.get("workingDirectory");
    if (directory != null) {
      for (String name : List.of("locations", "callbackLocations")) {
        settings.computeIfPresent(
            name,
            (ignored, value) ->
                new Value(
                    FlywayValues.locationsFrom(
                        inputs.project().baseDirectory().resolve(directory.text()), value.text()),
                    value.origin()));
      }
    }
    return new FlywaySource(settings);
  }

  private void settle() {
    Set<String> names = new LinkedHashSet<>();
    decisive.forEach(source -> names.addAll(source.settings().keySet()));
    found.forEach(source -> names.addAll(source.settings().keySet()));
    for (String name : names) {
      FlywayRule rule = FlywayRule.of(name).orElseThrow();
      Value value = decisive(name).orElseGet(() -> agreed(rule, name));
      requireSupported(rule, name, value);
      inForce.put(name, value);
    }
  }

  private Optional<Value> decisive(String name) {
    return decisive.stream()
        .map(source -> source.settings().get(name))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private Value agreed(FlywayRule rule, String name) {
    List<Value> said =
        found.stream().map(source -> source.settings().get(name)).filter(Objects::nonNull).toList();
    Value first = said.get(0);
    for (Value other : said) {
      if (rule.kind() == Kind.SUPPORTED && !same(rule, first, other)) {
        throw disagree(name, first, other);
      }
    }
    return first;
  }

  private boolean same(FlywayRule rule, Value one, Value other) {
    return FlywayValues.canonical(rule, one.text(), inputs.project())
        .equals(FlywayValues.canonical(rule, other.text(), inputs.project()));
  }

  private void requireSupported(FlywayRule rule, String name, Value value) {
    if (rule.kind() == Kind.UNSUPPORTED && !rule.isHarmless(value.text())) {
      throw new ConfigurationException(
          Problem.of("flyway-setting-unsupported", "flyway." + name + " is not supported.")
              .at(value.origin())
              .fix(rule.note()));
    }
    if (rule.kind() == Kind.SUPPORTED) {
      FlywayValues.requireReadable(rule, name, value);
    }
  }

  private ConfigurationException disagree(String name, Value one, Value other) {
    return new ConfigurationException(
        Problem.of(
                "flyway-settings-disagree",
                "flyway."
                    + name
                    + " is \""
                    + Secrets.shown(name, one.text())
                    + "\" in one place and \""
                    + Secrets.shown(name, other.text())
                    + "\" in another.")
            .at(one.origin() + " and " + other.origin())
            .fix(
                "make them the same, or settle it in this plugin's configuration: <flyway>"
                    + element(name, Secrets.isSecret(name) ? "…" : one.text())
                    + "</flyway>"));
  }

  private static String element(String name, String text) {
    String[] parts = name.split("\\.", 2);
    String inner = parts.length == 1 ? text : element(parts[1], text);
    return "<" + parts[0] + ">" + inner + "</" + parts[0] + ">";
  }

  private static Setting unused(String name, Value value, String why) {
    String text = name.equals("url") ? Secrets.SET : Secrets.shown(name, value.text());
    return new Setting("flyway." + name, text + " (not used: " + why + ")", value.origin());
  }
}
