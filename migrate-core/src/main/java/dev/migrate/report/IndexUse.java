package dev.migrate.report;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server knows of the use of a database's indexes.
 *
 * @param source where it knows that from
 * @param used names of the indexes that something has read, in lower case, by tables; empty where
 *     the source tells nothing
 * @param young why the figures of a table mean little, by its name
 * @param bytes sizes of indexes by tables, both names in lower case; those that the account may
 *     know
 */
record IndexUse(
    IndexFacts.Source source,
    Map<String, Set<String>> used,
    Map<String, String> young,
    Map<String, Map<String, Long>> bytes) {

  IndexUse {
    used = Map.copyOf(used);
    young = Map.copyOf(young);
    bytes = Map.copyOf(bytes);
  }

  boolean isUsed(String table, String index) {
    return used.getOrDefault(Diagrams.key(table), Set.of()).contains(Diagrams.key(index));
  }

  @Nullable Long bytes(String table, String index) {
    return bytes.getOrDefault(Diagrams.key(table), Map.of()).get(Diagrams.key(index));
  }
}
