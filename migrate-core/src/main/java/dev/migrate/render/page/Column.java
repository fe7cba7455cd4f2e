package dev.migrate.render.page;

import dev.migrate.render.page.Layers.Node;
import java.util.ArrayList;
import java.util.List;

/** The heights at which the tables of a layer stand. */
final class Column {

  private Column() {}

  /** One below the other. */
  static void stack(List<Node> layer, int between) {
    double y = 0;
    for (Node node : layer) {
      node.y = y;
      y += node.height() + between;
    }
  }

  /**
   * Each as near to the middle of its neighbours as their order allows: the least sum of squares,
   * by pooling those that would overtake each other.
   */
  static void settle(List<Node> layer, int between, boolean byLeft) {
    List<double[]> pools = new ArrayList<>(); // sum of wishes, how many
    double offset = 0;
    for (Node node : layer) {
      pools.add(new double[] {wish(node, byLeft) - offset, 1});
      offset += node.height() + between;
      for (int last = pools.size() - 1; last > 0; last--) {
        double[] pool = pools.get(last);
        double[] above = pools.get(last - 1);
        if (above[0] / above[1] <= pool[0] / pool[1]) {
          break;
        }
        above[0] += pool[0];
        above[1] += pool[1];
        pools.remove(last);
      }
    }
    int index = 0;
    offset = 0;
    for (double[] pool : pools) {
      for (int i = 0; i < pool[1]; i++) {
        Node node = layer.get(index++);
        node.y = pool[0] / pool[1] + offset;
        offset += node.height() + between;
      }
    }
  }

  private static double wish(Node node, boolean byLeft) {
    List<Node> neighbours = byLeft ? node.left : node.right;
    return neighbours.stream()
        .mapToDouble(other -> other.y + other.height() / 2.0 - node.height() / 2.0)
        .average()
        .orElse(node.y);
  }
}
