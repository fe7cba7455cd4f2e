package dev.migrate.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells whether definitions are still what they were. */
final class Definitions {

  private Definitions() {}

  /** The names of what differs, sorted; counters do not count. */
  static List<String> changed(Catalog before, Catalog after) {
    Map<String, String> was = hashes(before);
    Map<String, String> is = hashes(after);
    Set<String> changed = new TreeSet<>();
    was.forEach(
        (name, hash) -> {
          if (!hash.equals(is.get(name))) {
            changed.add(name);
          }
        });
    is.keySet().stream().filter(name -> !was.containsKey(name)).forEach(changed::add);
    return List.copyOf(changed);
  }

  private static Map<String, String> hashes(Catalog catalog) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (TableSource table : catalog.tables()) {
      hashes.put("table " + table.name(), table.definitionHash());
    }
    for (ObjectSource each : catalog.sources()) {
      hashes.put(each.label(), each.hash());
    }
    return hashes;
  }
}
