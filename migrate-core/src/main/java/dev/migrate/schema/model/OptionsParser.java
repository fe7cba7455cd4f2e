package dev.migrate.schema.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what follows a table's columns, up to its partitions. */
final class OptionsParser {

  private final Cursor cursor;
  private @Nullable String engine;
  private @Nullable String charset;
  private @Nullable String collation;
  private String rowFormat = "";
  private String comment = "";
  private final List<String> others = new ArrayList<>();

  private OptionsParser(Cursor cursor) {
    this.cursor = cursor;
  }

  static TableOptions read(Cursor cursor, Charsets charsets) {
    OptionsParser parser = new OptionsParser(cursor);
    while (!cursor.atEnd() && !cursor.at("PARTITION", "BY")) {
      parser.option();
    }
    if (parser.engine == null || parser.charset == null) {
      throw cursor.refused("options without an engine or a character set");
    }
    Charsets.Pair pair = charsets.ofTable(cursor, parser.charset, parser.collation);
    return new TableOptions(
        parser.engine,
        pair.charset(),
        pair.collation(),
        parser.rowFormat,
        parser.comment,
        parser.others);
  }

  private void option() {
    int start = cursor.offset();
    if (cursor.accept("ENGINE")) {
      engine = value();
    } else if (cursor.accept("AUTO_INCREMENT")) {
      value();
    } else if (cursor.accept("DEFAULT", "CHARSET")) {
      charset = value();
    } else if (cursor.accept("COLLATE")) {
      collation = value();
    } else if (cursor.accept("ROW_FORMAT")) {
      rowFormat = value();
    } else if (cursor.accept("COMMENT")) {
      cursor.expect('=');
      comment = cursor.literal();
    } else {
      other();
      others.add(cursor.since(start));
    }
  }

  private String value() {
    cursor.expect('=');
    return cursor.word();
  }

  private void other() {
    if (cursor.accept("WITH", "SYSTEM", "VERSIONING")) {
      return;
    }
    if (cursor.accept("TABLESPACE")) {
      cursor.name();
      return;
    }
    if (cursor.accept("STORAGE")) {
      cursor.word();
      return;
    }
    if (!cursor.accept("DATA", "DIRECTORY") && !cursor.accept("INDEX", "DIRECTORY")) {
      cursor.take();
    }
    cursor.expect('=');
    if (cursor.peek().isSymbol('(')) {
      cursor.skipParentheses();
    } else {
      cursor.take();
    }
  }
}
