package dev.migrate.backup;

import java.util.List;
import java.util.regex.Pattern;

/** Which tables a backup holds: all, or those whose names match one of some patterns. */
final class TableFilter {

  private final List<Pattern> patterns;

  private TableFilter(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /**
   * Takes patterns in which {@code *} stands for any characters and {@code ?} for one; none at all
   * for all tables. Case counts, as it does in the names on most servers.
   */
  static TableFilter of(List<String> patterns) {
    return new TableFilter(patterns.stream().map(TableFilter::pattern).toList());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Whether every table is taken, and so everything that is no table, too. */
  boolean takesAll() {
    return patterns.isEmpty();
  }

  boolean takes(String table) {
    return takesAll() || patterns.stream().anyMatch(p -> p.matcher(table).matches());
  }
}
