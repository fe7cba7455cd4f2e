package dev.migrate.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as it is written (MySQL manual, "Data Types", "Using Data Types from Other
 * Database Engines"; MariaDB, "Data Types").
 *
 * @param text in lower case, synonyms replaced
 * @param charset what the type itself says, null for nothing
 * @param serial whether SERIAL says NOT NULL AUTO_INCREMENT UNIQUE as well
 */
record DataType(String text, @Nullable String charset, @Nullable String collation, boolean serial) {

  private static final Set<String> NAMES =
      Set.of(
          ("bit tinyint smallint mediumint int bigint decimal float double date time datetime"
                  + " timestamp year char varchar binary varbinary tinyblob blob mediumblob longblob"
                  + " tinytext text mediumtext longtext enum set json geometry point linestring"
                  + " polygon multipoint multilinestring multipolygon geometrycollection"
                  + " geomcollection uuid inet4 inet6 vector xmltype")
              .split(" "));

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("integer", "int"),
          Map.entry("int1", "tinyint"),
          Map.entry("int2", "smallint"),
          Map.entry("int3", "mediumint"),
          Map.entry("middleint", "mediumint"),
          Map.entry("int4", "int"),
          Map.entry("int8", "bigint"),
          Map.entry("dec", "decimal"),
          Map.entry("numeric", "decimal"),
          Map.entry("fixed", "decimal"),
          Map.entry("real", "double"),
          Map.entry("float4", "float"),
          Map.entry("float8", "double"),
          Map.entry("character", "char"),
          Map.entry("varcharacter", "varchar"),
          Map.entry("sql_tsi_year", "year"));

  /** Takes a type with its arguments, sign, and what a text type says of its characters. */
  static DataType read(Tokens tokens) {
    if (tokens.accept("SERIAL")) {
      return new DataType("bigint unsigned", null, null, true);
    }
    if (tokens.acceptAny("BOOL", "BOOLEAN")) {
      return new DataType("tinyint(1)", null, null, false);
    }
    boolean national = tokens.accept("NATIONAL");
    StringBuilder text = new StringBuilder(name(tokens));
    if (national || isNational(text)) {
      national = true;
      text.delete(0, text.charAt(0) == 'n' ? 1 : 0);
    }
    if (tokens.at('(')) {
      String arguments = tokens.tightParentheses();
      boolean values = text.toString().equals("enum") || text.toString().equals("set");
      text.append(values ? arguments : arguments.toLowerCase(Locale.ROOT));
    }
    return new Attributes(tokens, text, national).read();
  }

  private static boolean isNational(CharSequence name) {
    return name.toString().equals("nchar") || name.toString().equals("nvarchar");
  }

  private static String name(Tokens tokens) {
    String name = tokens.word().toLowerCase(Locale.ROOT);
    if (name.equals("long")) {
      boolean binary = tokens.accept("VARBINARY");
      if (!binary && !tokens.acceptAny("VARCHAR", "VARCHARACTER")) {
        tokens.accept("CHAR", "VARYING");
      }
      return binary ? "mediumblob" : "mediumtext";
    }
    if (name.equals("double")) {
      tokens.accept("PRECISION");
    }
    name = SYNONYMS.getOrDefault(name, name);
    boolean varies = name.equals("char") || name.equals("nchar");
    if (varies && tokens.acceptAny("VARYING", "VARCHAR", "VARCHARACTER")) {
      name = name.replace("char", "varchar");
    }
    if (!NAMES.contains(name) && !isNational(name)) {
      throw tokens.refused();
    }
    return name;
  }

  /** What may follow a type before the attributes of the column. */
  private static final class Attributes {

    private final Tokens tokens;
    private final StringBuilder text;
    private @Nullable String charset;
    private @Nullable String collation;
    private boolean zerofill;
    private boolean unsigned;
    private boolean binary;

    Attributes(Tokens tokens, StringBuilder text, boolean national) {
      this.tokens = tokens;
      this.text = text;
      this.charset = national ? "utf8mb3" : null;
    }

    DataType read() {
      while (accept()) {
        // accept moves
      }
      text.append(unsigned || zerofill ? " unsigned" : "").append(zerofill ? " zerofill" : "");
      String type = text.toString();
      if (binary && collation == null && charset != null) {
        collation = charset + "_bin";
      }
      return new DataType(type, charset, collation, false);
    }

    private boolean accept() {
      if (tokens.accept("UNSIGNED")) {
        unsigned = true;
      } else if (tokens.accept("ZEROFILL")) {
        zerofill = true;
      } else if (tokens.accept("BINARY")) {
        binary = true;
      } else if (tokens.accept("ASCII")) {
        charset = "latin1";
      } else if (tokens.accept("UNICODE")) {
        charset = "ucs2";
      } else if (tokens.accept("BYTE")) {
        charset = "binary";
      } else if (tokens.accept("CHARACTER", "SET")
          || tokens.accept("CHAR", "SET")
          || tokens.accept("CHARSET")) {
        charset = tokens.value().toLowerCase(Locale.ROOT);
      } else {
        return tokens.accept("SIGNED");
      }
      return true;
    }
  }
}
