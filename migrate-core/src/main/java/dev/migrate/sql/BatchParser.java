package dev.migrate.sql;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a statement that is to run in batches, and refuses what cannot be cut. */
final class BatchParser {

  /** Words that may follow a table's name and are no alias. */
  private static final String[] NO_ALIAS = {
    "SET", "WHERE", "JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "NATURAL", "STRAIGHT_JOIN", "ON",
    "USING", "USE", "FORCE", "IGNORE", "PARTITION", "FOR", "LOCK", "ORDER", "GROUP", "HAVING",
    "LIMIT", "UNION", "EXCEPT", "INTERSECT", "WINDOW", "QUALIFY", "RETURNING", "PROCEDURE"
  };

  private final Statement statement;
  private final int size;
  private final List<String> by;
  private final BatchTokens tokens;
  private int index;

  BatchParser(Statement statement, int size, List<String> by) {
    this.statement = statement;
    this.size = size;
    this.by = by;
    this.tokens = new BatchTokens(statement);
  }

  BatchStatement parse() {
    String verb = tokens.get(0).raw().toUpperCase(Locale.ROOT);
    new BatchCheck(statement, tokens).check();
    index = 1;
    return switch (verb) {
      case "UPDATE" -> update();
      case "DELETE" -> delete();
      case "INSERT", "REPLACE" -> insert(verb);
      default -> throw unsuitable("only UPDATE, DELETE, INSERT … SELECT and REPLACE … SELECT can");
    };
  }

  /** Whether two names may be of one table. */
  static boolean same(ObjectName one, ObjectName other) {
    return one.name().equalsIgnoreCase(other.name())
        && (one.schema() == null
            || other.schema() == null
            || one.schema().equalsIgnoreCase(other.schema()));
  }

  private BatchStatement update() {
    index = tokens.skip(index, "LOW_PRIORITY", "IGNORE");
    ObjectName table = tokens.table(index);
    String qualifier = reference(table);
    if (!tokens.atTop(index, "SET")) {
      throw unsuitable("it is an UPDATE of several tables, or of a period");
    }
    requireNotRead(table, 0, 0);
    int where = tokens.seek(index, "WHERE");
    List<String> assigned = assigned(index + 1, where);
    return made("UPDATE", table, qualifier, table, assigned, where, tokens.size());
  }

  private BatchStatement delete() {
    index = tokens.skip(index, "LOW_PRIORITY", "QUICK", "IGNORE");
    if (!tokens.atTop(index, "FROM")) {
      throw unsuitable("it is a DELETE from several tables, or of the history");
    }
    index++;
    ObjectName table = tokens.table(index);
    String qualifier = reference(table);
    if (index < tokens.size() && !tokens.atTop(index, "WHERE")) {
      throw unsuitable("it is a DELETE from several tables, or of a period");
    }
    requireNotRead(table, 0, 0);
    return made("DELETE", table, qualifier, table, List.of(), index, tokens.size());
  }

