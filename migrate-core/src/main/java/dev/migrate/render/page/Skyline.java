package dev.migrate.render.page;

import dev.migrate.render.page.Drawing.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts rectangles on a sheet of some width, each as high up as there is room for it, then as far
 * left (Burke, Kendall, Whitwell: A New Placement Heuristic for the Orthogonal Stock-Cutting
 * Problem, 2004).
 */
final class Skyline {

  private record Step(int x, int width, int y) {}

  private final List<Step> steps = new ArrayList<>();

  Skyline(int width) {
    steps.add(new Step(0, width, 0));
  }

  /** Where its upper left corner comes; not wider than the sheet. */
  Point put(int width, int height) {
    int best = -1;
    int top = Integer.MAX_VALUE;
    for (int i = 0; i < steps.size(); i++) {
      int y = height(i, width);
      if (y >= 0 && y < top) {
        top = y;
        best = i;
      }
    }
    Point point = new Point(steps.get(best).x(), top);
    cover(best, width, top + height);
    return point;
  }

  /** The height at which it fits with its left edge at this step; negative where it does not. */
  private int height(int step, int width) {
    int y = 0;
    int room = width;
    for (int i = step; room > 0; i++) {
      if (i == steps.size()) {
        return -1;
      }
      y = Math.max(y, steps.get(i).y());
      room -= steps.get(i).width();
    }
    return y;
  }

  private void cover(int step, int width, int y) {
    int x = steps.get(step).x();
    int room = width;
    while (room > 0) {
      Step covered = steps.remove(step);
      if (covered.width() > room) {
        steps.add(step, new Step(covered.x() + room, covered.width() - room, covered.y()));
      }
      room -= covered.width();
    }
    steps.add(step, new Step(x, width, y));
  }
}
