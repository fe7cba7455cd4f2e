package dev.migrate.render.page;

import dev.migrate.render.Phrases;
import dev.migrate.render.page.Drawing.Area;
import dev.migrate.render.page.Drawing.Point;
import dev.migrate.render.page.Drawing.Route;
import dev.migrate.render.page.Drawing.Spot;
import dev.migrate.report.Diagram.Box;
import dev.migrate.report.Diagram.Change;
import dev.migrate.report.Diagram.Line;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A drawing as SVG. */
final class DiagramSvg {

  private static final int ROUND = 6;
  private static final int FOOT = 11;
  private static final int EDGE = 20;
  private static final int MOST_FAR = 30;

  private final Html html;
  private final Drawing drawing;

  DiagramSvg(Html html, Drawing drawing) {
    this.html = html;
    this.drawing = drawing;
  }

  void write(String label) {
    String size =
        "%d %d %d %d"
            .formatted(-EDGE, -EDGE, drawing.width() + 2 * EDGE, drawing.height() + 2 * EDGE);
    html.open("svg", "id", "drawing", "viewBox", size, "role", "img", "aria-label", label);
    drawing.areas().forEach(this::area);
    drawing.routes().stream().filter(Route::across).forEach(this::route);
    drawing.routes().stream().filter(route -> !route.across()).forEach(this::route);
    drawing.spots().forEach(this::spot);
    drawing.areas().forEach(this::name);
    html.close("svg");
  }

  private void area(Area area) {
    html.shape(
        "rect",
        "class",
        "area h" + area.hue(),
        "x",
        n(area.x()),
        "y",
        n(area.y()),
        "width",
        n(area.width()),
        "height",
        n(area.height()),
        "rx",
        "16");
  }

  private void name(Area area) {
    html.element(
        "text",
        Phrases.oneLine(area.name()),
        "class",
        "areaname h" + area.hue(),
        "x",
        n(area.x() + 24),
        "y",
        n(area.y() + 27));
  }

  private void route(Route route) {
    html.shape(
        "path",
        "class",
        "link" + (route.across() ? " across" : "") + changed(route.link().change()),
        "d",
        (route.across() ? curve(route.points()) : line(route.points()))
            + ends(route, route.link().one()),
        "data-from",
        route.link().table(),
        "data-to",
        route.link().references());
  }

  private static String changed(Change change) {
    return change == Change.NONE ? "" : " " + change.name().toLowerCase(Locale.ROOT);
  }

  /** Straight from corner to corner, with the corners rounded. */
  private static String line(List<Point> points) {
    StringBuilder path = new StringBuilder();
    Point last = points.get(0);
    path.append("M").append(last.x()).append(' ').append(last.y());
    for (int i = 1; i < points.size(); i++) {
      Point at = points.get(i);
      if (i == points.size() - 1) {
        path.append("L").append(at.x()).append(' ').append(at.y());
      } else if (!at.equals(last)) {
        Point next = points.get(i + 1);
        int round = Math.min(ROUND, Math.min(distance(last, at), distance(at, next)) / 2);
        Point before = towards(at, last, round);
        Point after = towards(at, next, round);
        path.append(
            "L%d %dQ%d %d %d %d"
                .formatted(before.x(), before.y(), at.x(), at.y(), after.x(), after.y()));
      }
      last = at;
    }
    return path.toString();
  }

  private static int distance(Point a, Point b) {
    return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
  }

  private static Point towards(Point from, Point to, int distance) {
    return from.moved(
        Integer.signum(to.x() - from.x()) * distance, Integer.signum(to.y() - from.y()) * distance);
  }

  private static String curve(List<Point> points) {
    return "M%d %dC%d %d %d %d %d %d"
        .formatted(points.stream().flatMap(p -> Stream.of(p.x(), p.y())).toArray());
  }

  /** A crow's foot where there may be many rows, a bar where there is one. */
  private static String ends(Route route, boolean one) {
    List<Point> points = route.points();
    Point from = points.get(0);
    Point to = points.get(points.size() - 1);
    int out = direction(from, points.get(1));
    int in = direction(to, points.get(points.size() - 2));
    String many =
        "M%d %dL%d %dL%d %d"
            .formatted(
                from.x(), from.y() - 5, from.x() + out * FOOT, from.y(), from.x(), from.y() + 5);
    return (one ? bar(from, out) : many) + bar(to, in);
  }

