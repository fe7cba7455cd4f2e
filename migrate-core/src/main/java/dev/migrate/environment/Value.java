package dev.migrate.environment;

import java.util.Map;
import java.util.Optional;

/**
 * A setting's text as someone wrote it, and where; the text may be a secret.
 *
 * @param text as written
 * @param origin as in {@link Setting#origin}
 */
record Value(String text, String origin) {

  /** The entry of the map; empty when it is missing or blank, which both mean "not set". */
  static Optional<Value> of(Map<String, String> values, String key, String origin) {
    return Optional.ofNullable(values.get(key))
        .filter(text -> !text.isBlank())
        .map(text -> new Value(text, origin));
  }

  Setting shown(String name) {
    return new Setting(name, Secrets.shown(name, text), origin);
  }

  @Override
  public String toString() {
    return "Value[" + origin + "]";
  }
}
