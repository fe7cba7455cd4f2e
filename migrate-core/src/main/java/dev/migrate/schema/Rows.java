package dev.migrate.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query; none at all if the server refused it.
 *
 * @param labels of the columns
 * @param rows their texts
 */
record Rows(List<String> labels, List<List<@Nullable String>> rows) {

  /** The server refused, for want of a privilege as a rule. */
  static final Rows REFUSED = new Rows(List.of(), List.of());

  boolean isRefused() {
    return labels.isEmpty();
  }

  static Rows of(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      labels.add(result.getMetaData().getColumnLabel(i));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(result.getString(i));
      }
      rows.add(row);
    }
    return new Rows(labels, rows);
  }
}
