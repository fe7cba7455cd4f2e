package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement under {@code -- migrate:batch 5000}: an UPDATE, DELETE or INSERT … SELECT that comes
 * to the same whether it runs at once or over one range of keys after another.
 *
 * @param statement the whole statement
 * @param size how many rows of {@link #table} a range is to have
 * @param by the columns a key has to begin with ({@code batch 5000 by id}); empty: any key
 * @param verb INSERT, REPLACE, UPDATE or DELETE
 * @param table the table whose keys are cut: the one changed, or the first that SELECT reads
 * @param qualifier what a column of it is qualified with, quoted: its alias or its name
 * @param target the table that changes
 * @param columns what UPDATE assigns, or the columns INSERT lists
 * @param whereEnd offset in the text after WHERE; -1 without one
 * @param end offset after the WHERE clause, or after what one would follow
 */
public record BatchStatement(
    Statement statement,
    int size,
    List<String> by,
    String verb,
    ObjectName table,
    String qualifier,
    ObjectName target,
    List<String> columns,
    int whereEnd,
    int end) {

  private static final Pattern DIRECTIVE =
      Pattern.compile("(?i)batch\\s+(\\d{1,7})(?:\\s+by\\s+(\\S.*))?");
  private static final Pattern COLUMN = Pattern.compile("`([^`]+)`|([\\p{L}\\p{N}_$]+)");

  public BatchStatement {
    by = List.copyOf(by);
    columns = List.copyOf(columns);
  }

  /** Whether a directive asks for batches, in a form that can be read or not. */
  public static boolean isAskedFor(Statement statement) {
    return statement.directives().stream().anyMatch(BatchStatement::isBatch);
  }

  private static boolean isBatch(String directive) {
    return directive.matches("(?i)batch\\b.*");
  }

  /**
   * Reads the statement if a directive asks for batches.
   *
   * @return empty without such a directive
   * @throws ConfigurationException {@code batch-unsuitable}, with file and line, if the directive
   *     cannot be read or the statement cannot be cut with the same result
   */
  public static Optional<BatchStatement> of(Statement statement) {
    List<String> asked = statement.directives().stream().filter(BatchStatement::isBatch).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Matcher directive = DIRECTIVE.matcher(asked.get(0));
    boolean read = asked.size() == 1 && directive.matches();
    int size = read ? Integer.parseInt(directive.group(1)) : 0;
    List<String> by = read ? columns(directive.group(2)) : null;
    if (size == 0 || by == null) {
      throw unsuitable(
          statement, "\"-- migrate:" + asked.get(asked.size() - 1) + "\" is not understood");
    }
    return Optional.of(new BatchParser(statement, size, by).parse());
  }

  /** The names in {@code a, `b c`}; null if something else is among them. */
  private static @Nullable List<String> columns(@Nullable String text) {
    List<String> columns = new ArrayList<>();
    for (String column : text == null ? new String[0] : text.split(",", -1)) {
      Matcher name = COLUMN.matcher(column.strip());
      if (!name.matches()) {
        return null;
      }
      columns.add(name.group(1) == null ? name.group(2) : name.group(1));
    }
    return columns;
  }

  /**
   * The refusal of a statement.
   *
   * @param reason goes on a sentence: "it has a LIMIT"
   */
  public static ConfigurationException unsuitable(Statement statement, String reason) {
    return new ConfigurationException(
        Problem.of(
                "batch-unsuitable",
                "This statement cannot run in batches with the same result: " + reason + ".")
            .at(statement.where())
            .fix(
                "Write it over the rows of one table with a key (-- migrate:batch 5000 or --"
                    + " migrate:batch 5000 by id), or remove \"-- migrate:batch\": it then runs at"
                    + " once."));
  }

  /** Whether the rows it inserts go into the very table whose keys are cut. */
  public boolean intoItself() {
    return !verb.equals("UPDATE") && !verb.equals("DELETE") && BatchParser.same(target, table);
  }

  /** {@code `t`.`id`}. */
  public String column(String name) {
    return qualifier + "." + Identifier.quote(name);
  }

  /** The statement, restricted to the rows of {@link #table} for which the condition is true. */
  public String slice(String condition) {
    String sql = statement.sql();
    String after = sql.substring(end);
    if (whereEnd < 0) {
      return sql.substring(0, end) + " WHERE (" + condition + ")" + after;
    }
    return sql.substring(0, whereEnd)
        + " ("
        + sql.substring(whereEnd, end)
        + ") AND ("
        + condition
        + ")"
        + after;
  }
}
