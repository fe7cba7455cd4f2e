package dev.migrate.backup;

import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of a table's first key column, which is never NULL. The slices of one table are made of
 * one growing row of bounds, so every key is in exactly one of them, whatever the bounds are.
 *
 * @param column its name; null for a whole table
 * @param from the least value, as a literal; null for no limit
 * @param to the value above the greatest, as a literal; null for no limit
 */
record Slice(@Nullable String column, @Nullable String from, @Nullable String to) {

  static final Slice WHOLE = new Slice(null, null, null);

  /** The slices between growing bounds: one more than there are bounds. */
  static List<Slice> between(String column, List<String> bounds) {
    List<Slice> slices = new ArrayList<>();
    String from = null;
    for (String bound : bounds) {
      slices.add(new Slice(column, from, bound));
      from = bound;
    }
    slices.add(from == null ? WHOLE : new Slice(column, from, null));
    return slices;
  }

  /** The query that reads it, by the key whatever the server thinks. */
  String query(TableSource table) {
    return query(table, "FORCE INDEX (PRIMARY)");
  }

  /** The same with another index hint. */
  String query(TableSource table, String hint) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < table.columns().size(); i++) {
      sql.append(i == 0 ? "" : ",").append(table.columns().get(i).expression());
    }
    sql.append(" FROM ").append(Identifier.quote(table.name()));
    if (table.versioned()) {
      sql.append(" FOR SYSTEM_TIME ALL");
    }
    if (column != null) {
      sql.append(' ').append(hint).append(" WHERE ").append(condition());
    }
    return sql.toString();
  }

  private String condition() {
    String name = Identifier.quote(String.valueOf(column));
    List<String> conditions = new ArrayList<>();
    if (from != null) {
      conditions.add(name + " >= " + from);
    }
    if (to != null) {
      conditions.add(name + " < " + to);
    }
    return String.join(" AND ", conditions);
  }
}
