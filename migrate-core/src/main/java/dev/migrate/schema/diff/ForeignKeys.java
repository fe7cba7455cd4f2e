package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which foreign keys stay while tables change. One goes, and comes back at the end, where it
 * changes itself, where a column at one of its ends is changed (1832, 1833), or where the index it
 * needs at one of its ends does not stay as it is (1553).
 */
final class ForeignKeys {

  private final Map<String, Pair> pairs = new LinkedHashMap<>();
  private final Renamed renamed;

  /** All pairs, by the wanted name. */
  ForeignKeys(List<Pair> pairs, Renamed renamed) {
    pairs.forEach(pair -> this.pairs.put(pair.wanted().name(), pair));
    this.renamed = renamed;
  }

  static Table without(Table table) {
    return Tables.withForeignKeys(table, List.of());
  }

  /** Those of a current table that stay all the time, under their present names. */
  List<ForeignKey> kept(Pair pair) {
    return pair.current().foreignKeys().stream().filter(key -> stays(pair, key)).toList();
  }

  /** Those of the wanted table that are to be added. */
  List<ForeignKey> added(Pair pair) {
    List<ForeignKey> added = new ArrayList<>(pair.wanted().foreignKeys());
    kept(pair).forEach(key -> added.remove(renamed.foreignKey(pair.current().name(), key)));
    return added;
  }

  private boolean stays(Pair pair, ForeignKey key) {
    ForeignKey after = renamed.foreignKey(pair.current().name(), key);
    return pair.wanted().foreignKeys().contains(after)
        && endStays(pair, after.columns())
        && (after.referencedSchema() != null || parentStays(after));
  }

  private boolean parentStays(ForeignKey key) {
    Pair parent = pairs.get(key.referencedTable());
    return parent != null && endStays(parent, key.referencedColumns());
  }

  private boolean endStays(Pair pair, List<String> columns) {
    return pair.renamed().options().engine().equals(pair.wanted().options().engine())
        && pair.renamed().partitioning().equals(pair.wanted().partitioning())
        && columns.stream().allMatch(column -> columnStays(pair, column))
        && pair.renamed().indexes().stream()
            .anyMatch(
                index ->
                    supports(index, columns)
                        && pair.wanted().index(index.name()).equals(Optional.of(index)));
  }

  private boolean columnStays(Pair pair, String name) {
    Optional<Column> before = pair.renamed().column(name);
    Optional<Column> after = pair.wanted().column(name);
    return before.isPresent()
        && after.isPresent()
        && Columns.sameStorage(before.get(), after.get())
        && (before.get().generated() == null || renamed.columns(pair.current().name()).isEmpty());
  }

  /** Whether an index serves a foreign key on these columns. */
  static boolean supports(Index index, List<String> columns) {
    boolean ordered =
        index.kind() == Index.Kind.PRIMARY
            || index.kind() == Index.Kind.UNIQUE
            || index.kind() == Index.Kind.PLAIN;
    if (!ordered || index.parts().size() < columns.size()) {
      return false;
    }
    List<Index.Part> parts = index.parts().subList(0, columns.size());
    return parts.stream().allMatch(part -> part.column() != null && part.prefix() == null)
        && Columns.same(index.columns().subList(0, columns.size()), columns);
  }
}
