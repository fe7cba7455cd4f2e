package dev.migrate.schema.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of change, one by one: the cases of {@code schema-diff/*.sql}. A case is {@code ###}
 * and its name, the statements of two schemas with empty lines between, and what is expected.
 */
class DifferenceTest {

  /** One case of a file. */
  record Case(
      String name,
      List<String> current,
      List<String> wanted,
      List<String> renames,
      List<String> changes,
      List<String> steps,
      boolean destructive) {

    static Case of(String text) {
      String name = text.lines().findFirst().orElseThrow();
      List<String> expectations = text.lines().filter(line -> line.startsWith("-- ")).toList();
      return new Case(
          name,
          statements(text, "-- current\n"),
          statements(text, "-- wanted\n"),
          values(expectations, "-- rename "),
          values(expectations, "-- change "),
          values(expectations, "-- steps "),
          expectations.contains("-- destructive"));
    }

    Case reversed() {
      List<String> before = wanted;
      List<String> after = current;
      return new Case(name, before, after, List.of(), List.of(), List.of(), false);
    }

    private static List<String> statements(String text, String head) {
      String rest = text.substring(text.indexOf(head) + head.length());
      int end = rest.startsWith("-- ") ? 0 : rest.indexOf("\n-- ");
      return Stream.of((end < 0 ? rest : rest.substring(0, end)).split("\n\n"))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    }

    private static List<String> values(List<String> lines, String head) {
      return lines.stream()
          .filter(line -> line.startsWith(head))
          .map(line -> line.substring(head.length()))
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    String vendor = TestServer.vendor().name().toLowerCase(Locale.ROOT);
    for (String file : List.of("both", vendor)) {
      String path = "/schema-diff/" + file + ".sql";
      try (InputStream in = DifferenceTest.class.getResourceAsStream(path)) {
        String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        Stream.of(text.split("(?m)^### "))
            .filter(each -> !each.isBlank())
            .map(Case::of)
            .forEach(cases::add);
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void every_change_goes_up_and_back_and_up(Case each) throws SQLException {
    Proof proof = prove(each, Options.DEFAULT);
    List<String> changes = proof.difference().changes().stream().map(Change::text).toList();
    for (String change : each.changes()) {
      assertTrue(changes.contains(change), () -> change + " is not in\n" + proof.text());
    }
    for (String steps : each.steps()) {
      assertEquals(steps, "" + proof.difference().steps().size(), proof::text);
    }
    assertTrue(
        !each.destructive()
            || proof.difference().steps().stream().anyMatch(step -> step.destructive() != null),
        proof::text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void and_back_with_the_order_of_columns(Case each) throws SQLException {
    if (each.renames().isEmpty()) {
      prove(each.reversed(), new Options(true));
    }
  }

  private static Proof prove(Case each, Options options) throws SQLException {
    Renames renames = Renames.parse(each.renames());
    Proof proof =
        Proof.of(
            each.current(), each.wanted(), renames, options, new Random(each.name().hashCode()));
    assertEquals(List.of(), proof.problems(), proof::text);
    return proof;
  }
}
