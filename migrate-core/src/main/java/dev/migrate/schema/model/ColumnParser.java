package dev.migrate.schema.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one column of a definition. */
final class ColumnParser {

  /** Types with a character set; each other text type is one of these when it is printed. */
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

  private final Cursor cursor;
  private final String name;
  private final String type;
  private final List<String> others = new ArrayList<>();
  private boolean texts;
  private @Nullable String charset;
  private @Nullable String collation;
  private boolean nullable = true;
  private @Nullable String defaultValue;
  private @Nullable String onUpdate;
  private boolean autoIncrement;
  private Column.@Nullable Generated generated;
  private boolean invisible;
  private @Nullable Long srid;
  private String comment = "";
  private @Nullable String check;

  private ColumnParser(Cursor cursor) {
    this.cursor = cursor;
    name = cursor.name();
    type = type();
  }

  /** A column, up to the comma or the parenthesis behind it. */
  static Column read(Cursor cursor, Charsets charsets, TableOptions table) {
    ColumnParser parser = new ColumnParser(cursor);
    while (!parser.atEnd()) {
      parser.attribute();
    }
    return parser.column(charsets, new Charsets.Pair(table.charset(), table.collation()));
  }

  private boolean atEnd() {
    return cursor.atEnd() || cursor.peek().isSymbol(',') || cursor.peek().isSymbol(')');
  }

  private String type() {
    int start = cursor.offset();
    String word = cursor.word();
    if (cursor.accept('.')) {
      word = cursor.word();
    }
    texts = TEXTS.contains(word.toLowerCase(Locale.ROOT));
    if (cursor.peek().isSymbol('(')) {
      cursor.skipParentheses();
    }
    while (cursor.accept("unsigned") || cursor.accept("zerofill")) {
      // Both belong to the type.
    }
    return cursor.since(start);
  }

  private void attribute() {
    int start = cursor.offset();
    if (cursor.accept("CHARACTER", "SET")) {
      charset = cursor.word();
    } else if (cursor.accept("COLLATE")) {
      collation = cursor.word();
    } else if (cursor.accept("GENERATED", "ALWAYS", "AS")) {
      generated(start);
    } else if (cursor.accept("NOT", "NULL")) {
      nullable = false;
    } else if (cursor.accept("NULL")) {
      nullable = true;
    } else if (cursor.accept("INVISIBLE")) {
      invisible = true;
    } else if (cursor.accept("DEFAULT")) {
      defaultValue = defaultValue();
    } else if (cursor.accept("ON", "UPDATE")) {
      onUpdate = function();
    } else if (cursor.accept("AUTO_INCREMENT")) {
      autoIncrement = true;
    } else if (cursor.accept("COMMENT")) {
      comment = cursor.literal();
    } else if (cursor.accept("CHECK")) {
      check = cursor.inParentheses();
    } else {
      rarer(start);
    }
  }

  private void rarer(int start) {
    if (cursor.accept("SRID") || cursor.accept("REF_SYSTEM_ID", "=")) {
      srid = Long.valueOf(cursor.word());
      return;
    }
    if (cursor.accept("STORAGE") || cursor.accept("COLUMN_FORMAT")) {
      cursor.word();
    } else if (cursor.accept("ENGINE_ATTRIBUTE") || cursor.accept("SECONDARY_ENGINE_ATTRIBUTE")) {
      cursor.accept('=');
      cursor.literal();
    } else if (cursor.accept("COMPRESSED")) {
      if (cursor.accept('=')) {
        cursor.take();
      }
    } else if (!cursor.accept("NOT", "SECONDARY")
        && !cursor.accept("WITHOUT", "SYSTEM", "VERSIONING")) {
      engineOption();
    }
    others.add(cursor.since(start));
  }

  /** An option of a storage engine (MariaDB): {@code `name`=value}. */
  private void engineOption() {
    if (cursor.peek().type() != Token.Type.NAME) {
      throw cursor.refused();
    }
    cursor.name();
    cursor.expect('=');
    cursor.take();
  }

  private void generated(int start) {
    if (cursor.accept("ROW")) {
      cursor.word();
      nullable = false;
      others.add(cursor.since(start));
      return;
    }
    String expression = cursor.inParentheses();
    boolean stored = cursor.accept("STORED") || cursor.accept("PERSISTENT");
    if (!stored) {
      cursor.expect("VIRTUAL");
    }
    generated = new Column.Generated(expression, stored);
  }

  /** All up to an attribute that may follow: MariaDB prints some expressions without brackets. */
  private String defaultValue() {
    int start = cursor.offset();
    do {
      if (cursor.peek().isSymbol('(')) {
        cursor.skipParentheses();
      } else {
        cursor.take();
      }
    } while (!atEnd() && !isBehindDefault());
    return cursor.since(start);
  }

  private boolean isBehindDefault() {
    return cursor.at("ON", "UPDATE")
        || cursor.at("AUTO_INCREMENT")
        || cursor.at("INVISIBLE")
        || cursor.at("COMMENT")
        || cursor.at("CHECK")
        || cursor.at("WITHOUT", "SYSTEM")
        || cursor.at("ENGINE_ATTRIBUTE")
        || cursor.at("SECONDARY_ENGINE_ATTRIBUTE");
  }

  private String function() {
    int start = cursor.offset();
    cursor.word();
    if (cursor.peek().isSymbol('(')) {
      cursor.skipParentheses();
    }
    return cursor.since(start);
  }

  private Column column(Charsets charsets, Charsets.Pair table) {
    if (!texts && (charset != null || collation != null)) {
      throw cursor.refused("the character set of " + name + " " + type);
    }
    Charsets.Pair pair = texts ? charsets.resolve(cursor, charset, collation, table) : null;
    boolean nothing = nullable && "NULL".equalsIgnoreCase(defaultValue);
    return new Column(
        name,
        type,
        pair == null ? null : pair.charset(),
        pair == null ? null : pair.collation(),
        nullable,
        nothing ? null : defaultValue,
        onUpdate,
        autoIncrement,
        generated,
        invisible,
        srid,
        comment,
        check,
        others);
  }
}
