package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.schema.model.Schema;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What entities say and what they leave unsaid: the cases of {@code schema-diff/overlay.sql}. */
class OverlayTest {

  static List<Case> cases() throws IOException {
    return Case.of("overlay");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void only_what_entities_say_is_a_difference(Case each) throws SQLException {
    Renames renames = Renames.parse(each.values("rename"));
    try (Scratch current = Scratch.of(each.statements("current"));
        Scratch entities = Scratch.of(each.statements("entities"))) {
      Schema is = current.read();
      Overlay.Result overlay = Overlay.over(is, entities.read(), renames, each.has("drop"));
      Difference difference = Difference.between(is, overlay.wanted(), renames, Options.DEFAULT);
      List<String> changes = difference.changes().stream().map(Change::text).sorted().toList();
      if (each.has("changes")) {
        assertEquals(each.values("changes"), List.of(String.valueOf(changes.size())));
      } else {
        assertEquals(each.values("change").stream().sorted().toList(), plain(changes));
      }
      assertEquals(each.values("left"), overlay.leftAlone());
      for (Step step : difference.steps()) {
        current.execute(step.up(), step);
      }
      assertEquals(
          List.of(),
          Values.differences(current.read(), overlay.wanted(), false),
          changes::toString);
    }
  }

  /** MariaDB writes display widths, and other brackets. */
  private static List<String> plain(List<String> changes) {
    List<String> plain = new ArrayList<>();
    for (String change : changes) {
      plain.add(
          change.replace("bigint(20)", "bigint").replace(": `user_id` > 0", ": (`user_id` > 0)"));
    }
    return plain;
  }
}
