package dev.migrate.render.page;

import dev.migrate.render.Phrases;
import dev.migrate.report.TableFacts;
import dev.migrate.report.TableFacts.Size;
import java.util.List;
import java.util.Locale;

/** A table's sizes over time as a small drawing, with the same in words. */
final class Sparkline {

  private static final double WIDTH = 96;
  private static final double HEIGHT = 24;
  private static final double EDGE = 3;

  private Sparkline() {}

  static void cell(Sheet sheet, TableFacts table) {
    List<Size> sizes = table.growth();
    Html html = sheet.html();
    if (sizes.size() < 2) {
      html.open("td", "data-value", "-1000000");
      sheet.none();
      html.close("td");
      return;
    }
    Size first = sizes.get(0);
    Size last = sizes.get(sizes.size() - 1);
    double growth = first.bytes() == 0 ? 0 : 100.0 * (last.bytes() - first.bytes()) / first.bytes();
    html.open("td", "class", "growth", "data-value", String.format(Locale.ROOT, "%.2f", growth));
    draw(html, sizes);
    html.element(
        "span",
        first.bytes() == 0 ? "new" : percent(growth),
        "title",
        Phrases.bytes(first.bytes()) + " → " + Phrases.bytes(last.bytes()));
    html.element("span", " since " + first.at().toString().substring(0, 10), "class", "ago");
    html.close("td");
  }

  private static void draw(Html html, List<Size> sizes) {
    long least = sizes.stream().mapToLong(Size::bytes).min().orElse(0);
    long most = sizes.stream().mapToLong(Size::bytes).max().orElse(1);
    long begin = sizes.get(0).at().toEpochMilli();
    long span = Math.max(1, sizes.get(sizes.size() - 1).at().toEpochMilli() - begin);
    StringBuilder line = new StringBuilder();
    double x = 0;
    double y = 0;
    for (Size size : sizes) {
      x = EDGE + (WIDTH - 2 * EDGE) * (size.at().toEpochMilli() - begin) / span;
      double share = most == least ? 0.5 : (double) (size.bytes() - least) / (most - least);
      y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share;
      line.append(String.format(Locale.ROOT, "%s%.1f %.1f", line.isEmpty() ? "M" : "L", x, y));
    }
    html.open(
        "svg",
        "class",
        "spark",
        "viewBox",
        "0 0 96 24",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    html.shape("path", "d", line.toString());
    html.shape(
        "circle",
        "cx",
        String.format(Locale.ROOT, "%.1f", x),
        "cy",
        String.format(Locale.ROOT, "%.1f", y),
        "r",
        "2.5");
    html.close("svg");
  }

  private static String percent(double growth) {
    return Math.abs(growth) < 0.5 ? "0 %" : String.format(Locale.ROOT, "%+.0f %%", growth);
  }
}
