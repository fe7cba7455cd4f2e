package dev.migrate.render.page;

import dev.migrate.render.page.Drawing.Area;
import dev.migrate.render.page.Drawing.Block;
import dev.migrate.render.page.Drawing.Point;
import dev.migrate.render.page.Drawing.Route;
import dev.migrate.render.page.Drawing.Spot;
import dev.migrate.render.page.Groups.Group;
import dev.migrate.report.Diagram;
import dev.migrate.report.Diagram.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives every table of a diagram its place: groups side by side, each drawn by itself. */
final class Layout {

  static final int HUES = 8;

  private static final int PAD = 24;
  private static final int TITLE = 40;
  private static final int APART = 60;
  private static final double WIDE = 1.7;

  private final List<Area> areas = new ArrayList<>();
  private final Map<String, Spot> spots = new HashMap<>();
  private final List<Route> routes = new ArrayList<>();

  private Layout() {}

  static Drawing of(Diagram diagram) {
    return new Layout().draw(diagram);
  }

  private Drawing draw(Diagram diagram) {
    List<Group> groups = Groups.of(diagram);
    List<Block> blocks = groups.stream().map(group -> block(group, diagram)).toList();
    double area =
        blocks.stream()
            .mapToDouble(b -> (b.width() + APART + 2.0 * PAD) * (b.height() + APART + TITLE + PAD))
            .sum();
    int widest = blocks.stream().mapToInt(Block::width).max().orElse(0) + 2 * PAD;
    Skyline skyline = new Skyline(Math.max(widest, (int) Math.sqrt(area * WIDE)) + APART);
    int hue = 0;
    for (int i = 0; i < groups.size(); i++) {
      Block block = blocks.get(i);
      int width = block.width() + 2 * PAD;
      int height = block.height() + TITLE + PAD;
      Point at = skyline.put(width + APART, height + APART);
      add(groups.get(i), block, at, groups.get(i).linked() ? hue++ % HUES : HUES, width, height);
    }
    across(diagram);
    int width = areas.stream().mapToInt(a -> a.x() + a.width()).max().orElse(0);
    int height = areas.stream().mapToInt(a -> a.y() + a.height()).max().orElse(0);
    List<Spot> sorted =
        diagram.tables().stream()
            .map(box -> Objects.requireNonNull(spots.get(box.name())))
            .toList();
    return new Drawing(List.copyOf(areas), sorted, List.copyOf(routes), width, height);
  }

  private void add(Group group, Block block, Point at, int hue, int width, int height) {
    areas.add(new Area(group.name(), group.cards().size(), hue, at.x(), at.y(), width, height));
    block
        .spotsAt(at.x() + PAD, at.y() + TITLE, hue)
        .forEach(spot -> spots.put(spot.card().box().name(), spot));
    routes.addAll(block.routesAt(at.x() + PAD, at.y() + TITLE));
  }

  private static Block block(Group group, Diagram diagram) {
    Set<String> tables =
        group.cards().stream().map(card -> card.box().name()).collect(Collectors.toSet());
    List<Link> inner =
        diagram.links().stream()
            .filter(link -> tables.contains(link.table()) && tables.contains(link.references()))
            .toList();
    Block block = group.linked() ? Router.draw(group.cards(), inner) : grid(group.cards());
    Map<String, Spot> spots =
        block.spots().stream()
            .collect(Collectors.toMap(spot -> spot.card().box().name(), spot -> spot));
    List<Route> routes = new ArrayList<>(block.routes());
    inner.stream()
        .filter(link -> link.table().equals(link.references()))
        .forEach(
            link ->
                routes.add(Drawing.loop(link, Objects.requireNonNull(spots.get(link.table())))));
    return new Block(block.spots(), routes, block.width(), block.height());
  }

  /** Columns of about the same height. */
  private static Block grid(List<Card> cards) {
    int count = (int) Math.ceil(Math.sqrt(cards.size()));
    int width = cards.stream().mapToInt(Card::width).max().orElse(0) + PAD;
    int[] heights = new int[count];
    List<Spot> spots = new ArrayList<>();
    for (Card card : cards) {
      int column = 0;
      for (int i = 1; i < count; i++) {
        column = heights[i] < heights[column] ? i : column;
      }
      spots.add(new Spot(card, 0, column * width, heights[column]));
      heights[column] += card.height() + PAD;
    }
    int height = 0;
    for (int each : heights) {
      height = Math.max(height, each - PAD);
    }
    return new Block(spots, List.of(), count * width - PAD, height);
  }

  /** The lines from one group to another: straight there, below everything. */
  private void across(Diagram diagram) {
    Set<Link> drawn = routes.stream().map(Route::link).collect(Collectors.toSet());
    for (Link link : diagram.links()) {
      Spot from = spots.get(link.table());
      Spot to = spots.get(link.references());
      if (from == null || to == null || drawn.contains(link)) {
        continue;
      }
      routes.add(new Route(link, curve(link, from, to), true));
    }
  }

  /** A curve's ends and what bends it: it leaves and arrives at the sides that face each other. */
  private static List<Point> curve(Link link, Spot from, Spot to) {
    boolean right = to.x() > from.x() + from.card().width();
    boolean left = to.x() + to.card().width() < from.x();
    Point begin =
        new Point(
            from.x() + (right ? from.card().width() : 0),
            from.y() + from.card().middle(Drawing.first(link.columns())));
    Point end =
        new Point(
            to.x() + (left ? to.card().width() : 0),
            to.y() + to.card().middle(Drawing.first(link.referencedColumns())));
    int bend = Math.max(60, Math.abs(end.x() - begin.x()) / 2);
    return List.of(
        begin, begin.moved(right ? bend : -bend, 0), end.moved(left ? bend : -bend, 0), end);
  }
}
