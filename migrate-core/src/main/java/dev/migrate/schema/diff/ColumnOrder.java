package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Table;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where the columns of an ALTER TABLE go: as few as possible of those that stay are moved. A server
 * leaves what it is told nothing about where it is, puts new columns last, and reads FIRST and
 * AFTER clause by clause.
 */
final class ColumnOrder {

  private final Map<String, String> positions = new HashMap<>();

  private ColumnOrder() {}

  static ColumnOrder of(Table before, Table after, Replaced replaced) {
    List<String> wanted = names(after);
    List<String> old = new ArrayList<>();
    before.columns().stream()
        .filter(column -> !replaced.has(column))
        .forEach(column -> old.add(column.name().toLowerCase(Locale.ROOT)));
    old.retainAll(new HashSet<>(wanted));
    ColumnOrder order = new ColumnOrder();
    if (old.equals(wanted)) {
      return order;
    }
    Set<String> unmoved = longestInOrder(old, wanted);
    Set<String> remaining = new HashSet<>(unmoved);
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      // A new column comes last by itself; a moved one has to be told.
      boolean last = remaining.isEmpty() && !old.contains(name);
      if (!remaining.remove(name) && !unmoved.contains(name) && !last) {
        order.positions.put(
            name,
            i == 0 ? " FIRST" : " AFTER " + Identifier.quote(after.columns().get(i - 1).name()));
      }
    }
    return order;
  }

  /** {@code AFTER `title`}, {@code FIRST}; empty where nothing has to be said. */
  String position(String column) {
    return positions.getOrDefault(column.toLowerCase(Locale.ROOT), "");
  }

  private static List<String> names(Table table) {
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      names.add(column.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** The longest row of names that stand in the same order in both lists. */
  private static Set<String> longestInOrder(List<String> old, List<String> wanted) {
    List<String> sequence = new ArrayList<>(wanted);
    sequence.retainAll(new HashSet<>(old));
    Map<String, Integer> place = new HashMap<>();
    old.forEach(name -> place.put(name, place.size()));
    int[] length = new int[sequence.size()];
    int[] previous = new int[sequence.size()];
    int best = -1;
    for (int i = 0; i < sequence.size(); i++) {
      length[i] = 1;
      previous[i] = -1;
      for (int j = 0; j < i; j++) {
        if (place.getOrDefault(sequence.get(j), 0) < place.getOrDefault(sequence.get(i), 0)
            && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          previous[i] = j;
        }
      }
      best = best < 0 || length[i] > length[best] ? i : best;
    }
    Set<String> names = new HashSet<>();
    for (int i = best; i >= 0; i = previous[i]) {
      names.add(sequence.get(i));
    }
    return names;
  }
}
