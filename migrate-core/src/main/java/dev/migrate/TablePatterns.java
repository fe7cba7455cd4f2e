package dev.migrate;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Patterns of tables: names with {@code *} for any characters and {@code ?} for one. */
public final class TablePatterns {

  private TablePatterns() {}

  /** As they are written: with commas between them. */
  public static List<String> of(@Nullable String written) {
    return written == null
        ? List.of()
        : Stream.of(written.split(","))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .toList();
  }

  /** Whether a table is chosen; no pattern chooses all. */
  static boolean match(List<String> patterns, String table) {
    return patterns.isEmpty() || patterns.stream().anyMatch(p -> table.matches(regex(p)));
  }

  private static String regex(String pattern) {
    String literal = pattern.replaceAll("[\\p{Punct}&&[^*?_]]", "\\\\$0");
    return "(?is)" + literal.replace("*", ".*").replace("?", ".");
  }

  /** Has the server tell sizes and times as they are now; MariaDB always does. */
  static void fresh(Statement statement) throws SQLException {
    statement.execute("SET /*!80000 SESSION information_schema_stats_expiry = 0, */ @fresh = 1");
  }
}
