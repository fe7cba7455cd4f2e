package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What goes and comes in one place and looks alike: perhaps it is only renamed. */
final class RenameCandidates {

  /** Of all columns of two tables, the part that they must have in common. */
  private static final double ALIKE = 0.5;

  private RenameCandidates() {}

  static List<String> of(Plan plan) {
    List<String> candidates = new ArrayList<>();
    Set<Table> taken = new HashSet<>();
    for (Table old : plan.dropped()) {
      for (Table table : plan.added()) {
        if (!taken.contains(table) && likeness(old, table) >= ALIKE) {
          candidates.add(old.name() + ":" + table.name());
          taken.add(table);
          break;
        }
      }
    }
    plan.pairs().forEach(pair -> candidates.addAll(columns(pair)));
    return candidates;
  }

  private static double likeness(Table one, Table other) {
    Set<String> common = columns(one);
    Set<String> all = new HashSet<>(common);
    common.retainAll(columns(other));
    all.addAll(columns(other));
    return (double) common.size() / all.size();
  }

  private static Set<String> columns(Table table) {
    return table.columns().stream()
        .map(column -> column.name().toLowerCase(Locale.ROOT) + " " + typeName(column))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<String> columns(Pair pair) {
    List<Column> added = new ArrayList<>(pair.wanted().columns());
    added.removeIf(column -> pair.renamed().column(column.name()).isPresent());
    List<String> candidates = new ArrayList<>();
    for (Column old : pair.renamed().columns()) {
      if (pair.wanted().column(old.name()).isEmpty()) {
        added.stream()
            .filter(column -> isAlike(old, column))
            .findFirst()
            .ifPresent(
                column -> {
                  added.remove(column);
                  candidates.add(pair.current().name() + "." + old.name() + ":" + column.name());
                });
      }
    }
    return candidates;
  }

  private static boolean isAlike(Column one, Column other) {
    return typeName(one).equals(typeName(other))
        && (one.generated() == null) == (other.generated() == null)
        && one.autoIncrement() == other.autoIncrement();
  }

  private static String typeName(Column column) {
    return column.type().replaceAll("[( ].*", "").toLowerCase(Locale.ROOT);
  }
}
