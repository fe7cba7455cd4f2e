package dev.migrate.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.RuleSettings;
import dev.migrate.plan.Foreseen;
import dev.migrate.plan.TableSize;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the algorithm and lock that a server takes: both vendors' answers. */
class WaitingTest {

  private static final TableSize LARGE = new TableSize("t", 3_000_000, 900L << 20);
  private static final TableSize SMALL = new TableSize("t", 3_000, 1L << 20);

  @ParameterizedTest
  @CsvSource({
    "COPY, SHARED, true, L401",
    "COPY, EXCLUSIVE, true, L401",
    "INPLACE, SHARED, false, L402",
    "NOCOPY, SHARED, false, L402",
    "INPLACE, NONE, true, L403",
    "COPY, NONE, true, L403"
  })
  void a_large_table_is_told_and_a_small_one_is_not(
      String algorithm, String lock, boolean rebuild, String code) {
    List<Finding> found = alter(algorithm, lock, rebuild, LARGE).findings();
    assertEquals(List.of(code), codes(found));
    assertTrue(found.get(0).message().contains("3,000,000 rows, 900 MiB"));
    assertEquals(List.of(), alter(algorithm, lock, rebuild, SMALL).findings());
  }

  @ParameterizedTest
  @CsvSource({"INSTANT, NONE, false", "INPLACE, NONE, false", "NOCOPY, NONE, false"})
  void what_nobody_waits_for_is_not_told(String algorithm, String lock, boolean rebuild) {
    assertEquals(List.of(), alter(algorithm, lock, rebuild, LARGE).findings());
  }

  @Test
  void what_nobody_asked_is_said_and_not_passed_as_clean() {
    Checked checked = alter(null, null, null, LARGE);
    assertEquals(List.of(), checked.findings());
    assertEquals(Map.of("L401", 1, "L402", 1, "L403", 1), checked.unjudged());
    assertTrue(checked.notice().orElseThrow().contains("L401, L402, L403"));
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE t SET a = 1 WHERE b = 2, true",
    "DELETE FROM t WHERE b = 2, true",
    "INSERT INTO t VALUES (1), false"
  })
  void a_statement_that_may_change_many_rows_is_told(String sql, boolean told) {
    assertEquals(told ? List.of("L405") : List.of(), codes(dml(sql, LARGE)));
    assertEquals(List.of(), codes(dml(sql, SMALL)));
    assertEquals(List.of(), codes(dml("-- migrate:batch 1000\n" + sql, LARGE)));
  }

  private static Checked alter(
      @Nullable String algorithm,
      @Nullable String lock,
      @Nullable Boolean rebuild,
      TableSize size) {
    Statement statement = Splitter.split("V1__a.sql", "ALTER TABLE t FORCE").get(0);
    return check(
        algorithm == null
            ? Foreseen.untried(statement, List.of(size), "nobody was asked")
            : new Foreseen(
                statement,
                algorithm,
                lock,
                rebuild,
                List.of(size),
                Map.of(),
                Map.of(),
                true,
                null,
                null));
  }

  private static List<Finding> dml(String sql, TableSize size) {
    Statement statement = Splitter.split("V1__a.sql", sql).get(0);
    return check(Foreseen.untried(statement, List.of(size), "it needs rows")).findings();
  }

  private static Checked check(Foreseen foreseen) {
    Statement statement = foreseen.statement();
    ScriptFile file =
        new ScriptFile("V1__a.sql", List.of(statement), Map.of(statement.index(), foreseen), false);
    return SafetyRules.check(List.of(file), new RuleSettings(Map.of("D", "off")), Facts.NONE);
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }
}
