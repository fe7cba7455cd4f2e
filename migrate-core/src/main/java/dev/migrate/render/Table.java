package dev.migrate.render;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns; a column in which every cell is empty is left out. */
final class Table {

  private static final String GAP = "   ";

  private record Row(Style.Paint paint, List<String> cells, List<String> below) {}

  private final String indent;
  private final String alignment;
  private final List<Row> rows = new ArrayList<>();

  /** {@code alignment} has a letter a column: {@code l} for left, {@code r} for right. */
  Table(String indent, String alignment) {
    this.indent = indent;
    this.alignment = alignment;
  }

  Table row(Style.Paint paint, String... cells) {
    return row(paint, List.of(), cells);
  }

  /** A row with lines below it, which are printed as they are. */
  Table row(Style.Paint paint, List<String> below, String... cells) {
    if (cells.length != alignment.length()) {
      throw new IllegalArgumentException(cells.length + " cells");
    }
    rows.add(new Row(paint, List.of(cells), below));
    return this;
  }

  List<String> lines(Style style) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(indent + style.paint(row.paint(), line(row.cells(), widths)));
      lines.addAll(row.below());
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[alignment.length()];
    for (Row row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.cells().get(i)));
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        String blanks = " ".repeat(widths[i] - width(cells.get(i)));
        padded.add(alignment.charAt(i) == 'r' ? blanks + cells.get(i) : cells.get(i) + blanks);
      }
    }
    return String.join(GAP, padded).stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
