package dev.migrate.render.page;

import dev.migrate.render.page.Drawing.Block;
import dev.migrate.render.page.Drawing.Point;
import dev.migrate.render.page.Drawing.Route;
import dev.migrate.render.page.Drawing.Spot;
import dev.migrate.render.page.Layers.Edge;
import dev.migrate.render.page.Layers.Node;
import dev.migrate.report.Diagram.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Draws layers: gives each its place, and the lines between two their tracks. */
final class Router {

  private static final int MARGIN = 26;
  private static final int TRACK = 11;

  /** The heights between which the lines of a bundle run up and down between two layers. */
  private static final class Trunk {
    final int gap;
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    int track;

    Trunk(int gap) {
      this.gap = gap;
    }

    void reach(int y) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }

  private final Layers layers;
  private final Map<String, Trunk> trunks = new LinkedHashMap<>();
  private final List<Integer> lefts = new ArrayList<>();
  private final List<Integer> rights = new ArrayList<>();

  private Router(Layers layers) {
    this.layers = layers;
  }

  static Block draw(List<Card> cards, List<Link> links) {
    return new Router(Layers.of(cards, links)).block();
  }

  private Block block() {
    for (Edge edge : layers.edges()) {
      for (int i = 1; i < edge.through().size(); i++) {
        int gap = edge.left().layer + i - 1;
        Trunk trunk = trunks.computeIfAbsent(edge.bundle() + gap, any -> new Trunk(gap));
        trunk.reach(end(edge, edge.through().get(i - 1)));
        trunk.reach(end(edge, edge.through().get(i)));
      }
    }
    columns();
    List<Spot> spots = new ArrayList<>();
    int height = 0;
    for (List<Node> layer : layers.all()) {
      for (Node node : layer) {
        if (node.card != null) {
          spots.add(new Spot(node.card, 0, lefts.get(node.layer), (int) node.y));
        }
        height = Math.max(height, (int) node.y + node.height());
      }
    }
    List<Route> routes = layers.edges().stream().map(this::route).toList();
    return new Block(spots, routes, rights.get(rights.size() - 1), height);
  }

  /** The height at which a link enters or leaves. */
  private static int end(Edge edge, Node node) {
    if (node.card == null) {
      return (int) node.y;
    }
    boolean from = node.card.box().name().equals(edge.link().table());
    return (int) node.y
        + node.card.middle(
            Drawing.first(from ? edge.link().columns() : edge.link().referencedColumns()));
  }

  private void columns() {
    int x = 0;
    for (int i = 0; i < layers.all().size(); i++) {
      lefts.add(x);
      x +=
          layers.all().get(i).stream()
              .mapToInt(node -> node.card == null ? 0 : node.card.width())
              .max()
              .orElse(0);
      rights.add(x);
      x += 2 * MARGIN + TRACK * Math.max(0, tracks(i) - 1);
    }
  }

  /** Trunks that do not touch share a track. */
  private int tracks(int gap) {
    List<Integer> ends = new ArrayList<>();
    List<Trunk> here =
        trunks.values().stream()
            .filter(trunk -> trunk.gap == gap && trunk.low < trunk.high)
            .sorted(Comparator.comparingInt(trunk -> trunk.low))
            .toList();
    for (Trunk trunk : here) {
      int track = 0;
      while (track < ends.size() && ends.get(track) + TRACK > trunk.low) {
        track++;
      }
      if (track == ends.size()) {
        ends.add(0);
      }
      ends.set(track, trunk.high);
      trunk.track = track;
    }
    return ends.size();
  }

  private Route route(Edge edge) {
    List<Point> points = new ArrayList<>();
    Map<Node, Integer> ends = new HashMap<>();
    edge.through().forEach(node -> ends.put(node, end(edge, node)));
    points.add(new Point(lefts.get(edge.left().layer) + width(edge.left()), at(ends, edge.left())));
    for (int i = 1; i < edge.through().size(); i++) {
      int gap = edge.left().layer + i - 1;
      int from = at(ends, edge.through().get(i - 1));
      int to = at(ends, edge.through().get(i));
      Trunk trunk = Objects.requireNonNull(trunks.get(edge.bundle() + gap));
      int x = rights.get(gap) + MARGIN + trunk.track * TRACK;
      points.add(new Point(x, from));
      points.add(new Point(x, to));
    }
    points.add(new Point(lefts.get(edge.right().layer), at(ends, edge.right())));
    if (!edge.reversed()) {
      Collections.reverse(points);
    }
    return new Route(edge.link(), List.copyOf(points), false);
  }

  private static int at(Map<Node, Integer> ends, Node node) {
    return Objects.requireNonNull(ends.get(node));
  }

  private static int width(Node node) {
    return node.card == null ? 0 : node.card.width();
  }
}
