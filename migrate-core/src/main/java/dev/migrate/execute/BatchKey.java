package dev.migrate.execute;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The unique key a table is cut along: no column is null, all are in one order.
 *
 * @param table as written in a statement, quoted
 * @param index its name
 */
record BatchKey(String table, String index, List<KeyColumn> columns) {

  BatchKey {
    columns = List.copyOf(columns);
  }

  List<String> names() {
    return columns.stream().map(KeyColumn::name).toList();
  }

  /** {@code q.a, q.b}, each followed by {@code direction}. */
  String ordered(String qualifier, String direction) {
    return columns.stream()
        .map(column -> column.of(qualifier) + direction)
        .collect(Collectors.joining(", "));
  }

  /** The key's values, to be read with {@link KeyColumn#value}. */
  String selected(String qualifier) {
    return columns.stream()
        .map(column -> column.select(qualifier))
        .collect(Collectors.joining(", "));
  }

  /** {@code (a, b) > (1, 2)}, written so that both optimizers make ranges of the index of it. */
  String above(String qualifier, List<String> key) {
    return beyond(qualifier, key, 0, ">", ">");
  }

  /** {@code (a, b) <= (1, 2)}. */
  String notAbove(String qualifier, List<String> key) {
    return beyond(qualifier, key, 0, "<", "<=");
  }

  /**
   * {@code (a, b) > low AND (a, b) <= high} in ranges that do not overlap.
   *
   * @param equal how many of the first columns are equal in both, as the server compares them
   */
  String between(String qualifier, List<String> low, List<String> high, int equal) {
    String prefix =
        columns.stream()
            .limit(equal)
            .map(column -> compare(qualifier, column, "=", high) + " AND ")
            .collect(Collectors.joining());
    if (equal == columns.size()) {
      return prefix + "FALSE";
    }
    KeyColumn column = columns.get(equal);
    if (equal == columns.size() - 1) {
      return prefix
          + compare(qualifier, column, ">", low)
          + " AND "
          + compare(qualifier, column, "<=", high);
    }
    return prefix
        + "(("
        + compare(qualifier, column, "=", low)
        + " AND "
        + beyond(qualifier, low, equal + 1, ">", ">")
        + ") OR ("
        + compare(qualifier, column, ">", low)
        + " AND "
        + compare(qualifier, column, "<", high)
        + ") OR ("
        + compare(qualifier, column, "=", high)
        + " AND "
        + beyond(qualifier, high, equal + 1, "<", "<=")
        + "))";
  }

  private String beyond(
      String qualifier, List<String> key, int from, String sign, String lastSign) {
    KeyColumn column = columns.get(from);
    if (from == columns.size() - 1) {
      return compare(qualifier, column, lastSign, key);
    }
    return "("
        + compare(qualifier, column, sign, key)
        + " OR ("
        + compare(qualifier, column, "=", key)
        + " AND "
        + beyond(qualifier, key, from + 1, sign, lastSign)
        + "))";
  }

  private String compare(String qualifier, KeyColumn column, String sign, List<String> key) {
    String value = key.get(columns.indexOf(column));
    return column.of(qualifier) + " " + sign + " " + column.literal(value);
  }

  /** One value a column, 1 where two keys are equal in it. */
  String equalities(List<String> one, List<String> other) {
    return java.util.stream.IntStream.range(0, columns.size())
        .mapToObj(
            i -> columns.get(i).literal(one.get(i)) + " = " + columns.get(i).literal(other.get(i)))
        .collect(Collectors.joining(", "));
  }
}
