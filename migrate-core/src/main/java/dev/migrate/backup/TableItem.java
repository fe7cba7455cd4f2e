package dev.migrate.backup;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a table's definition.
 *
 * @param kind what it defines
 * @param name of a column; empty for anything else
 * @param text as printed, a character a byte
 * @param firstColumn of a key: the column it begins with, empty for an expression
 */
record TableItem(Kind kind, String name, String text, String firstColumn) {

  enum Kind {
    COLUMN,
    PRIMARY_KEY,
    UNIQUE_KEY,
    KEY,
    FULLTEXT_KEY,
    FOREIGN_KEY,
    /** CHECK, PERIOD and whatever else belongs to the columns. */
    OTHER
  }

  static TableItem of(String text) {
    DdlTokens tokens = new DdlTokens(text, 0);
    tokens.next();
    if (tokens.type() == DdlTokens.Type.NAME) {
      return new TableItem(Kind.COLUMN, tokens.name(), text, "");
    }
    Kind kind = kind(tokens);
    boolean key = kind != Kind.OTHER && kind != Kind.FOREIGN_KEY;
    return new TableItem(kind, "", text, key ? firstColumn(tokens) : "");
  }

  private static Kind kind(DdlTokens tokens) {
    if (tokens.isWord("CONSTRAINT")) {
      tokens.next();
      tokens.next();
    }
    if (tokens.isWord("PRIMARY")) {
      return Kind.PRIMARY_KEY;
    }
    if (tokens.isWord("UNIQUE")) {
      return Kind.UNIQUE_KEY;
    }
    if (tokens.isWord("FULLTEXT")) {
      return Kind.FULLTEXT_KEY;
    }
    if (tokens.isWord("FOREIGN")) {
      return Kind.FOREIGN_KEY;
    }
    boolean key = tokens.isWord("KEY") || tokens.isWord("SPATIAL") || tokens.isWord("VECTOR");
    return key ? Kind.KEY : Kind.OTHER;
  }

  private static String firstColumn(DdlTokens tokens) {
    while (!tokens.isSymbol('(')) {
      if (!tokens.next()) {
        return "";
      }
    }
    tokens.next();
    return tokens.type() == DdlTokens.Type.NAME ? tokens.name() : "";
  }

  boolean isKey() {
    return kind == Kind.PRIMARY_KEY || isSecondaryKey();
  }

  boolean isSecondaryKey() {
    return kind == Kind.UNIQUE_KEY || kind == Kind.KEY || kind == Kind.FULLTEXT_KEY;
  }

  /** Whether it is a column with this attribute, given in upper case. */
  boolean has(String attribute) {
    DdlTokens tokens = new DdlTokens(text, 0);
    while (tokens.next()) {
      if (tokens.isWord(attribute)) {
        return kind == Kind.COLUMN;
      }
    }
    return false;
  }

  /**
   * Without a character set that its collation implies: MySQL prints both for a column that was
   * made from what it had printed, but only the collation for one that had taken it from the table.
   */
  TableItem withoutImpliedCharacterSet() {
    DdlTokens tokens = new DdlTokens(text, 0);
    while (kind == Kind.COLUMN && tokens.next()) {
      int start = tokens.start();
      if (tokens.isWord("CHARACTER") && tokens.next() && tokens.isWord("SET") && tokens.next()) {
        tokens.next();
        return tokens.isWord("COLLATE")
            ? withText(text.substring(0, start) + text.substring(tokens.start()))
            : this;
      }
    }
    return this;
  }

  TableItem withText(String newText) {
    return new TableItem(kind, name, newText, firstColumn);
  }

  /** Cuts what stands between the parentheses of a definition, from {@code from} to {@code to}. */
  static List<TableItem> all(String text, int from, int to) {
    List<TableItem> items = new ArrayList<>();
    DdlTokens tokens = new DdlTokens(text, from);
    int depth = 0;
    int begin = from;
    while (tokens.next() && tokens.start() < to) {
      if (tokens.isSymbol('(')) {
        depth++;
      } else if (tokens.isSymbol(')')) {
        depth--;
      } else if (tokens.isSymbol(',') && depth == 0) {
        items.add(of(text.substring(begin, tokens.start()).strip()));
        begin = tokens.end();
      }
    }
    items.add(of(text.substring(begin, to).strip()));
    return items;
  }
}
