package dev.migrate.audit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was executed.
 *
 * @param where {@code file:line}
 * @param sha256 of its text, in hexadecimal digits
 * @param rows how many rows it changed
 * @param warnings how many warnings the server gave
 * @param duration as seen from here
 * @param failure the error's number and SQL state; null for a statement that did not fail
 */
public record AuditStatement(
    String where,
    String sha256,
    long rows,
    int warnings,
    Duration duration,
    @Nullable String failure) {

  /** A row of the audit is to fit into one packet, however long a script is. */
  private static final int MOST = 5_000;

  /** The statements as a JSON array; of very many the first and the last. */
  static @Nullable String json(List<AuditStatement> statements) {
    if (statements.isEmpty()) {
      return null;
    }
    int omitted = Math.max(0, statements.size() - MOST);
    JsonArray array = new JsonArray();
    statements
        .subList(0, statements.size() - omitted - (omitted > 0 ? 1 : 0))
        .forEach(s -> array.add(s.json()));
    if (omitted > 0) {
      JsonObject gap = new JsonObject();
      gap.addProperty("omitted", omitted);
      array.add(gap);
      array.add(statements.get(statements.size() - 1).json());
    }
    return array.toString();
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("where", where);
    json.addProperty("sha256", sha256);
    json.addProperty("rows", rows);
    json.addProperty("warnings", warnings);
    json.addProperty("millis", duration.toMillis());
    if (failure != null) {
      json.addProperty("failure", failure);
    }
    return json;
  }
}
