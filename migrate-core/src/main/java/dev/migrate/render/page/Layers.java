package dev.migrate.render.page;

import dev.migrate.report.Diagram.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tables in layers, each to the right of those it refers to, in an order in which few lines cross
 * (Sugiyama, Tagawa, Toda: Methods for Visual Understanding of Hierarchical System Structures,
 * 1981). Lines to the same table are one line for as long as they can be.
 */
final class Layers {

  private static final double SQUARE = 1.25;
  private static final int SWEEPS = 12;
  private static final int BETWEEN = 24;

  /** A table in a layer, or the place where lines to a table pass through it. */
  static final class Node {
    final @Nullable Card card;
    final List<Node> left = new ArrayList<>();
    final List<Node> right = new ArrayList<>();
    int layer;
    double y;
    double weight;

    Node(@Nullable Card card, int layer) {
      this.card = card;
      this.layer = layer;
    }

    int height() {
      return card == null ? 0 : card.height();
    }
  }

  /**
   * A link between two tables of different layers.
   *
   * @param left the table in the layer before
   * @param right the one in the layer behind
   * @param through from left to right: both, and the places between
   */
  record Edge(Link link, Node left, Node right, List<Node> through) {

    /** Whether the table that has the foreign key is on the left. */
    boolean reversed() {
      return link.table().equals(Objects.requireNonNull(left.card).box().name());
    }

    /** Links of the same bundle run together. */
    String bundle() {
      return link.references() + (reversed() ? "\n<" : "\n>");
    }
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<List<Node>> layers = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<Node, List<Node>> before = new HashMap<>();
  private final Map<Node, List<Node>> behind = new HashMap<>();

  private Layers() {}

  static Layers of(List<Card> cards, List<Link> links) {
    Layers layers = new Layers();
    cards.forEach(card -> layers.nodes.put(card.box().name(), new Node(card, -1)));
    layers.orient(links);
    layers.assign(cards);
    layers.connect(links);
    layers.order();
    layers.place();
    return layers;
  }

  List<List<Node>> all() {
    return layers;
  }

  List<Edge> edges() {
    return edges;
  }

  /** Which of two tables is on the left: the one referred to, but where that would be a circle. */
  private void orient(List<Link> links) {
    Map<Node, Set<Node>> references = new LinkedHashMap<>();
    nodes.values().forEach(node -> references.put(node, new HashSet<>()));
    for (Link link : links) {
      Node from = node(link.table());
      Node to = node(link.references());
      if (from != to) {
        references.computeIfAbsent(from, any -> new HashSet<>()).add(to);
      }
    }
    Set<Node> done = new HashSet<>();
    for (Node node : nodes.values()) {
      visit(node, references, done, new ArrayDeque<>());
    }
  }

  private void visit(Node node, Map<Node, Set<Node>> references, Set<Node> done, Deque<Node> path) {
    if (!done.add(node)) {
      return;
    }
    path.push(node);
    for (Node to : nodes.values()) {
      if (references.getOrDefault(node, Set.of()).contains(to)) {
        boolean circle = path.contains(to);
        before
            .computeIfAbsent(circle ? to : node, any -> new ArrayList<>())
            .add(circle ? node : to);
        behind
            .computeIfAbsent(circle ? node : to, any -> new ArrayList<>())
            .add(circle ? to : node);
        visit(to, references, done, path);
      }
    }
    path.pop();
  }

  private Node node(String table) {
    return Objects.requireNonNull(nodes.get(table), table);
  }

  /** As far left as those it refers to allow, in layers of about the same height. */
  private void assign(List<Card> cards) {
    double area =
        cards.stream().mapToDouble(c -> (c.width() + 80.0) * (c.height() + BETWEEN)).sum();
    double tallest = cards.stream().mapToInt(Card::height).max().orElse(0);
    double most = Math.max(tallest, Math.sqrt(area) * SQUARE);
    List<Double> heights = new ArrayList<>();
    List<Node> open = new ArrayList<>(nodes.values());
    open.sort(Comparator.comparingInt((Node node) -> behind(node).size()).reversed());
    while (!open.isEmpty()) {
      Node next =
          open.stream()
              .filter(node -> before(node).stream().allMatch(other -> other.layer >= 0))
              .findFirst()
              .orElse(open.get(0));
      open.remove(next);
      int layer = 1 + before(next).stream().mapToInt(other -> other.layer).max().orElse(-1);
      while (layer < heights.size() && heights.get(layer) + next.height() > most) {
        layer++;
      }
      while (heights.size() <= layer) {
        heights.add(0.0);
      }
      heights.set(layer, heights.get(layer) + next.height() + BETWEEN);
      next.layer = layer;
    }
    pull();
    for (Node node : nodes.values()) {
      while (layers.size() <= node.layer) {
        layers.add(new ArrayList<>());
      }
      layers.get(node.layer).add(node);
    }
  }

