package dev.migrate.render.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.render.page.Drawing.Area;
import dev.migrate.render.page.Drawing.Route;
import dev.migrate.render.page.Drawing.Spot;
import dev.migrate.report.Diagram;
import dev.migrate.testing.NeedsNoServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@NeedsNoServer
class LayoutTest {

  private static final List<Diagram> ALL =
      List.of(
          Overviews.shop().diagram(),
          Overviews.large(40).diagram(),
          Overviews.large(500).diagram());

  @Test
  void everyTableIsDrawnOnce() {
    for (Diagram diagram : ALL) {
      Set<String> drawn = new HashSet<>();
      Layout.of(diagram).spots().forEach(spot -> assertTrue(drawn.add(spot.card().box().name())));
      assertEquals(diagram.tables().size(), drawn.size());
    }
  }

  @Test
  void everyForeignKeyBetweenTablesIsDrawnOnce() {
    for (Diagram diagram : ALL) {
      List<Route> routes = Layout.of(diagram).routes();
      assertEquals(diagram.links().size(), routes.size());
      assertEquals(
          new HashSet<>(diagram.links()), new HashSet<>(routes.stream().map(Route::link).toList()));
    }
  }

  @Test
  void noTableCoversAnother() {
    for (Diagram diagram : ALL) {
      List<Spot> spots = Layout.of(diagram).spots();
      for (Spot a : spots) {
        for (Spot b : spots) {
          assertTrue(
              a.equals(b)
                  || a.x() + a.card().width() <= b.x()
                  || b.x() + b.card().width() <= a.x()
                  || a.y() + a.card().height() <= b.y()
                  || b.y() + b.card().height() <= a.y(),
              () -> a + " covers " + b);
        }
      }
    }
  }

  @Test
  void noGroupIsLargerThanCanBeReadTogether() {
    for (Area area : Layout.of(Overviews.large(500).diagram()).areas()) {
      assertTrue(area.tables() <= 24 || area.name().contains("no relations"), area.toString());
    }
  }

  @Test
  void tablesThatFitIntoOneGroupAreNotSplit() {
    assertEquals(
        List.of(8, 2),
        Layout.of(Overviews.shop().diagram()).areas().stream().map(Area::tables).toList());
  }

  @Test
  void aTableStandsLeftOfThoseThatReferToIt() {
    Drawing drawing = Layout.of(Overviews.shop().diagram());
    assertTrue(x(drawing, "customers") < x(drawing, "orders"));
    assertTrue(x(drawing, "orders") < x(drawing, "order_lines"));
  }

  private static int x(Drawing drawing, String table) {
    return drawing.spots().stream()
        .filter(spot -> spot.card().box().name().equals(table))
        .findFirst()
        .orElseThrow()
        .x();
  }
}
