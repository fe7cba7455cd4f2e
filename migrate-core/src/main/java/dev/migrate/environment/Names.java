package dev.migrate.environment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what someone may have meant by a name that does not exist. */
final class Names {

  private Names() {}

  /** At most three known names that are close to it, closest first. */
  static List<String> near(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(plain(name), plain(candidate)) <= limit)
        .sorted(Comparator.comparingInt(candidate -> distance(plain(name), plain(candidate))))
        .limit(3)
        .toList();
  }

  /** Advice for an unknown name: the near ones, else all that are known. */
  static String advice(String name, Collection<String> known) {
    List<String> near = near(name, known);
    return near.isEmpty()
        ? "known are " + known.stream().sorted().collect(Collectors.joining(", "))
        : "did you mean " + String.join(" or ", near) + "?";
  }

  /** Spelling aside: {@code out-of-order}, {@code out_of_order} and {@code outOfOrder} are one. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** How many letters are missing, too many, wrong or swapped with their neighbour. */
  private static int distance(String left, String right) {
    int[][] steps = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, left, right, i, j);
      }
    }
    return steps[left.length()][right.length()];
  }

  private static int step(int[][] steps, String left, String right, int i, int j) {
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int fewest = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
    fewest = Math.min(fewest, steps[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}