  private static int direction(Point from, Point to) {
    return to.x() >= from.x() ? 1 : -1;
  }

  private static String bar(Point at, int direction) {
    return "M%d %dv10".formatted(at.x() + direction * 7, at.y() - 5);
  }

  private void spot(Spot spot) {
    Card card = spot.card();
    Box box = card.box();
    html.open(
        "g",
        "class",
        "box h" + spot.hue() + changed(box.change()),
        "transform",
        "translate(" + spot.x() + " " + spot.y() + ")",
        "data-name",
        box.name(),
        "data-size",
        card.width() + " " + card.height());
    html.element("title", title(box));
    html.shape(
        "rect", "class", "card", "width", n(card.width()), "height", n(card.height()), "rx", "8");
    html.shape(
        "path",
        "class",
        "head",
        "d",
        "M0 %dV8Q0 0 8 0H%dQ%d 0 %d 8V%dZ"
            .formatted(Card.HEAD, card.width() - 8, card.width(), card.width(), Card.HEAD));
    html.element("text", Card.title(box), "class", "title", "x", n(Card.EDGE), "y", "21");
    if (box.change() != Change.NONE) {
      html.element(
          "text",
          DiagramPart.label(box.change()),
          "class",
          "mark",
          "x",
          n(card.width() - Card.EDGE),
          "y",
          "21");
    }
    rows(card);
    far(card);
    html.close("g");
  }

  private static String title(Box box) {
    return Phrases.oneLine(box.name())
        + (box.was() == null ? "" : ", was " + Phrases.oneLine(box.was()))
        + (box.comment().isEmpty() ? "" : ": " + Phrases.oneLine(box.comment()));
  }

  private void rows(Card card) {
    html.open("g", "class", "rows");
    int y = Card.HEAD + 2;
    for (Line line : card.rows()) {
      row(card, line, y);
      y += Card.ROW;
    }
    if (card.hidden() > 0) {
      html.element(
          "text",
          "and " + Phrases.count(card.hidden(), "more column"),
          "class",
          "hidden",
          "x",
          n(Card.KEYS),
          "y",
          n(y + 14));
    }
    html.close("g");
  }

  private void row(Card card, Line line, int y) {
    if (line.change() != Change.NONE) {
      html.shape(
          "rect",
          "class",
          "changed" + changed(line.change()),
          "x",
          "1",
          "y",
          n(y),
          "width",
          n(card.width() - 2),
          "height",
          n(Card.ROW));
    }
    String keys = (line.primary() ? "PK " : "") + (line.foreign() ? "FK" : "");
    String key = sign(line.change()) + keys.strip();
    if (!key.isEmpty()) {
      html.element("text", key, "class", "key", "x", n(Card.EDGE - 2), "y", n(y + 14));
    }
    html.element(
        "text",
        Card.name(line),
        "class",
        "column" + changed(line.change()),
        "x",
        n(Card.KEYS),
        "y",
        n(y + 14));
    html.element(
        "text", Card.type(line), "class", "type", "x", n(card.width() - Card.EDGE), "y", n(y + 14));
  }

  private static String sign(Change change) {
    return switch (change) {
      case NONE -> "";
      case ADDED -> "+ ";
      case ALTERED -> "~ ";
      case DROPPED -> "− ";
    };
  }

  /** The name as large as there is room, for when all of it is seen from afar. */
  private void far(Card card) {
    String name = Card.title(card.box());
    int size =
        (int)
            Math.min(
                Math.min(MOST_FAR, card.height() * 0.45),
                (card.width() - 12) / (Math.max(4, Card.length(name)) * 0.62));
    html.element(
        "text",
        name,
        "class",
        "far",
        "x",
        n(card.width() / 2),
        "y",
        n(card.height() / 2 + size / 3),
        "font-size",
        n(size));
  }

  private static String n(int number) {
    return Integer.toString(number);
  }
}
