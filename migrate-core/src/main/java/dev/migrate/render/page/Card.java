package dev.migrate.render.page;

import dev.migrate.report.Diagram.Box;
import dev.migrate.report.Diagram.Change;
import dev.migrate.report.Diagram.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as it is drawn; lengths are in pixels at full size, measured for a font whose characters
 * are all equally wide.
 *
 * @param rows the columns that are drawn: keys, what changes, and the first of the others
 * @param hidden how many are not
 */
record Card(Box box, List<Line> rows, int hidden, int width, int height) {

  static final int HEAD = 32;
  static final int ROW = 20;
  static final int KEYS = 50;
  static final int EDGE = 10;

  private static final double CHARACTER = 7.3;
  private static final double HEAD_CHARACTER = 8.2;
  private static final int MOST_ROWS = 12;
  private static final int MOST_NAME = 34;
  private static final int MOST_TYPE = 30;
  private static final int LEAST_WIDTH = 150;

  static Card of(Box box) {
    List<Line> rows = new ArrayList<>();
    int room = MOST_ROWS - (int) box.columns().stream().filter(Card::isWanted).count();
    for (Line line : box.columns()) {
      if (isWanted(line) || room-- > 0) {
        rows.add(line);
      }
    }
    int hidden = box.columns().size() - rows.size();
    int lines = rows.size() + (hidden > 0 ? 1 : 0);
    return new Card(box, List.copyOf(rows), hidden, width(box, rows), HEAD + lines * ROW + 6);
  }

  private static boolean isWanted(Line line) {
    return line.primary() || line.foreign() || line.change() != Change.NONE;
  }

  private static int width(Box box, List<Line> rows) {
    String label = DiagramPart.label(box.change());
    double width = (length(title(box)) + length(label) + 2) * HEAD_CHARACTER;
    for (Line line : rows) {
      width = Math.max(width, KEYS + (length(name(line)) + 2 + length(type(line))) * CHARACTER);
    }
    return Math.max(LEAST_WIDTH, (int) width + 2 * EDGE);
  }

  static String title(Box box) {
    return shortened(box.name(), MOST_NAME);
  }

  static String name(Line line) {
    return shortened(line.name(), MOST_NAME);
  }

  /** What it is, and what it was. */
  static String type(Line line) {
    String type = shortened(line.type(), MOST_TYPE) + (line.nullable() ? "?" : "");
    return line.was() == null ? type : type + " (was " + shortened(line.was(), MOST_TYPE) + ")";
  }

  /** Where a column's line begins and ends, from the upper edge; the head's for one not drawn. */
  int middle(String column) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).name().equals(column)) {
        return HEAD + i * ROW + ROW / 2 + 2;
      }
    }
    return HEAD / 2;
  }

  /** How many characters of usual width a text takes. */
  static int length(String text) {
    return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
  }

  /** Chinese, Japanese, Korean and emoji take the room of two. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && Character.isIdeographic(point))
        || (point >= 0x3040 && point <= 0x30FF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xFF01 && point <= 0xFF60)
        || (point >= 0x1F300 && point <= 0x1FAFF);
  }

  private static String shortened(String text, int most) {
    if (length(text) <= most) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int[] points = text.codePoints().toArray();
    for (int i = 0, room = most - 1; i < points.length; i++) {
      room -= isWide(points[i]) ? 2 : 1;
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(points[i]);
    }
    return kept + "…";
  }
}
