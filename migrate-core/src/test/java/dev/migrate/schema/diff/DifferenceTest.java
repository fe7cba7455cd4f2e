package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of change, one by one: the cases of {@code schema-diff/*.sql}. */
class DifferenceTest {

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>(Case.of("both"));
    cases.addAll(Case.of(TestServer.vendor().name().toLowerCase(Locale.ROOT)));
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void every_change_goes_up_and_back_and_up(Case each) throws SQLException {
    Renames renames = Renames.parse(each.values("rename"));
    Proof proof =
        prove(each.statements("current"), each.statements("wanted"), renames, Options.DEFAULT);
    List<String> changes = proof.difference().changes().stream().map(Change::text).toList();
    for (String change : each.values("change")) {
      assertTrue(changes.contains(change), () -> change + " is not in\n" + proof.text());
    }
    for (String steps : each.values("steps")) {
      assertEquals(steps, String.valueOf(proof.difference().steps().size()), proof::text);
    }
    boolean destructive =
        proof.difference().steps().stream().anyMatch(step -> step.destructive() != null);
    assertTrue(destructive || !each.has("destructive"), proof::text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void and_back_with_the_order_of_columns(Case each) throws SQLException {
    if (!each.has("rename")) {
      List<String> before = each.statements("wanted");
      List<String> after = each.statements("current");
      prove(before, after, Renames.NONE, new Options(true));
    }
  }

  private static Proof prove(
      List<String> current, List<String> wanted, Renames renames, Options options)
      throws SQLException {
    Proof proof = Proof.of(current, wanted, renames, options, new Random(wanted.hashCode()));
    assertEquals(List.of(), proof.problems(), proof::text);
    return proof;
  }
}
