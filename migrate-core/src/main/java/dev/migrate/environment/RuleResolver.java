package dev.migrate.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How strict the safety rules are: {@code <rules>} of the environment's entry, then that of the
 * whole configuration, each with codes and, where a code is not there, families.
 */
record RuleResolver(PomConfiguration pom, String environment) {

  private static final List<String> WORDS = List.of("off", "info", "warning", "error");

  /**
   * Refuses unknown rules, those that stand twice, and words that are no severity.
   *
   * @param parent the configuration, or an environment's entry
   */
  static void requireKnown(Element parent, String place) {
    parent
        .child("rules")
        .ifPresent(
            rules -> {
              PomConfiguration.requireKnown(rules, RuleCodes.elements(), place + "<rules>");
              rules.children().forEach(rule -> word(rule, place));
            });
  }

  /**
   * The severities by code, only of rules that something is said of.
   *
   * @param settings takes what is said, with its origin
   */
  RuleSettings resolve(List<Setting> settings) {
    Map<String, Value> said = new LinkedHashMap<>();
    for (String code : RuleCodes.ALL) {
      said(code, code.substring(0, 1)).ifPresent(value -> said.put(code, value));
    }
    for (String code : RuleCodes.ANSWERS) {
      said(code, code).ifPresent(value -> said.put(code, value));
    }
    Map<String, String> severities = new LinkedHashMap<>();
    said.forEach(
        (code, value) -> {
          severities.put(code, value.text());
          settings.add(value.shown("rules." + code));
        });
    return new RuleSettings(severities);
  }

  private Optional<Value> said(String code, String family) {
    String own = pom.place(environment);
    String top = pom.pom() + " ";
    return value(pom.entry(environment), own, code)
        .or(() -> value(pom.entry(environment), own, family))
        .or(() -> value(pom.root(), top, code))
        .or(() -> value(pom.root(), top, family));
  }

  private static Optional<Value> value(Element parent, String place, String name) {
    return parent.child("rules").flatMap(rules -> rules.child(name)).map(rule -> word(rule, place));
  }

  private static Value word(Element rule, String place) {
    String origin = place + "<rules><" + rule.name() + ">";
    Value written = new Value(rule.text().orElse(""), origin);
    String word = written.text().toLowerCase(Locale.ROOT);
    if (!WORDS.contains(word)) {
      List<String> near = Names.near(word, WORDS);
      throw PomConfiguration.problem(
          "setting-invalid",
          "rules." + rule.name() + " is \"" + written.text() + "\", which is no severity.",
          origin,
          near.isEmpty() ? "write " + String.join(", ", WORDS) : "write " + near.get(0));
    }
    return new Value(word, origin);
  }
}
