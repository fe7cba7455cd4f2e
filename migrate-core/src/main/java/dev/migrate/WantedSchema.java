package dev.migrate;

import dev.migrate.schema.diff.Step;
import dev.migrate.schema.model.Schema;
import dev.migrate.server.Identifier;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a project wants.
 *
 * @param schema as a server of the target's kind has it
 * @param origin where it comes from, for people: {@code 60 entities, Hibernate 6.6.5.Final}
 * @param hibernate the release that wrote it from entities, which leave much unsaid; null if it
 *     comes from elsewhere
 * @param rows statements that fill tables of generators of keys
 */
record WantedSchema(
    Schema schema, String origin, @Nullable String hibernate, List<Statement> rows) {

  WantedSchema {
    rows = List.copyOf(rows);
  }

  /** Whether it comes from entities. */
  boolean fromEntities() {
    return hibernate != null;
  }

  /** The rows of those tables that are not there yet. */
  List<Step> rowsOf(Schema current) {
    return rows.stream()
        .filter(row -> row.objects().stream().noneMatch(o -> isIn(current, o)))
        .map(WantedSchema::step)
        .toList();
  }

  private static boolean isIn(Schema current, ObjectName object) {
    return current.table(object.name()).isPresent();
  }

  private static Step step(Statement row) {
    String delete = "DELETE FROM " + Identifier.quote(row.objects().get(0).name());
    return new Step(row.sql(), delete, List.of(), null, null, false, null, null);
  }
}
