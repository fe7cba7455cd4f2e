package dev.migrate.execute;

import dev.migrate.server.RowPasses;
import dev.migrate.server.StatementWatch;
import dev.migrate.server.Subject;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a statement is, to who watches it. */
final class Subjects {

  private static final int LONGEST = 40;

  private static final Pattern HEAD =
      Pattern.compile(
          "(ALTER|CREATE|DROP|OPTIMIZE|TRUNCATE|ANALYZE|REPAIR|CHECK|INSERT|REPLACE|UPDATE|DELETE|LOAD"
              + " DATA)\\b(?:.*?\\b(TABLE|INDEX))?.*");

  /** Of one table; the reader of statements leaves it at that these are none of definitions. */
  private static final Pattern OPTIMIZED =
      Pattern.compile(
          "(?:OPTIMIZE|REPAIR)\\s+(?:NO_WRITE_TO_BINLOG\\s+|LOCAL\\s+)?TABLES?\\s+"
              + "(?:`?([\\w$]+)`?\\s*\\.\\s*)?`?([\\w$]+)`?\\s*(?!\\s*,)$",
          Pattern.CASE_INSENSITIVE);

  /** What is in quotes or in parentheses is no clause. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "'(?:[^'\\\\]|''|\\\\.)*'|\"[^\"]*\"|`[^`]*`|/\\*.*?\\*/|\\([^()]*\\)", Pattern.DOTALL);

  private static final Pattern ADDED_INDEX =
      Pattern.compile(
          "\\bADD\\s+(?:UNIQUE\\b|FULLTEXT\\b|SPATIAL\\b|INDEX\\b|KEY\\b|CONSTRAINT\\b[^,]*\\bUNIQUE\\b)");

  private Subjects() {}

  /**
   * The statement as it is watched.
   *
   * @param effective what is executed, where the statement only names it
   * @param currentSchema that names without one belong to; null for none
   */
  static Subject of(
      Statement statement,
      Statement effective,
      @Nullable String currentSchema,
      StatementWatch.Kind kind) {
    ObjectName table = table(effective);
    return new Subject(
        statement.where(),
        statement.summary(),
        table == null ? shortened(statement.summary()) : brief(effective, table.name()),
        table == null ? null : table.schema() == null ? currentSchema : table.schema(),
        table == null ? null : table.name(),
        kind,
        passes(effective));
  }

  /** Of statements that are sent in one packet: the first, where there is no other. */
  static Subject of(Chunk chunk, @Nullable String currentSchema) {
    Statement first = chunk.statements().get(0);
    Subject of = of(first, first, currentSchema, StatementWatch.Kind.ROWS);
    return chunk.size() == 1
        ? of
        : new Subject(
            of.where(),
            of.summary(),
            chunk.size() + " statements",
            null,
            null,
            of.kind(),
            of.passes());
  }

  private static @Nullable ObjectName table(Statement effective) {
    List<ObjectName> tables =
        effective.objects().stream().filter(o -> o.type() == ObjectName.Type.TABLE).toList();
    if (tables.size() == 1 || (!tables.isEmpty() && Words.begin(effective, "ALTER"))) {
      return tables.get(0);
    }
    Matcher optimized = OPTIMIZED.matcher(effective.sql());
    return tables.isEmpty() && optimized.lookingAt()
        ? new ObjectName(ObjectName.Type.TABLE, optimized.group(1), optimized.group(2))
        : null;
  }

  private static String shortened(String summary) {
    return summary.length() <= LONGEST ? summary : summary.substring(0, LONGEST - 1) + "…";
  }

  private static String brief(Statement effective, String table) {
    Matcher head = HEAD.matcher(Words.of(effective));
    if (!head.matches()) {
      return shortened(effective.summary());
    }
    String verb = head.group(1);
    boolean index = "INDEX".equals(head.group(2)) && !verb.equals("ALTER");
    String form =
        switch (verb) {
          case "INSERT", "REPLACE", "LOAD DATA" -> " INTO ";
          case "DELETE" -> " FROM ";
          case "UPDATE" -> " ";
          default -> index ? " INDEX on " : " TABLE ";
        };
    return verb + form + table;
  }

  private static RowPasses passes(Statement effective) {
    String words = Words.of(effective);
    if (words.matches("CREATE .*INDEX.*")) {
      return new RowPasses(false, false, 1);
    }
    if (!words.startsWith("ALTER")) {
      return RowPasses.UNKNOWN;
    }
    String clauses = outside(effective.sql()).toUpperCase(Locale.ROOT);
    int added = (int) ADDED_INDEX.matcher(clauses).results().count();
    boolean key = clauses.matches("(?s).*\\bADD\\s+(CONSTRAINT\\b[^,]*)?PRIMARY\\s+KEY.*");
    String rest = clauses.replaceAll("(?s)^\\s*ALTER\\s+(ONLINE\\s+|IGNORE\\s+)*TABLE\\s+\\S+", "");
    boolean onlyIndexes =
        added > 0
            && List.of(rest.split(",")).stream()
                .map(String::strip)
                .allMatch(
                    c ->
                        ADDED_INDEX.matcher(c).lookingAt()
                            || c.matches("(?s)(DROP\\s+(INDEX|KEY)|ALGORITHM|LOCK|COMMENT).*"));
    return new RowPasses(!onlyIndexes, key, added);
  }

  private static String outside(String sql) {
    String before;
    String text = sql;
    do {
      before = text;
      text = INSIDE.matcher(text).replaceAll(" x ");
    } while (!text.equals(before));
    return text;
  }
}
