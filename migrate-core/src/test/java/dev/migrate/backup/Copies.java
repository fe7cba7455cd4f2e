package dev.migrate.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.migrate.environment.DatabaseSettings;
import java.util.List;
import java.util.Map;

/** Compares databases value by value and object by object, without the code under test. */
final class Copies {

  private Copies() {}

  /** Fails at the first difference, naming the table or the object. */
  static void assertEqual(
      DatabaseSettings source, Map<String, String> definitions, DatabaseSettings copy)
      throws Exception {
    Map<String, List<String>> values = Values.all(source);
    Map<String, List<String>> restored = Values.all(copy);
    assertEquals(values.keySet(), restored.keySet());
    for (String table : values.keySet()) {
      assertEquals(values.get(table), restored.get(table), table);
    }
    Map<String, String> copied = Printed.all(copy);
    assertEquals(definitions.keySet(), copied.keySet());
    for (String object : definitions.keySet()) {
      assertEquals(definitions.get(object), copied.get(object), object);
    }
  }
}
