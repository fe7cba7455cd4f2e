package dev.migrate.schema.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The character sets of a server, each with its default collation. The name of a collation begins
 * with that of its character set.
 */
record Charsets(Map<String, String> defaults) {

  Charsets {
    defaults = Map.copyOf(defaults);
  }

  /** A character set with a collation. */
  record Pair(String charset, String collation) {}

  /** What holds where a definition names both, one of them, or none. */
  Pair resolve(
      Cursor cursor, @Nullable String charset, @Nullable String collation, Pair inherited) {
    if (collation != null) {
      return new Pair(charset == null ? charsetOf(cursor, collation) : charset, collation);
    }
    if (charset == null) {
      return inherited;
    }
    return new Pair(charset, collationOf(cursor, charset));
  }

  /** Of a table, which names its character set always, and a collation unless it is the default. */
  Pair ofTable(Cursor cursor, String charset, @Nullable String collation) {
    return new Pair(charset, collation == null ? collationOf(cursor, charset) : collation);
  }

  private String collationOf(Cursor cursor, String charset) {
    String collation = defaults.get(charset);
    if (collation == null) {
      throw cursor.refused("CHARACTER SET " + charset);
    }
    return collation;
  }

  private String charsetOf(Cursor cursor, String collation) {
    int end = collation.indexOf('_');
    String charset = end < 0 ? collation : collation.substring(0, end);
    if (!defaults.containsKey(charset)) {
      throw cursor.refused("COLLATE " + collation);
    }
    return charset;
  }
}
