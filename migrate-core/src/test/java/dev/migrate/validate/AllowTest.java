package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.RuleSettings;
import dev.migrate.sql.Splitter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments that allow what rules find, and severities. */
class AllowTest {

  /** Needs N501. */
  private static final String SCRIPT =
      "CREATE TABLE u (a INT PRIMARY KEY);\nHANDLER t OPEN;\nHANDLER t CLOSE;\n";

  @Test
  void without_a_comment_it_is_found_with_file_and_line() {
    Finding finding = check(SCRIPT).findings().get(0);
    assertEquals("N501", finding.code());
    assertEquals(Severity.ERROR, finding.severity());
    assertEquals("V1__a.sql", finding.file());
    assertEquals(2, finding.line());
    assertEquals("HANDLER t OPEN", finding.statement());
  }

  @Test
  void a_comment_before_the_statement_allows_it_and_its_reason_is_kept() {
    Checked checked = check(allowing("allow N501 tried out twice"));
    assertEquals(List.of(), checked.findings());
    assertEquals("tried out twice", checked.allowed().get(0).reason());
    assertEquals(2 + 1, checked.allowed().get(0).finding().line());
  }

  @Test
  void one_before_another_statement_does_not_and_is_found_itself() {
    Checked checked = check("-- migrate:allow N501 tried out\n" + SCRIPT);
    assertEquals(List.of("H708", "N501"), codes(checked));
    assertEquals(Severity.INFO, checked.findings().get(0).severity());
  }

  @Test
  void one_for_the_file_covers_every_statement() {
    Checked checked = check("-- migrate:allow-file N501 tried out\n" + SCRIPT);
    assertEquals(List.of(), codes(checked));
  }

  @Test
  void one_for_the_file_has_no_effect_further_down() {
    assertEquals(List.of("H707", "N501"), codes(check(allowing("allow-file N501 tried out"))));
  }

  @Test
  void one_without_a_reason_has_no_effect() {
    assertEquals(List.of("H707", "N501"), codes(check(allowing("allow N501"))));
    assertEquals(List.of("H707", "N501"), codes(check(allowing("allow"))));
  }

  @Test
  void one_for_a_rule_that_does_not_exist_is_found() {
    Checked checked = check(allowing("allow N501,N599 tried out"));
    assertEquals(List.of("H707"), codes(checked));
    assertTrue(checked.findings().get(0).message().contains("N599"));
  }

  @Test
  void several_rules_are_joined_by_commas_and_each_has_to_be_needed() {
    Checked checked = check(allowing("allow n501,H707 tried out"));
    assertEquals(List.of("H708"), codes(checked));
    assertTrue(checked.findings().get(0).message().contains("H707"));
  }

  @Test
  void a_severity_of_its_own_wins_over_that_of_the_family() {
    assertEquals(Severity.INFO, check(SCRIPT, Map.of("N", "info")).findings().get(0).severity());
    Map<String, String> both = Map.of("N", "off", "N501", "warning");
    assertEquals(Severity.WARNING, check(SCRIPT, both).findings().get(0).severity());
    assertTrue(check(SCRIPT).hasErrors());
    assertFalse(check(SCRIPT, both).hasErrors());
  }

  @Test
  void what_is_off_is_not_looked_at_nor_is_a_comment_that_allows_it() {
    assertEquals(List.of(), codes(check(SCRIPT, Map.of("N", "off"))));
    Checked checked = check(allowing("allow N501 tried out"), Map.of("N501", "off"));
    assertEquals(List.of(), codes(checked));
    assertEquals(List.of(), checked.allowed());
  }

  private static String allowing(String comment) {
    return SCRIPT.replace("HANDLER t OPEN", "-- migrate:" + comment + "\nHANDLER t OPEN");
  }

  private static List<String> codes(Checked checked) {
    return checked.findings().stream().map(Finding::code).toList();
  }

  private static Checked check(String script) {
    return check(script, Map.of());
  }

  private static Checked check(String script, Map<String, String> severities) {
    ScriptFile file = ScriptFile.of("V1__a.sql", Splitter.split("V1__a.sql", script));
    return SafetyRules.check(List.of(file), new RuleSettings(severities), Facts.NONE);
  }
}