  /** A table that refers to none stands next to the first that refers to it. */
  private void pull() {
    for (Node node : nodes.values()) {
      if (before(node).isEmpty() && !behind(node).isEmpty()) {
        node.layer =
            Math.max(node.layer, behind(node).stream().mapToInt(n -> n.layer).min().orElse(1) - 1);
      }
    }
  }

  private List<Node> before(Node node) {
    return before.getOrDefault(node, List.of());
  }

  private List<Node> behind(Node node) {
    return behind.getOrDefault(node, List.of());
  }

  private void connect(List<Link> links) {
    Map<String, Node> passing = new HashMap<>();
    for (Link link : links) {
      Node from = node(link.table());
      Node to = node(link.references());
      if (from == to) {
        continue;
      }
      Node left = from.layer < to.layer ? from : to;
      Node right = left == from ? to : from;
      Edge edge = new Edge(link, left, right, new ArrayList<>(List.of(left)));
      for (int layer = left.layer + 1; layer < right.layer; layer++) {
        int at = layer;
        edge.through().add(passing.computeIfAbsent(edge.bundle() + layer, any -> passing(at)));
      }
      edge.through().add(right);
      for (int i = 1; i < edge.through().size(); i++) {
        edge.through().get(i).left.add(edge.through().get(i - 1));
        edge.through().get(i - 1).right.add(edge.through().get(i));
      }
      edges.add(edge);
    }
  }

  private Node passing(int layer) {
    Node node = new Node(null, layer);
    layers.get(layer).add(node);
    return node;
  }

  /** Each beside the middle of its neighbours, from left to right and back; the best is kept. */
  private void order() {
    List<List<Node>> best = copy();
    long least = crossings();
    for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      boolean forward = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        List<Node> layer = layers.get(forward ? i : layers.size() - 1 - i);
        for (Node node : layer) {
          List<Node> neighbours = forward ? node.left : node.right;
          node.weight =
              neighbours.stream().mapToInt(this::position).average().orElse(position(node));
        }
        layer.sort(Comparator.comparingDouble(node -> node.weight));
      }
      long crossings = crossings();
      if (crossings < least) {
        least = crossings;
        best = copy();
      }
    }
    layers.clear();
    layers.addAll(best);
  }

  private int position(Node node) {
    return layers.get(node.layer).indexOf(node);
  }

  private List<List<Node>> copy() {
    List<List<Node>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private long crossings() {
    long crossings = 0;
    for (int i = 1; i < layers.size(); i++) {
      List<int[]> lines = new ArrayList<>();
      for (Node node : layers.get(i)) {
        int to = position(node);
        new HashSet<>(node.left).forEach(from -> lines.add(new int[] {position(from), to}));
      }
      for (int a = 0; a < lines.size(); a++) {
        for (int b = a + 1; b < lines.size(); b++) {
          int[] one = lines.get(a);
          int[] other = lines.get(b);
          crossings += (long) (one[0] - other[0]) * (one[1] - other[1]) < 0 ? 1 : 0;
        }
      }
    }
    return crossings;
  }

  private void place() {
    for (List<Node> layer : layers) {
      Column.stack(layer, BETWEEN);
    }
    for (int pass = 0; pass < SWEEPS; pass++) {
      boolean forward = pass % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        Column.settle(layers.get(forward ? i : layers.size() - 1 - i), BETWEEN, forward);
      }
    }
    double top = layers.stream().flatMap(List::stream).mapToDouble(n -> n.y).min().orElse(0);
    layers.stream().flatMap(List::stream).forEach(node -> node.y = Math.round(node.y - top));
  }
}
