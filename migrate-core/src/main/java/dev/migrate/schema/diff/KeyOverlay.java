package dev.migrate.schema.diff;

import dev.migrate.schema.model.ForeignKey;
import dev.migrate.schema.model.ForeignKey.Action;
import dev.migrate.schema.model.Index;
import dev.migrate.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Indexes and foreign keys of an entity's table, with those that are there already: they are the
 * same if they do the same, whatever their names are.
 */
final class KeyOverlay {

  private final Table old;
  private final Table entity;
  private final Set<String> columns;
  private final boolean drop;
  private final List<String> leftAlone = new ArrayList<>();

  /**
   * Of one table.
   *
   * @param columns those that it will have, in lower case
   */
  KeyOverlay(Table old, Table entity, Set<String> columns, boolean drop) {
    this.old = old;
    this.entity = entity;
    this.columns = columns;
    this.drop = drop;
  }

  List<String> leftAlone() {
    return leftAlone;
  }

  List<ForeignKey> foreignKeys() {
    List<ForeignKey> said = new ArrayList<>(entity.foreignKeys());
    List<ForeignKey> keys = new ArrayList<>();
    for (ForeignKey key : old.foreignKeys()) {
      Optional<ForeignKey> same = said.stream().filter(each -> same(each, key)).findFirst();
      if (same.isPresent()) {
        said.remove(same.get());
        keys.add(withActions(key, same.get()));
      } else if (!drop && exist(key.columns()) && !isNameOf(key.name(), entity.foreignKeys())) {
        keys.add(key);
        leftAlone.add("foreign key " + old.name() + "." + key.name());
      }
    }
    keys.addAll(said);
    return keys;
  }

  private static boolean isNameOf(String name, List<ForeignKey> keys) {
    return keys.stream().anyMatch(key -> key.name().equalsIgnoreCase(name));
  }

  private static boolean same(ForeignKey one, ForeignKey other) {
    return one.referencedTable().equals(other.referencedTable())
        && Objects.equals(one.referencedSchema(), other.referencedSchema())
        && ends(one).equals(ends(other));
  }

  /** Each column with the one it refers to. */
  private static Set<String> ends(ForeignKey key) {
    Set<String> ends = new TreeSet<>();
    for (int i = 0; i < key.columns().size(); i++) {
      String end = key.columns().get(i) + "`" + key.referencedColumns().get(i);
      ends.add(end.toLowerCase(Locale.ROOT));
    }
    return ends;
  }

  private static ForeignKey withActions(ForeignKey key, ForeignKey said) {
    return new ForeignKey(
        key.name(),
        key.columns(),
        key.referencedSchema(),
        key.referencedTable(),
        key.referencedColumns(),
        said.onDelete() == Action.RESTRICT ? key.onDelete() : said.onDelete(),
        said.onUpdate() == Action.RESTRICT ? key.onUpdate() : said.onUpdate());
  }

  /**
   * All indexes.
   *
   * @param keys the foreign keys that the table will have
   */
  List<Index> indexes(List<ForeignKey> keys) {
    List<Index> said = new ArrayList<>(entity.indexes());
    List<Index> indexes = new ArrayList<>();
    List<Index> extra = new ArrayList<>();
    for (Index index : old.indexes()) {
      Optional<Index> same = said.stream().filter(each -> same(each, index)).findFirst();
      if (same.isPresent()) {
        said.remove(same.get());
        indexes.add(index);
      } else if (exist(index)) {
        extra.add(index);
      }
    }
    // What makes a column unique is there already where the column is the primary key.
    said.removeIf(
        each ->
            each.kind() == Index.Kind.UNIQUE
                && indexes.stream().anyMatch(index -> isPrimaryOf(index, each)));
    Set<String> taken = new HashSet<>();
    said.forEach(index -> taken.add(index.name().toLowerCase(Locale.ROOT)));
    for (Index index : extra) {
      boolean replaced = taken.contains(index.name().toLowerCase(Locale.ROOT));
      boolean needed = isNeeded(index, keys, said, indexes);
      boolean redundant = isServersOwn(index, old) && isLed(index, said);
      if (!replaced && (needed || (!drop && !redundant))) {
        indexes.add(index);
        if (!isServersOwn(index, old)) {
          leftAlone.add("index " + old.name() + "." + index.name());
        }
      }
    }
    said.removeIf(index -> isServersOwn(index, entity) && isLed(index, indexes));
    indexes.addAll(said);
    return indexes;
  }

  /** Whether a foreign key has no other index. */
  private static boolean isNeeded(
      Index index, List<ForeignKey> keys, List<Index> said, List<Index> others) {
    return keys.stream()
        .anyMatch(
            key ->
                ForeignKeys.supports(index, key.columns())
                    && said.stream().noneMatch(each -> ForeignKeys.supports(each, key.columns()))
                    && others.stream()
                        .noneMatch(each -> ForeignKeys.supports(each, key.columns())));
  }

  /** Whether an index is one that the server makes for a foreign key. */
  private static boolean isServersOwn(Index index, Table table) {
    return index.kind() == Index.Kind.PLAIN
        && table.foreignKeys().stream()
            .anyMatch(
                key ->
                    key.name().equalsIgnoreCase(index.name())
                        && Columns.same(key.columns(), index.columns()));
  }

  private static boolean isLed(Index index, List<Index> others) {
    return others.stream()
        .anyMatch(other -> !other.equals(index) && ForeignKeys.supports(other, index.columns()));
  }

  private static boolean isPrimaryOf(Index primary, Index unique) {
    return primary.kind() == Index.Kind.PRIMARY && set(primary).equals(set(unique));
  }

  private static boolean same(Index said, Index index) {
    if (said.kind() != index.kind() || said.parts().size() != index.parts().size()) {
      return false;
    }
    boolean unordered = said.kind() == Index.Kind.PRIMARY || said.kind() == Index.Kind.UNIQUE;
    if (unordered && set(said).equals(set(index)) && !set(said).contains("")) {
      return true;
    }
    for (int i = 0; i < said.parts().size(); i++) {
      if (!same(said.parts().get(i), index.parts().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** An entity cannot say how much of a column an index holds. */
  private static boolean same(Index.Part said, Index.Part part) {
    String column = said.column();
    boolean sameColumn =
        column == null ? part.column() == null : column.equalsIgnoreCase(part.column());
    return sameColumn
        && Objects.equals(said.expression(), part.expression())
        && said.descending() == part.descending()
        && (said.prefix() == null || said.prefix().equals(part.prefix()));
  }

  private static Set<String> set(Index index) {
    Set<String> names = new HashSet<>();
    index.columns().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  private boolean exist(List<String> names) {
    return names.stream().allMatch(name -> columns.contains(name.toLowerCase(Locale.ROOT)));
  }

  private boolean exist(Index index) {
    return index.parts().stream()
        .allMatch(
            part ->
                part.column() != null
                    ? columns.contains(part.column().toLowerCase(Locale.ROOT))
                    : old.columns().stream()
                        .filter(column -> Columns.mentions(part.expression(), column.name()))
                        .allMatch(
                            column -> columns.contains(column.name().toLowerCase(Locale.ROOT))));
  }
}
