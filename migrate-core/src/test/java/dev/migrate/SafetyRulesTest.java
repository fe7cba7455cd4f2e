package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.RuleCases.Case;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.testing.TestProject;
import dev.migrate.testing.TestServer;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is for, and not what is alike: all cases in one project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SafetyRulesTest {

  private static final List<Case> CASES =
      Stream.concat(RuleCases.ROWS.stream(), RuleCases.DEFINITIONS.stream()).toList();

  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> withRows = new ArrayList<>();
  private DatabaseSettings database = TestServer.admin();

  @BeforeAll
  void validate(@TempDir Path folder) {
    TestProject project = TestProject.in(folder);
    for (int i = 0; i < CASES.size(); i++) {
      Case each = CASES.get(i);
      project.write("V1." + i + "__base.sql", of(each.base(), i, "f"), of(each.base(), i, "q"));
    }
    try (Migrator migrator = project.migrator()) {
      migrator.upgrade(null);
    }
    for (int i = 0; i < CASES.size(); i++) {
      Case each = CASES.get(i);
      project.write("V2." + i + "__found.sql", of(each.found(), i, "f"));
      project.write("V3." + i + "__quiet.sql", of(each.quiet(), i, "q"));
    }
    database = project.database();
    findings.addAll(validate(project, false));
    withRows.addAll(validate(project, true));
  }

  private static List<Finding> validate(TestProject project, boolean data) {
    ValidateRequest pending = ValidateRequest.PENDING;
    try (Migrator migrator = project.migrator()) {
      return migrator
          .validate(
              new ValidateRequest(pending.scope(), pending.since(), false, false, data, false))
          .findings();
    }
  }

  private static String of(String sql, int i, String letter) {
    return sql.replace("{t}", letter + i);
  }

  static Stream<Arguments> cases() {
    return IntStream.range(0, CASES.size())
        .mapToObj(i -> Arguments.of(CASES.get(i).code(), i, CASES.get(i).found()));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void what_it_is_for_is_found(String code, int i, String sql) {
    List<Finding> found = of(findings, "V2." + i + "__found.sql", code);
    assertFalse(found.isEmpty(), () -> "nothing in " + sql + ": " + findings);
    assertTrue(found.stream().allMatch(each -> each.line() != null && each.fix() != null));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void what_is_alike_is_not_found(String code, int i, String sql) {
    boolean decidedByRows = i < RuleCases.ROWS.size();
    List<Finding> all = decidedByRows ? withRows : findings;
    assertEquals(List.of(), of(all, "V3." + i + "__quiet.sql", code));
  }

  @Test
  void rows_that_break_it_make_it_an_error_with_their_number_and_keys_and_the_query_for_them() {
    for (int i = 0; i < RuleCases.ROWS.size(); i++) {
      Case each = RuleCases.ROWS.get(i);
      Finding without = of(findings, "V2." + i + "__found.sql", each.code()).get(0);
      Finding with = of(withRows, "V2." + i + "__found.sql", each.code()).get(0);
      assertEquals(Severity.WARNING, without.severity());
      assertTrue(without.toString().contains("SELECT COUNT(*)"), without.toString());
      assertEquals(Severity.ERROR, with.severity(), with.toString());
      assertTrue(with.message().contains("there is 1 such case (keys "), with.message());
      String query = String.valueOf(with.fix()).split("found by: ", -1)[1];
      assertEquals(1, TestServer.query(database, query).size(), query);
    }
  }

  @Test
  void what_the_rows_are_said_to_allow_succeeds_on_them() throws SQLException {
    for (int i = 0; i < RuleCases.ROWS.size(); i++) {
      String quiet = of(RuleCases.ROWS.get(i).quiet(), i, "q");
      for (Statement statement : Splitter.split("quiet " + i, quiet)) {
        TestServer.execute(database, statement.sql());
      }
    }
  }

  private static List<Finding> of(List<Finding> all, String file, String code) {
    return all.stream()
        .filter(each -> each.code().equals(code))
        .filter(each -> String.valueOf(each.file()).endsWith(file))
        .toList();
  }
}
