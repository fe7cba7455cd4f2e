package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.RuleCodes;
import dev.migrate.outcome.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule is documented, and can be set. */
class RulePagesTest {

  private static final List<String> HEADINGS =
      List.of("\n## What\n", "\n## Why\n", "\n## Safe way\n", "\n## Versions\n");

  static Stream<Rule> rules() {
    return SafetyRules.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void its_page_names_it_and_has_every_section(Rule rule) {
    String page = RulePages.of(rule.code());
    assertTrue(page.startsWith("# " + rule.code() + ": " + rule.title() + "\n"), page);
    HEADINGS.forEach(heading -> assertTrue(page.contains(heading), heading));
  }

  @Test
  void there_is_a_page_for_every_rule_and_none_without() throws IOException {
    Path folder = Path.of("../docs/rules");
    try (Stream<Path> pages = Files.list(folder)) {
      assertEquals(
          codes(),
          pages.map(page -> page.getFileName().toString().replace(".md", "")).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void it_can_be_given_a_severity(Rule rule) {
    assertTrue(RuleCodes.ALL.contains(rule.code()));
  }

  @Test
  void codes_are_given_once() {
    assertEquals(codes().stream().distinct().toList(), codes());
  }

  @Test
  void an_unknown_rule_is_refused_with_those_of_its_family() {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> RulePages.of("d199"));
    assertEquals("rule-unknown", refused.problem().code());
    assertTrue(refused.problem().toString().contains("D103"), refused.toString());
    assertTrue(!refused.problem().toString().contains("V301"), refused.toString());
  }

  private static List<String> codes() {
    return SafetyRules.rules().stream().map(Rule::code).sorted().collect(Collectors.toList());
  }
}
