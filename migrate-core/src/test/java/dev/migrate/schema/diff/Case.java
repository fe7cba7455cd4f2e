package dev.migrate.schema.diff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One case of a file {@code schema-diff/*.sql}: {@code ###} and its name; {@code --} and a word
 * before the statements of a schema, with empty lines between them; {@code --}, a word and a value
 * for what is given or expected.
 */
record Case(String name, String text) {

  /** All of a file. */
  static List<Case> of(String file) throws IOException {
    String path = "/schema-diff/" + file + ".sql";
    try (InputStream in = Case.class.getResourceAsStream(path)) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(all.split("(?m)^### "))
          .filter(each -> !each.isBlank())
          .map(each -> new Case(each.lines().findFirst().orElseThrow(), each))
          .toList();
    }
  }

  List<String> statements(String schema) {
    String head = "-- " + schema + "\n";
    String rest = text.substring(text.indexOf(head) + head.length());
    int end = rest.startsWith("-- ") ? 0 : rest.indexOf("\n-- ");
    return Stream.of((end < 0 ? rest : rest.substring(0, end)).split("\n\n"))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty())
        .toList();
  }

  /** What stands after a word, in each of its lines. */
  List<String> values(String word) {
    String head = "-- " + word + " ";
    return text.lines()
        .filter(line -> line.startsWith(head))
        .map(line -> line.substring(head.length()))
        .toList();
  }

  /** Whether there is a line of a word. */
  boolean has(String word) {
    return text.lines()
        .anyMatch(line -> line.equals("-- " + word) || line.startsWith("-- " + word + " "));
  }

  @Override
  public String toString() {
    return name;
  }
}
