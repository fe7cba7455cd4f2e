package dev.migrate.sql;

import dev.migrate.sql.Clause.AddCheck;
import dev.migrate.sql.Clause.AddForeignKey;
import dev.migrate.sql.Clause.AddIndex;
import dev.migrate.sql.Clause.IndexKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the parentheses of CREATE TABLE, and after ADD. */
final class ElementReader {

  private final Tokens tokens;

  ElementReader(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Takes one column, index or constraint. */
  Clause element() {
    int mark = tokens.mark();
    String constraint = null;
    if (tokens.accept("CONSTRAINT")) {
      constraint = tokens.atAny("PRIMARY", "UNIQUE", "FOREIGN", "CHECK") ? "" : tokens.name();
    }
    Clause clause = keyed(mark, constraint == null || constraint.isEmpty() ? null : constraint);
    if (clause != null) {
      return clause;
    }
    if (constraint != null) {
      throw tokens.refused();
    }
    return period() ? new Clause.Other(tokens.words(mark)) : column();
  }

  /** Takes a column and where it goes. */
  Clause.AddColumn column() {
    tokens.accept("IF", "NOT", "EXISTS");
    return new Clause.AddColumn(ColumnReader.read(tokens), position());
  }

  /** Takes FIRST or AFTER. */
  @Nullable String position() {
    if (tokens.accept("FIRST")) {
      return "";
    }
    return tokens.accept("AFTER") ? tokens.name() : null;
  }

  private boolean period() {
    if (!tokens.accept("PERIOD", "FOR")) {
      return false;
    }
    tokens.accept("IF", "NOT", "EXISTS");
    tokens.name();
    tokens.skipParentheses();
    return true;
  }

  private @Nullable Clause keyed(int mark, @Nullable String constraint) {
    if (tokens.accept("PRIMARY", "KEY")) {
      tokens.accept("IF", "NOT", "EXISTS");
      return primary(mark);
    }
    if (tokens.accept("UNIQUE")) {
      tokens.acceptAny("INDEX", "KEY");
      return index(IndexKind.UNIQUE, constraint, mark);
    }
    if (tokens.accept("FOREIGN", "KEY")) {
      return foreignKey(constraint, mark);
    }
    if (tokens.accept("CHECK")) {
      return check(constraint);
    }
    IndexKind kind = kind();
    return kind == null ? null : index(kind, null, mark);
  }

  private @Nullable IndexKind kind() {
    if (tokens.acceptAny("INDEX", "KEY")) {
      return IndexKind.PLAIN;
    }
    for (IndexKind kind : List.of(IndexKind.FULLTEXT, IndexKind.SPATIAL)) {
      if (tokens.accept(kind.name())) {
        tokens.acceptAny("INDEX", "KEY");
        return kind;
      }
    }
    return tokens.accept("VECTOR", "INDEX") || tokens.accept("VECTOR", "KEY")
        ? IndexKind.VECTOR
        : null;
  }

  /** A primary key may be given a name, which no server keeps. */
  private Clause primary(int mark) {
    if (!tokens.at('(') && !tokens.at("USING")) {
      tokens.name();
    }
    type();
    List<String> columns = parts();
    options();
    return new AddIndex(IndexKind.PRIMARY, "PRIMARY", columns, tokens.since(mark));
  }

  private Clause index(IndexKind kind, @Nullable String constraint, int mark) {
    tokens.accept("IF", "NOT", "EXISTS");
    boolean named = !tokens.at('(') && !(tokens.atAny("USING", "TYPE") && !tokens.peek(1).is('('));
    String name = named ? tokens.name() : constraint;
    type();
    List<String> columns = parts();
    options();
    return new AddIndex(kind, name, columns, tokens.since(mark));
  }

  /** Takes USING BTREE. */
  void type() {
    if (tokens.acceptAny("USING", "TYPE")) {
      tokens.expectAny("BTREE", "HASH", "RTREE");
    }
  }

  /** Takes the columns and expressions of an index. */
  List<String> parts() {
    List<String> columns = new ArrayList<>();
    tokens.expect('(');
    do {
      if (tokens.at('(')) {
        tokens.skipParentheses();
        columns.add("");
      } else {
        columns.add(tokens.name());
        if (tokens.at('(')) {
          tokens.skipParentheses();
        }
      }
      tokens.acceptAny("ASC", "DESC");
      tokens.accept("WITHOUT", "OVERLAPS");
    } while (tokens.accept(','));
    tokens.expect(')');
    return columns;
  }

  /** Takes the options of an index. */
  void options() {
    while (option()) {
      // option moves
    }
  }

  private boolean option() {
    if (tokens.atAny("USING", "TYPE")) {
      type();
      return true;
    }
    if (tokens.accept("WITH", "PARSER")) {
      tokens.name();
      return true;
    }
    if (tokens.accept("COMMENT")) {
      tokens.literal();
      return true;
    }
    if (tokens.acceptAny("KEY_BLOCK_SIZE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE")) {
      tokens.accept('=');
      tokens.value();
      return true;
    }
    if (tokens.acceptAny("VISIBLE", "INVISIBLE", "IGNORED") || tokens.accept("NOT", "IGNORED")) {
      return true;
    }
    // An option of a storage engine: M=8, DISTANCE=cosine, CLUSTERING=YES.
    if (tokens.atName() && tokens.peek(1).is('=') && !tokens.atAny("ALGORITHM", "LOCK")) {
      tokens.name();
      tokens.expect('=');
      tokens.value();
      return true;
    }
    return false;
  }

  private Clause foreignKey(@Nullable String constraint, int mark) {
    tokens.accept("IF", "NOT", "EXISTS");
    if (!tokens.at('(')) {
      tokens.name();
    }
    List<String> columns = parts();
    tokens.expect("REFERENCES");
    ObjectName table = tokens.table();
    List<String> referenced = parts();
    actions(tokens);
    return new AddForeignKey(constraint, columns, table, referenced, tokens.since(mark));
  }

  /** Takes MATCH, ON DELETE and ON UPDATE. */
  static void actions(Tokens tokens) {
    while (true) {
      if (tokens.accept("MATCH")) {
        tokens.expectAny("FULL", "PARTIAL", "SIMPLE");
      } else if (tokens.accept("ON", "DELETE") || tokens.accept("ON", "UPDATE")) {
        action(tokens);
      } else {
        return;
      }
    }
  }

  private static void action(Tokens tokens) {
    if (tokens.accept("SET")) {
      tokens.expectAny("NULL", "DEFAULT");
    } else if (!tokens.accept("NO", "ACTION")) {
      tokens.expectAny("RESTRICT", "CASCADE");
    }
  }

  private Clause check(@Nullable String constraint) {
    tokens.accept("IF", "NOT", "EXISTS");
    String expression = tokens.inParentheses();
    boolean unenforced = tokens.accept("NOT", "ENFORCED");
    tokens.accept("ENFORCED");
    return new AddCheck(constraint, expression, !unenforced);
  }
}
