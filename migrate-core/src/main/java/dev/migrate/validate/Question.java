package dev.migrate.validate;

import static dev.migrate.server.Identifier.quote;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many rows break what a statement is going to demand.
 *
 * @param count a query that gives their number
 * @param keys one that gives some of their primary keys; null where there is no such key
 * @param listing one that gives all of them
 */
record Question(String count, @Nullable String keys, String listing) {

  /** How many keys are shown. */
  private static final int SHOWN = 3;

  /** Rows of a table that fulfil a condition. */
  static Question rows(String table, String condition, List<String> primaryKey) {
    String from = " FROM " + quote(table) + " WHERE " + condition;
    return new Question(
        "SELECT COUNT(*)" + from, keys(list(primaryKey, ""), from, primaryKey), "SELECT *" + from);
  }

  /** Values, or combinations of values, that several rows have. */
  static Question duplicates(String table, List<String> expressions, List<String> primaryKey) {
    String present =
        expressions.stream()
            .map(each -> each + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String groups =
        " FROM "
            + quote(table)
            + " WHERE "
            + present
            + " GROUP BY "
            + String.join(", ", expressions)
            + " HAVING COUNT(*) > 1";
    String both =
        primaryKey.size() == 1
            ? "CONCAT(MIN("
                + quote(primaryKey.get(0))
                + "), ' and ', MAX("
                + quote(primaryKey.get(0))
                + "))"
            : "";
    return new Question(
        "SELECT COUNT(*) FROM (SELECT 1" + groups + ") AS duplicates",
        keys(both, groups, primaryKey.size() == 1 ? primaryKey : List.of()),
        "SELECT " + String.join(", ", expressions) + ", COUNT(*)" + groups);
  }

  /** Rows of a child whose parent is not there. */
  static Question orphans(
      String child,
      List<String> columns,
      String parent,
      List<String> parentColumns,
      List<String> primaryKey) {
    StringBuilder on = new StringBuilder();
    StringBuilder present = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String own = "child." + quote(columns.get(i));
      on.append(i == 0 ? "" : " AND ")
          .append("parent.")
          .append(quote(parentColumns.get(i)))
          .append(" = ")
          .append(own);
      present.append(own).append(" IS NOT NULL AND ");
    }
    String from =
        " FROM "
            + quote(child)
            + " AS child WHERE "
            + present
            + "NOT EXISTS (SELECT 1 FROM "
            + parent
            + " AS parent WHERE "
            + on
            + ")";
    return new Question(
        "SELECT COUNT(*)" + from,
        keys(list(primaryKey, "child."), from, primaryKey),
        "SELECT child.*" + from);
  }

  private static String list(List<String> columns, String prefix) {
    return columns.stream()
        .map(column -> prefix + quote(column))
        .collect(Collectors.joining(", ', ', ", "CONCAT(", ")"));
  }

  private static @Nullable String keys(String selected, String from, List<String> primaryKey) {
    return primaryKey.isEmpty() || primaryKey.contains("")
        ? null
        : "SELECT " + selected + from + " LIMIT " + SHOWN;
  }
}
