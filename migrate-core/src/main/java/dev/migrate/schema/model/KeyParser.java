package dev.migrate.schema.model;

import java.util.ArrayList;
import java.util.List;

/** Reads one index, foreign key or CHECK of a definition. */
final class KeyParser {

  private final Cursor cursor;

  KeyParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /** An index, its kind being the words next. */
  Index index() {
    Index.Kind kind = kind();
    String name = kind == Index.Kind.PRIMARY ? "PRIMARY" : cursor.name();
    List<Index.Part> parts = new ArrayList<>();
    List<String> others = new ArrayList<>();
    cursor.expect('(');
    do {
      part(parts, others);
    } while (cursor.accept(','));
    cursor.expect(')');
    boolean visible = true;
    String comment = "";
    while (!cursor.atEnd() && !cursor.peek().isSymbol(',') && !cursor.peek().isSymbol(')')) {
      if (cursor.accept("INVISIBLE") || cursor.accept("IGNORED")) {
        visible = false;
      } else if (cursor.accept("COMMENT")) {
        comment = cursor.literal();
      } else {
        others.add(attribute());
      }
    }
    return new Index(name, kind, parts, visible, comment, others);
  }

  private Index.Kind kind() {
    for (Index.Kind kind : Index.Kind.values()) {
      if (cursor.accept(kind.sql().split(" "))) {
        return kind;
      }
    }
    throw cursor.refused();
  }

  private void part(List<Index.Part> parts, List<String> others) {
    int start = cursor.offset();
    String column = null;
    String expression = null;
    Integer prefix = null;
    if (cursor.peek().isSymbol('(')) {
      expression = cursor.inParentheses();
    } else {
      column = cursor.name();
      if (cursor.accept("WITHOUT", "OVERLAPS")) {
        others.add(cursor.since(start));
        return;
      }
      prefix = cursor.peek().isSymbol('(') ? Integer.valueOf(cursor.inParentheses()) : null;
    }
    boolean descending = cursor.accept("DESC");
    parts.add(new Index.Part(column, expression, prefix, descending));
  }

  private String attribute() {
    int start = cursor.offset();
    if (cursor.accept("USING")) {
      cursor.word();
    } else if (cursor.accept("WITH", "PARSER")) {
      cursor.name();
    } else if (cursor.accept("ENGINE_ATTRIBUTE") || cursor.accept("SECONDARY_ENGINE_ATTRIBUTE")) {
      cursor.accept('=');
      cursor.literal();
    } else {
      if (!cursor.accept("KEY_BLOCK_SIZE")) {
        cursor.name();
      }
      cursor.expect('=');
      cursor.take();
    }
    return cursor.since(start);
  }

  /** What begins with CONSTRAINT. */
  void constraint(List<ForeignKey> foreignKeys, List<Check> checks) {
    cursor.expect("CONSTRAINT");
    String name = cursor.name();
    if (cursor.accept("CHECK")) {
      String expression = cursor.inParentheses();
      checks.add(new Check(name, expression, !cursor.accept("NOT", "ENFORCED")));
    } else {
      foreignKeys.add(foreignKey(name));
    }
  }

  private ForeignKey foreignKey(String name) {
    cursor.expect("FOREIGN", "KEY");
    List<String> columns = cursor.names();
    cursor.expect("REFERENCES");
    String table = cursor.name();
    String schema = null;
    if (cursor.accept('.')) {
      schema = table;
      table = cursor.name();
    }
    List<String> referenced = cursor.names();
    ForeignKey.Action onDelete = ForeignKey.Action.RESTRICT;
    ForeignKey.Action onUpdate = ForeignKey.Action.RESTRICT;
    while (cursor.at("ON")) {
      if (cursor.accept("ON", "DELETE")) {
        onDelete = action();
      } else {
        cursor.expect("ON", "UPDATE");
        onUpdate = action();
      }
    }
    return new ForeignKey(name, columns, schema, table, referenced, onDelete, onUpdate);
  }

  private ForeignKey.Action action() {
    if (cursor.accept("NO", "ACTION")) {
      return ForeignKey.Action.RESTRICT;
    }
    for (ForeignKey.Action action : ForeignKey.Action.values()) {
      if (cursor.accept(action.sql().split(" "))) {
        return action;
      }
    }
    throw cursor.refused();
  }
}
