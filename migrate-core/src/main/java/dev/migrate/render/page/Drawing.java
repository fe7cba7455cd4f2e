package dev.migrate.render.page;

import dev.migrate.report.Diagram.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything of a diagram is; lengths in pixels at full size, from the upper left corner.
 *
 * @param width of all of it
 * @param height of all of it
 */
record Drawing(List<Area> areas, List<Spot> spots, List<Route> routes, int width, int height) {

  /** Where a group of tables is; {@code hue} is one of a few colours. */
  record Area(String name, int tables, int hue, int x, int y, int width, int height) {}

  /** Where a table is. */
  record Spot(Card card, int hue, int x, int y) {

    Spot moved(int right, int down, int newHue) {
      return new Spot(card, newHue, x + right, y + down);
    }
  }

  /** A corner of a line. */
  record Point(int x, int y) {

    Point moved(int right, int down) {
      return new Point(x + right, y + down);
    }
  }

  /**
   * The line of a foreign key, from the table that has it.
   *
   * @param across whether it leads from one group to another
   */
  record Route(Link link, List<Point> points, boolean across) {

    Route moved(int right, int down) {
      return new Route(link, points.stream().map(p -> p.moved(right, down)).toList(), across);
    }
  }

  /** What is drawn of a group, by itself. */
  record Block(List<Spot> spots, List<Route> routes, int width, int height) {

    List<Spot> spotsAt(int x, int y, int hue) {
      return spots.stream().map(spot -> spot.moved(x, y, hue)).toList();
    }

    List<Route> routesAt(int x, int y) {
      return routes.stream().map(route -> route.moved(x, y)).toList();
    }
  }

  /** The line of a table that refers to itself, at its right edge. */
  static Route loop(Link link, Spot spot) {
    Card card = spot.card();
    int right = spot.x() + card.width();
    int from = spot.y() + card.middle(first(link.columns()));
    int to = spot.y() + card.middle(first(link.referencedColumns()));
    int out = right + 18;
    List<Point> points = new ArrayList<>();
    points.add(new Point(right, from));
    points.add(new Point(out, from));
    points.add(new Point(out, to == from ? to - 12 : to));
    points.add(new Point(right, to == from ? to - 12 : to));
    return new Route(link, points, false);
  }

  static String first(List<String> columns) {
    return columns.isEmpty() ? "" : columns.get(0);
  }
}
