package dev.migrate.backup;

import dev.migrate.backup.wire.Wire;
import dev.migrate.server.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds JSON values of MySQL that text does not bring back as they are: one made from a date, a
 * decimal or bytes keeps that type, and comes back from its text as a string or a double ("The JSON
 * Data Type", opaque values).
 */
final class JsonCheck {

  private JsonCheck() {}

  /** A sentence for each column with such values; read under the session's snapshot. */
  static List<String> warnings(Wire wire, List<TableSource> tables) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (TableSource table : tables) {
      for (ColumnSource column : table.columns()) {
        if (column.type().equals("json")) {
          long count = wire.query(query(table, column)).get(0).number(0);
          if (count > 0) {
            warnings.add(warning(table, column, count));
          }
        }
      }
    }
    return warnings;
  }

  private static String query(TableSource table, ColumnSource column) {
    String name = Identifier.quote(column.name());
    String again = "CAST(CAST(" + name + " AS CHAR CHARACTER SET utf8mb4) AS JSON)";
    // Equal numbers differ in size if one is a decimal. Of the column itself the size would be the
    // one before partial updates; of a part of it, it is the value's.
    return "SELECT COUNT(*) FROM "
        + Identifier.quote(table.name())
        + " WHERE "
        + name
        + " <> "
        + again
        + " OR JSON_STORAGE_SIZE(JSON_EXTRACT("
        + name
        + ", '$')) <> JSON_STORAGE_SIZE("
        + again
        + ")";
  }

  private static String warning(TableSource table, ColumnSource column, long count) {
    return table.name()
        + "."
        + column.name()
        + ": "
        + count
        + (count == 1 ? " JSON value holds" : " JSON values hold")
        + " a date, a decimal or bytes; restored, these are a string or a double that read the same";
  }
}
