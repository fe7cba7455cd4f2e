package dev.migrate.execute;

import dev.migrate.server.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a table along a key, up to the greatest key there was at the beginning. */
final class KeyRanges {

  /** The walked table's name in our own queries. */
  private static final String ALIAS = "`k`";

  private final Connection connection;
  private final BatchKey key;

  /**
   * The next rows.
   *
   * @param low the key before them; null: from the first row on
   * @param equal how many of the key's first columns are equal in both bounds
   * @param to the position after them
   */
  record Range(@Nullable List<String> low, int equal, BatchPosition to) {

    /** The condition on the rows; {@code qualifier} is quoted already. */
    String condition(BatchKey key, String qualifier) {
      List<String> high = to.last();
      if (high == null) {
        throw new IllegalStateException("a range ends with a key");
      }
      return low == null ? key.notAbove(qualifier, high) : key.between(qualifier, low, high, equal);
    }
  }

  KeyRanges(Connection connection, BatchKey key) {
    this.connection = connection;
    this.key = key;
  }

  /** The position before the first row: rows that get greater keys later are not walked. */
  BatchPosition start() throws SQLException {
    String sql =
        "SELECT "
            + key.selected(ALIAS)
            + from()
            + " ORDER BY "
            + key.ordered(ALIAS, " DESC")
            + " LIMIT 1";
    List<String> row = row(sql);
    return new BatchPosition(key.names(), 0, null, row == null ? null : key(row));
  }

  /** The range of the next {@code size} rows; null when all are behind the position. */
  @Nullable Range next(BatchPosition at, int size) throws SQLException {
    List<String> end = at.end();
    if (end == null || at.isComplete()) {
      return null;
    }
    List<String> low = at.last();
    String equalities = low == null ? "" : ", " + equalities(low);
    List<String> row = row(bound(low, end, equalities, size));
    if (row != null) {
      return new Range(low, equal(row), at.at(at.rows() + size, key(row)));
    }
    List<String> last = low == null ? List.of() : rowOf(key.equalities(low, end));
    int equal = leading(last);
    return new Range(low, equal, at.at(at.rows() + size, end));
  }

  /** The key of the {@code size}-th row from here, and where it is equal to the last one. */
  private String bound(@Nullable List<String> low, List<String> end, String equalities, int size) {
    return "SELECT "
        + key.selected(ALIAS)
        + equalities
        + from()
        + " WHERE "
        + (low == null ? "" : key.above(ALIAS, low) + " AND ")
        + key.notAbove(ALIAS, end)
        + " ORDER BY "
        + key.ordered(ALIAS, "")
        + " LIMIT 1 OFFSET "
        + (size - 1);
  }

  private String equalities(List<String> low) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < key.columns().size(); i++) {
      KeyColumn column = key.columns().get(i);
      text.append(i == 0 ? "" : ", ")
          .append(column.of(ALIAS))
          .append(" = ")
          .append(column.literal(low.get(i)));
    }
    return text.toString();
  }

  /** About how many rows are left, as the optimizer guesses. */
  long estimate(BatchPosition at) throws SQLException {
    List<String> low = at.last();
    if (at.isComplete()) {
      return 0;
    }
    String where = low == null ? "" : " WHERE " + key.above(ALIAS, low);
    String sql =
        "EXPLAIN FORMAT=TRADITIONAL SELECT " + key.columns().get(0).of(ALIAS) + from() + where;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong("rows") : 0;
    }
  }

  private String from() {
    return " FROM "
        + key.table()
        + " AS "
        + ALIAS
        + " FORCE INDEX ("
        + Identifier.quote(key.index())
        + ")";
  }

  private List<String> key(List<String> row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      values.add(key.columns().get(i).value(row.get(i)));
    }
    return values;
  }

  private int equal(List<String> row) {
    return leading(row.subList(key.columns().size(), row.size()));
  }

  private static int leading(List<String> flags) {
    int equal = 0;
    while (equal < flags.size() && flags.get(equal).equals("1")) {
      equal++;
    }
    return equal;
  }

  private List<String> rowOf(String expressions) throws SQLException {
    List<String> row = row("SELECT " + expressions);
    return row == null ? List.of() : row;
  }

  private @Nullable List<String> row(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        return null;
      }
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return values;
    }
  }
}
