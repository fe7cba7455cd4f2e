package dev.migrate.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What no statement in batches may have, whatever its verb. */
final class BatchCheck {

  private static final Map<String, String> CLAUSES =
      Map.ofEntries(
          Map.entry("ORDER", "it has an ORDER BY"),
          Map.entry("LIMIT", "it has a LIMIT"),
          Map.entry("GROUP", "it has a GROUP BY"),
          Map.entry("HAVING", "it has a HAVING"),
          Map.entry("DISTINCT", "it has a DISTINCT"),
          Map.entry("DISTINCTROW", "it has a DISTINCTROW"),
          Map.entry("UNION", "it has a UNION"),
          Map.entry("INTERSECT", "it has an INTERSECT"),
          Map.entry("EXCEPT", "it has an EXCEPT"),
          Map.entry("QUALIFY", "it has a QUALIFY"),
          Map.entry("PROCEDURE", "it has a PROCEDURE"),
          Map.entry("RETURNING", "it has a RETURNING"));

  private static final Set<String> AGGREGATES =
      Set.of(
          "ANY_VALUE",
          "AVG",
          "BIT_AND",
          "BIT_OR",
          "BIT_XOR",
          "COUNT",
          "GROUP_CONCAT",
          "JSON_ARRAYAGG",
          "JSON_OBJECTAGG",
          "MAX",
          "MIN",
          "STD",
          "STDDEV",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "ST_COLLECT",
          "SUM",
          "VARIANCE",
          "VAR_POP",
          "VAR_SAMP");

  /** Functions that tell of the statement before, or of the rows so far. */
  private static final Set<String> OF_THE_SESSION =
      Set.of("LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS", "ROWNUM");

  private final Statement statement;
  private final BatchTokens tokens;

  BatchCheck(Statement statement, BatchTokens tokens) {
    this.statement = statement;
    this.tokens = tokens;
  }

  void check() {
    for (int i = 0; i < tokens.size(); i++) {
      BatchTokens.Token token = tokens.get(i);
      String word = token.raw().toUpperCase(Locale.ROOT);
      if (token.is(':') && tokens.get(i + 1).is('=') && tokens.get(i - 2).is('@')) {
        throw refuse("it assigns the variable @" + tokens.get(i - 1).raw());
      }
      if (tokens.at(i, word)) {
        word(i, word);
      }
    }
  }

  private void word(int i, String word) {
    BatchTokens.Token token = tokens.get(i);
    boolean called = tokens.get(i + 1).is('(');
    if (token.depth() == 0 && CLAUSES.containsKey(word)) {
      throw refuse(CLAUSES.getOrDefault(word, word));
    }
    if (called && OF_THE_SESSION.contains(word)) {
      throw refuse("it calls " + word + ", which a batch before it changes");
    }
    if (called && word.equals("RAND") && !tokens.get(i + 2).is(')')) {
      throw refuse("RAND with an argument begins anew with each batch");
    }
    if (!token.nested() && called && AGGREGATES.contains(word)) {
      throw refuse("it has the aggregate " + word);
    }
    if (!token.nested()
        && word.equals("OVER")
        && (tokens.get(i - 1).is(')') || tokens.at(i - 1, "NULLS"))) {
      throw refuse("it has a window function");
    }
  }

  private RuntimeException refuse(String reason) {
    return BatchStatement.unsuitable(statement, reason);
  }
}