  private BatchStatement insert(String verb) {
    index = tokens.skip(index, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");
    ObjectName target = tokens.table(index);
    index = tokens.skipName(index);
    skipPartitions();
    List<String> columns = columns();
    if (!tokens.atTop(index, "SELECT")) {
      throw unsuitable(
          "its rows do not come from a SELECT that is neither in parentheses nor WITH");
    }
    int from = tokens.seek(index, "FROM", "INTO");
    index = from + 1;
    if (!tokens.atTop(from, "FROM") || tokens.get(index).name() == null) {
      throw unsuitable("its SELECT does not read a table first");
    }
    ObjectName table = tokens.table(index);
    String qualifier = reference(table);
    int tail = tail(index);
    int where = Math.min(tokens.seek(index, "WHERE"), tail);
    requireJoins(index, where);
    requireNotRead(target, index, where);
    boolean itself = same(target, table);
    if (itself && (verb.equals("REPLACE") || tokens.atTop(tail, "ON") || columns == null)) {
      throw unsuitable(
          "it reads the table it writes, and may change rows that a later batch reads");
    }
    List<String> listed = columns == null ? List.of() : columns;
    return made(verb, table, qualifier, target, listed, where, tail);
  }

  private BatchStatement made(
      String verb,
      ObjectName table,
      String qualifier,
      ObjectName target,
      List<String> columns,
      int where,
      int tail) {
    int whereEnd = tokens.atTop(where, "WHERE") ? tokens.get(where).end() : -1;
    int end = tokens.get(tail - 1).end();
    return new BatchStatement(
        statement, size, by, verb, table, qualifier, target, columns, whereEnd, end);
  }

  /**
   * Moves past a table with partitions, alias and index hints, and tells how its columns are
   * qualified.
   */
  private String reference(ObjectName table) {
    index = tokens.skipName(index);
    skipPartitions();
    String alias = alias();
    skipPartitions();
    if (tokens.get(index).is('(')) {
      throw unsuitable(table.name() + "(…) is no table");
    }
    if (tokens.atTop(index, "FOR") && !tokens.at(index + 1, "UPDATE", "SHARE")) {
      throw unsuitable("it reads or changes a period of " + table.name());
    }
    while (tokens.atTop(index, "USE", "FORCE", "IGNORE")) {
      index = tokens.skip(index, "USE", "FORCE", "IGNORE", "INDEX", "KEY", "FOR", "JOIN");
      index = tokens.skipParentheses(index);
    }
    if (alias != null) {
      return Identifier.quote(alias);
    }
    String name = Identifier.quote(table.name());
    return table.schema() == null ? name : Identifier.quote(table.schema()) + "." + name;
  }

  private @Nullable String alias() {
    boolean as = tokens.atTop(index, "AS");
    if (as) {
      index++;
    } else if (tokens.atTop(index, NO_ALIAS)) {
      return null;
    }
    String alias = tokens.get(index).name();
    if (alias != null) {
      index++;
    }
    return alias;
  }

  private void skipPartitions() {
    if (tokens.atTop(index, "PARTITION")) {
      index = tokens.skipParentheses(index + 1);
    }
  }

  /** The columns that INSERT lists; null without a list. */
  private @Nullable List<String> columns() {
    if (!tokens.get(index).is('(') || tokens.at(index + 1, "SELECT", "WITH")) {
      return null;
    }
    int end = tokens.skipParentheses(index);
    List<String> columns = new ArrayList<>();
    for (int i = index + 1; i < end; i++) {
      String name = tokens.get(i - 1).name();
      if (name != null && (tokens.get(i).is(',') || i == end - 1)) {
        columns.add(name);
      }
    }
    index = end;
    return columns;
  }

  private List<String> assigned(int from, int to) {
    List<String> assigned = new ArrayList<>();
    boolean named = false;
    for (int i = from; i < to; i++) {
      BatchTokens.Token token = tokens.get(i);
      String name = tokens.get(i - 1).name();
      if (!named && name != null && (token.is('=') || token.is(':'))) {
        assigned.add(name);
        named = true;
      } else if (token.is(',') && token.depth() == 0) {
        named = false;
      }
    }
    return assigned;
  }

  /** Index of what follows the WHERE clause of a SELECT. */
  private int tail(int from) {
    for (int i = from; i < tokens.size(); i++) {
      if ((tokens.atTop(i, "ON") && tokens.at(i + 1, "DUPLICATE"))
          || (tokens.atTop(i, "FOR") && tokens.at(i + 1, "UPDATE", "SHARE"))
          || (tokens.atTop(i, "LOCK") && tokens.at(i + 1, "IN"))) {
        return i;
      }
    }
    return tokens.size();
  }

  /** A row of an outer join may have no row of the first table, and would be in no range. */
  private void requireJoins(int from, int to) {
    for (int i = from; i < to; i++) {
      if (tokens.atTop(i, "RIGHT") && tokens.at(i + 1, "JOIN", "OUTER")) {
        throw unsuitable("it has a RIGHT JOIN: write it as a LEFT JOIN from the other table");
      }
    }
  }

  /** Refuses a subquery, or a join between the offsets, that reads what the statement changes. */
  private void requireNotRead(ObjectName target, int joinsFrom, int joinsTo) {
    for (int i = 1; i < tokens.size(); i++) {
      boolean read = tokens.get(i).nested() || (i >= joinsFrom && i < joinsTo);
      if (read && tokens.reads(i, target)) {
        throw unsuitable(
            "it also reads "
                + target.name()
                + ", which it changes: a later batch would see what an earlier one did");
      }
    }
  }

  private ConfigurationException unsuitable(String reason) {
    return BatchStatement.unsuitable(statement, reason);
  }
}
