package dev.migrate.schema.diff;

import dev.migrate.schema.diff.Change.Kind;
import dev.migrate.server.Identifier;
import java.util.ArrayList;
import java.util.List;

/** The statements that rename tables and columns, and what people are told of them. */
final class RenameSteps {

  private final Renamed renamed;

  RenameSteps(Renamed renamed) {
    this.renamed = renamed;
  }

  /** The renames of a table and its columns. */
  List<Change> changes(Pair pair) {
    List<Change> own = new ArrayList<>();
    String name = pair.wanted().name();
    if (pair.isRenamed()) {
      own.add(table(pair));
    }
    TablePath.columnNames(pair.current(), renamed.columns(pair.current().name()))
        .forEach(
            (old, column) ->
                own.add(
                    new Change(
                        Kind.RENAME, "column", name + "." + column, old + " → " + column, null)));
    return own;
  }

  private static Change table(Pair pair) {
    String old = pair.current().name();
    String name = pair.wanted().name();
    return new Change(Kind.RENAME, "table", name, old + " → " + name, null);
  }

  /** All tables in one statement. */
  static void tables(List<Pair> pairs, Statements statements) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    List<Change> made = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.isRenamed()) {
        String old = Identifier.quote(pair.current().name());
        String name = Identifier.quote(pair.wanted().name());
        up.add(old + " TO " + name);
        down.add(0, name + " TO " + old);
        made.add(table(pair));
      }
    }
    if (!up.isEmpty()) {
      statements.add(
          "RENAME TABLE " + String.join(", ", up), "RENAME TABLE " + String.join(", ", down), made);
    }
  }

  /** All columns of a table in one statement. */
  void columns(Pair pair, Statements statements) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    TablePath.columnNames(pair.current(), renamed.columns(pair.current().name()))
        .forEach(
            (old, name) -> {
              String from = Identifier.quote(old);
              String to = Identifier.quote(name);
              up.add("RENAME COLUMN " + from + " TO " + to);
              down.add("RENAME COLUMN " + to + " TO " + from);
            });
    if (!up.isEmpty()) {
      String alter = "ALTER TABLE " + Identifier.quote(pair.wanted().name()) + " ";
      List<Change> made =
          changes(pair).stream().filter(change -> change.type().equals("column")).toList();
      statements.add(alter + String.join(", ", up), alter + String.join(", ", down), made);
    }
  }
}
