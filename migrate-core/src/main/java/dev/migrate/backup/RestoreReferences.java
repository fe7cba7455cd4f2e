package dev.migrate.backup;

import static dev.migrate.server.Literal.text;

import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.sql.SQLException;
import java.util.StringJoiner;

/** Foreign keys of tables that stay, to tables that are replaced: they would follow those. */
final class RestoreReferences {

  private RestoreReferences() {}

  /** Refuses to replace tables that others refer to, as far as the account can see these. */
  static void check(RestoreSession session, String target, RestorePlan plan) throws SQLException {
    String query =
        "SELECT constraint_schema, table_name, constraint_name, referenced_table_name"
            + " FROM information_schema.referential_constraints WHERE unique_constraint_schema = "
            + text(target);
    StringJoiner found = new StringJoiner(", ");
    for (Row row : session.wire().query(query)) {
      boolean stays =
          !row.required(0).equals(target) || (plan.isPartial() && !plan.isTable(row.required(1)));
      boolean replaced = !plan.isPartial() || plan.isTable(row.required(3));
      if (stays && replaced) {
        found.add(
            String.format(
                "%s.%s (%s) to %s",
                row.required(0), row.required(1), row.required(2), row.required(3)));
      }
    }
    if (found.length() > 0) {
      throw new RefusedException(
          Problem.of(
                  "restore-referenced",
                  "Foreign keys of tables that stay refer to tables to be replaced, and would go"
                      + " with these: "
                      + found)
              .at("database " + target)
              .fix("drop these foreign keys, and add them again after the restore"));
    }
  }
}
