package dev.migrate.backup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts views after those they read from. */
final class ViewOrder {

  private final Map<String, Set<String>> sources = new TreeMap<>();
  private final Set<String> ordered = new LinkedHashSet<>();

  private ViewOrder(Map<String, String> definitions, String database) {
    definitions.forEach(
        (name, text) -> {
          Set<String> read = new TreeSet<>(tables(text, database));
          read.retainAll(definitions.keySet());
          sources.put(name, read);
        });
  }

  /**
   * The names of views in an order in which they can be made, by name where it makes no difference.
   *
   * @param definitions by name, each with its tables written as {@code `database`.`table`}
   */
  static List<String> of(Map<String, String> definitions, String database) {
    ViewOrder order = new ViewOrder(definitions, database);
    order.sources.keySet().forEach(name -> order.add(name, new TreeSet<>()));
    return List.copyOf(order.ordered);
  }

  private void add(String name, Set<String> waiting) {
    // A circle is broken where it is met: such views cannot be read, nor made, anyway.
    if (!ordered.contains(name) && waiting.add(name)) {
      sources.getOrDefault(name, Set.of()).forEach(source -> add(source, waiting));
      ordered.add(name);
    }
  }

  /** Names with this database before them and no column or parenthesis after them. */
  private static Set<String> tables(String text, String database) {
    List<String> found = new ArrayList<>();
    DdlTokens tokens = new DdlTokens(text, 0);
    boolean more = tokens.next();
    while (more) {
      List<String> name = new ArrayList<>();
      while (tokens.type() == DdlTokens.Type.NAME) {
        name.add(tokens.name());
        more = tokens.next();
        if (!tokens.isSymbol('.')) {
          break;
        }
        more = tokens.next();
      }
      if (name.size() == 2 && name.get(0).equals(database) && !tokens.isSymbol('(')) {
        found.add(name.get(1));
      }
      if (name.isEmpty()) {
        more = tokens.next();
      }
    }
    return new TreeSet<>(found);
  }
}
