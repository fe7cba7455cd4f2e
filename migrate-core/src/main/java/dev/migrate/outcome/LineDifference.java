package dev.migrate.outcome;

import java.util.List;

/** Lines that went and lines that came between two texts. */
public final class LineDifference {

  private LineDifference() {}

  /**
   * Without the lines that are equal at both ends.
   *
   * @param most of each kind are shown
   * @return a line feed before each line, {@code -} or {@code +} and a blank at its beginning;
   *     empty for none
   */
  public static String of(List<String> then, List<String> now, int most) {
    int begin = 0;
    while (begin < then.size() && begin < now.size() && then.get(begin).equals(now.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < then.size() - begin
        && end < now.size() - begin
        && then.get(then.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
      end++;
    }
    StringBuilder text = new StringBuilder();
    then.subList(begin, then.size() - end).stream()
        .limit(most)
        .forEach(line -> text.append("\n- ").append(line));
    now.subList(begin, now.size() - end).stream()
        .limit(most)
        .forEach(line -> text.append("\n+ ").append(line));
    return text.toString();
  }
}
