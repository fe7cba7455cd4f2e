package dev.migrate.environment;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves {@code ${name}} and {@code ${name:default}} as Spring does: from the command line, the
 * environment variables and the application's own properties, nested ones too. What nothing
 * resolves stays as it is.
 */
final class SpringPlaceholders {

  private final Map<String, Value> own;
  private final Map<String, String> properties;
  private final Map<String, String> variables;

  SpringPlaceholders(
      Map<String, Value> own, Map<String, String> properties, Map<String, String> variables) {
    this.own = own;
    this.properties = properties;
    this.variables = variables;
  }

  String resolved(String text) {
    return resolved(text, new HashSet<>());
  }

  /** The first {@code ${…}} that stayed; empty when all is resolved. */
  static Optional<String> unresolved(String text) {
    int start = text.indexOf("${");
    int end = start < 0 ? -1 : end(text, start);
    if (end < 0) {
      return Optional.empty();
    }
    String inner = text.substring(start + 2, end);
    return Optional.of("${" + inner.split(":", 2)[0] + "}");
  }

  private String resolved(String text, Set<String> seen) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
      int end = end(text, start);
      if (end < 0) {
        break;
      }
      result.append(text, from, start);
      result.append(
          one(text.substring(start + 2, end), seen).orElse(text.substring(start, end + 1)));
      from = end + 1;
    }
    return result.append(text, from, text.length()).toString();
  }

  private Optional<String> one(String inner, Set<String> seen) {
    String expression = resolved(inner, seen);
    String[] parts = expression.split(":", 2);
    if (!seen.add(parts[0])) {
      return Optional.empty();
    }
    Optional<String> found = lookup(parts[0]).map(text -> resolved(text, seen));
    seen.remove(parts[0]);
    return found.or(() -> parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
  }

  private Optional<String> lookup(String name) {
    String variable = name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    return Optional.ofNullable(properties.get(name))
        .or(() -> Optional.ofNullable(variables.get(name)))
        .or(() -> Optional.ofNullable(variables.get(variable)))
        .or(() -> Optional.ofNullable(own.get(name)).map(Value::text));
  }

  /** Where the expression that begins at {@code start} ends; negative when it does not. */
  private static int end(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
