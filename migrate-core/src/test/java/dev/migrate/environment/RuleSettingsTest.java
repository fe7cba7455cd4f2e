package dev.migrate.environment;

import static dev.migrate.environment.Given.element;
import static dev.migrate.environment.Given.setting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.outcome.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleSettingsTest {

  @Test
  void withoutAWordEveryRuleKeepsItsOwn() {
    assertEquals(RuleSettings.NONE, Given.nothing().resolved().rules());
  }

  @Test
  void aRuleHasTheSeverityThatIsWrittenAndItsOriginIsShown() {
    Environment environment = given(element("rules", element("D103", " Error "))).resolved();
    assertEquals(Map.of("D103", "error"), environment.rules().severities());
    assertEquals("pom.xml <rules><D103>", setting(environment, "rules.D103").origin());
    assertEquals("error", setting(environment, "rules.D103").value());
  }

  @Test
  void aFamilysLetterIsAboutAllOfThemButThoseThatAreNamed() {
    Map<String, String> severities =
        given(element("rules", element("L", "off"), element("L402", "info")))
            .resolved()
            .rules()
            .severities();
    assertEquals("off", severities.get("L401"));
    assertEquals("info", severities.get("L402"));
    assertTrue(severities.keySet().stream().allMatch(code -> code.startsWith("L")));
  }

  @Test
  void anEnvironmentsEntryWinsEvenWithAFamilyOverARule() {
    Given given =
        given(element("rules", element("D103", "error"), element("D101", "off")))
            .entry("staging", element("rules", element("D", "info"), element("D104", "warning")))
            .property("migrate.url", "mysql://root@localhost/app");
    assertEquals("error", given.resolved().rules().severities().get("D103"));
    Environment staging =
        given
            .property("migrate.environment", "staging")
            .property("migrate.tls", "verify-identity")
            .resolved();
    assertEquals("info", staging.rules().severities().get("D103"));
    assertEquals("warning", staging.rules().severities().get("D104"));
    assertEquals(
        "pom.xml <environments><staging><rules><D>", setting(staging, "rules.D103").origin());
  }

  @Test
  void anUnknownRuleIsRefusedWithTheNearestAlsoInAnEntryThatIsNotUsed() {
    Problem problem = given(element("rules", element("D1O3", "error"))).problem("setting-unknown");
    assertEquals("pom.xml <rules><D1O3>", problem.where());
    assertTrue(problem.toString().contains("D103"), problem.toString());
    Problem unused =
        Given.nothing()
            .entry("production", element("rules", element("X999", "error")))
            .problem("setting-unknown");
    assertEquals("pom.xml <environments><production><rules><X999>", unused.where());
  }

  @Test
  void aWordThatIsNoSeverityIsRefusedWithTheNearest() {
    Problem problem = given(element("rules", element("D103", "warnin"))).problem("setting-invalid");
    assertEquals("pom.xml <rules><D103>", problem.where());
    assertEquals("write warning", problem.fix());
    given(element("rules", element("D103", ""))).problem("setting-invalid");
  }

  private static Given given(Element rules) {
    return Given.nothing().configuration(rules);
  }
}
