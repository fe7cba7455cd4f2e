package dev.migrate.render.page;

import dev.migrate.report.Diagram;
import dev.migrate.report.Diagram.Box;
import dev.migrate.report.Diagram.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tables that belong together: those that refer to each other, and of many of these those that do
 * so more than to others (Clauset, Newman, Moore: Finding community structure in very large
 * networks, 2004), never more than can be read together; and those that refer to nothing, by the
 * first word of their names.
 */
final class Groups {

  private static final int MOST = 24;
  private static final int LEAST_OF_A_NAME = 6;
  private static final String ALONE = "no relations";

  /** Tables that are drawn together. */
  record Group(String name, List<Card> cards, boolean linked) {}

  private final Map<String, Integer> group = new LinkedHashMap<>();
  private final Map<Integer, Integer> degrees = new HashMap<>();
  private final Map<Integer, Integer> sizes = new HashMap<>();
  private final Map<Long, Integer> weights = new TreeMap<>();
  private final Map<Integer, Integer> whole = new HashMap<>();
  private int links;

  private Groups() {}

  /** The largest first, those without links last. */
  static List<Group> of(Diagram diagram) {
    Groups groups = new Groups();
    diagram.tables().forEach(box -> groups.add(box.name()));
    diagram.links().forEach(groups::add);
    groups.measure();
    groups.merge();
    return groups.groups(diagram);
  }

  private void add(String table) {
    int id = group.size();
    group.put(table, id);
    sizes.put(id, 1);
    degrees.put(id, 0);
  }

  private void add(Link link) {
    Integer from = group.get(link.table());
    Integer to = group.get(link.references());
    if (from != null && to != null && !from.equals(to)) {
      links++;
      degrees.merge(from, 1, Integer::sum);
      degrees.merge(to, 1, Integer::sum);
      weights.merge(pair(from, to), 1, Integer::sum);
    }
  }

  /** How many tables can be reached from each, over any number of links. */
  private void measure() {
    Map<Integer, Set<Integer>> reached = new HashMap<>();
    group.values().forEach(id -> reached.put(id, new HashSet<>(Set.of(id))));
    for (long pair : weights.keySet()) {
      Set<Integer> one = Objects.requireNonNull(reached.get((int) (pair >> 32)));
      Set<Integer> other = Objects.requireNonNull(reached.get((int) pair));
      if (one != other) {
        one.addAll(other);
        other.forEach(id -> reached.put(id, one));
      }
    }
    reached.forEach((id, all) -> whole.put(id, all.size()));
  }

  private static long pair(int a, int b) {
    return ((long) Math.min(a, b) << 32) | Math.max(a, b);
  }

  /** Joins the two groups whose joining makes most sense, as long as one does. */
  private void merge() {
    while (true) {
      double most = 0;
      long best = -1;
      for (Map.Entry<Long, Integer> weight : weights.entrySet()) {
        int a = (int) (weight.getKey() >> 32);
        int b = weight.getKey().intValue();
        double gain = weight.getValue() - (double) degrees(a) * degrees(b) / (2.0 * links);
        if (whole.getOrDefault(a, 0) <= MOST) {
          gain = Math.max(gain, Double.MIN_VALUE);
        }
        if (size(a) + size(b) <= MOST && gain > most) {
          most = gain;
          best = weight.getKey();
        }
      }
      if (best < 0) {
        return;
      }
      join((int) (best >> 32), (int) best);
    }
  }

  private void join(int into, int from) {
    group.replaceAll((table, id) -> id == from ? into : id);
    sizes.put(into, size(into) + size(from));
    degrees.put(into, degrees(into) + degrees(from));
    weights.remove(pair(into, from));
    for (Map.Entry<Long, Integer> weight : new ArrayList<>(weights.entrySet())) {
      int a = (int) (weight.getKey() >> 32);
      int b = weight.getKey().intValue();
      if (a == from || b == from) {
        weights.remove(weight.getKey());
        weights.merge(pair(into, a == from ? b : a), weight.getValue(), Integer::sum);
      }
    }
  }

  private int size(int id) {
    return sizes.getOrDefault(id, 0);
  }

  private int degrees(int id) {
    return degrees.getOrDefault(id, 0);
  }

  private List<Group> groups(Diagram diagram) {
    Map<Integer, List<Box>> linked = new LinkedHashMap<>();
    List<Box> alone = new ArrayList<>();
    for (Box box : diagram.tables()) {
      Integer id = group.getOrDefault(box.name(), -1);
      if (size(id) > 1) {
        linked.computeIfAbsent(id, any -> new ArrayList<>()).add(box);
      } else {
        alone.add(box);
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    for (Link link : diagram.links()) {
      counts.merge(link.table(), 1, Integer::sum);
      counts.merge(link.references(), 1, Integer::sum);
    }
    List<Group> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (List<Box> boxes : linked.values()) {
      String hub = "around " + hub(boxes, counts);
      String name = word(boxes).filter(names::add).orElse(hub);
      groups.add(group(name, boxes, true));
    }
    groups.sort(Comparator.comparingInt((Group group) -> group.cards().size()).reversed());
    groups.addAll(alone(alone));
    return groups;
  }

  private static List<Group> alone(List<Box> alone) {
    Map<String, List<Box>> byWord =
        alone.stream()
            .collect(
                Collectors.groupingBy(
                    box -> firstWord(box.name()), TreeMap::new, Collectors.toList()));
    List<Group> groups = new ArrayList<>();
    List<Box> others = new ArrayList<>();
    byWord.forEach(
        (word, boxes) -> {
          if (boxes.size() >= LEAST_OF_A_NAME && !word.isEmpty()) {
            groups.add(group(word + " (" + ALONE + ")", boxes, false));
          } else {
            others.addAll(boxes);
          }
        });
    if (!others.isEmpty()) {
      groups.add(group(ALONE, others, false));
    }
    return groups;
  }

  private static Group group(String name, List<Box> boxes, boolean linked) {
    return new Group(name, boxes.stream().map(Card::of).toList(), linked);
  }

  /** The first word that most of them begin with. */
  private static Optional<String> word(List<Box> boxes) {
    Map<String, Long> words =
        boxes.stream()
            .collect(Collectors.groupingBy(box -> firstWord(box.name()), Collectors.counting()));
    return words.entrySet().stream()
        .filter(word -> !word.getKey().isEmpty() && word.getValue() * 5 >= boxes.size() * 3L)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The table with the most links. */
  private static String hub(List<Box> boxes, Map<String, Integer> counts) {
    return boxes.stream()
        .map(Box::name)
        .max(Comparator.comparingInt(table -> counts.getOrDefault(table, 0)))
        .orElse("");
  }

  private static String firstWord(String table) {
    int end = table.indexOf('_');
    return end <= 0 ? "" : table.substring(0, end);
  }
}
