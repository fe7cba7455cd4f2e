package dev.migrate.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Report;
import dev.migrate.validate.Finding;
import dev.migrate.validate.RulePages;
import dev.migrate.validate.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidateTextTest {

  private static final String FILE = "src/main/resources/db/migration/V3__drop.sql";

  @Test
  void findingsHaveTheirPlaceSeverityCodeStatementAndFixFileByFile() {
    List<Finding> findings =
        List.of(
            new Finding(
                "checksum-changed", Severity.ERROR, "V1__a.sql", null, null, "V1 changed.", null),
            new Finding(
                "D103",
                Severity.WARNING,
                FILE,
                12,
                "ALTER TABLE tasks DROP COLUMN notes",
                "Loses column notes of tasks.",
                "Let a release go first."),
            new Finding(
                "C203",
                Severity.WARNING,
                FILE,
                12,
                "ALTER TABLE tasks DROP COLUMN notes",
                "tasks.notes is named by the view v.",
                "Drop it."),
            new Finding(
                "drift",
                Severity.INFO,
                null,
                null,
                "ALTER TABLE tasks DROP INDEX i",
                "index i is of no migration",
                null));
    assertEquals(
        """
        development: 1 error, 2 warnings, 1 hint (MariaDB 11.4.5, 127.0.0.1:33061/app)
          V1__a.sql error checksum-changed: V1 changed.
          src/main/resources/db/migration/V3__drop.sql:12 warning D103: Loses column notes of tasks.
              ALTER TABLE tasks DROP COLUMN notes
              Let a release go first.
          src/main/resources/db/migration/V3__drop.sql:12 warning C203: tasks.notes is named by the view v.
              Drop it.
          info drift: index i is of no migration
        What would take it back:
          ALTER TABLE tasks DROP INDEX i;
        What a rule means, and the safe way: mvn migrate:validate -Dmigrate.explain=D103
        Notice: 1 of 2 was not judged.
        """
            .stripTrailing(),
        text(findings, List.of("1 of 2 was not judged.")));
  }

  @Test
  void nothingFoundIsOneCalmLine() {
    assertEquals(
        "development is as its migrations say (MariaDB 11.4.5, 127.0.0.1:33061/app).",
        text(List.of(), List.of()));
  }

  @Test
  void anExplanationIsTheRulesPageAndItsSeverity() {
    String page = RulePages.of("D103");
    Report report =
        new Report.Explanation(Reports.run("validate"), RulePages.rule("d103").orElseThrow(), page);
    String text = TextRenderer.render(report);
    assertTrue(text.startsWith(page + "\n"), text);
    assertTrue(text.endsWith("\nIts severity is warning, unless <rules> says another."), text);
    assertTrue(JsonRenderer.render(report).contains("\"code\": \"D103\""));
  }

  private static String text(List<Finding> findings, List<String> notices) {
    return TextRenderer.render(
        new Report.Validate(Reports.run("validate"), findings, List.of(), List.of(), notices));
  }
}
