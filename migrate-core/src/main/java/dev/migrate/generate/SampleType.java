package dev.migrate.generate;

import dev.migrate.schema.model.Column;
import dev.migrate.server.Vendor;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column's type, as SQL. Ranges are those of the manuals' "Data Types".
 *
 * @param name of the type: {@code varchar}
 * @param length the first number in parentheses; -1 for none
 * @param scale the second one; -1 for none
 * @param members of an enum or a set
 */
record SampleType(Column column, Vendor vendor, String name, int length, int scale, int members) {

  private static final Pattern TYPE =
      Pattern.compile("(\\w+)(?:\\((\\d+)(?:,(\\d+))?\\))?.*", Pattern.DOTALL);

  /** More than TEXT and BLOB hold, less than a packet. */
  private static final int LONG = 70_000;

  static SampleType of(Column column, Vendor vendor) {
    Matcher matcher = TYPE.matcher(column.type().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a type: " + column.type());
    }
    return new SampleType(
        column,
        vendor,
        Objects.requireNonNull(matcher.group(1)),
        number(matcher.group(2)),
        number(matcher.group(3)),
        members(column.type()));
  }

  private static int number(@Nullable String text) {
    return text == null ? -1 : Integer.parseInt(text);
  }

  private static int members(String type) {
    int members = 0;
    boolean inside = false;
    for (int i = 0; i < type.length(); i++) {
      if (type.charAt(i) == '\'') {
        inside = !inside;
      }
      boolean opens = inside && type.charAt(i) == '\'' && type.charAt(i - 1) != '\'';
      members += opens ? 1 : 0;
    }
    return members;
  }

  /** The n-th ordinary value, different from the others where the type has as many. */
  String ordinary(int n) {
    if (isJson()) {
      return "'{\"n\": " + n + "}'";
    }
    return switch (name) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "float", "double" -> "" + n;
      case "enum" -> "" + Math.min(n, members);
      case "decimal" -> length - Math.max(scale, 0) > 0 ? "" + n : "0." + n;
      case "bit" -> "" + (length > 2 ? n : n % 2);
      case "set" -> "" + (members > 2 ? n : Math.min(n, members));
      case "year" -> "" + (2019 + n);
      case "date" -> "'2020-01-0" + n + "'";
      case "datetime", "timestamp" -> "'2020-01-0" + n + " 10:00:00'";
      case "time" -> "'10:00:0" + n + "'";
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
          length == 0 ? "''" : "'" + (char) ('a' + n - 1) + "'";
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          length == 0 ? "x''" : "x'0" + n + "'";
      case "uuid" -> "'00000000-0000-0000-0000-00000000000" + n + "'";
      case "inet4" -> "'10.0.0." + n + "'";
      case "inet6" -> "'2001:db8::" + n + "'";
      case "vector" -> vector(n);
      default -> shape(n);
    };
  }

  String lowest() {
    if (isJson()) {
      return "'null'";
    }
    boolean unsigned = column.type().contains("unsigned") || column.type().contains("zerofill");
    return switch (name) {
      case "tinyint", "smallint", "mediumint", "int", "bigint" ->
          unsigned ? "0" : BigInteger.TWO.pow(bits() - 1).negate().toString();
      case "decimal" -> unsigned ? "0" : "-" + nines();
      case "float" -> unsigned ? "0" : scale < 0 ? "-3.40282e38" : "-" + nines();
      case "double" -> unsigned ? "0" : scale < 0 ? "-1.7976931348623157e308" : "-" + nines();
      case "bit", "set" -> "0";
      case "enum" -> "1";
      case "year" -> "1901";
      case "date" -> "'1000-01-01'";
      case "datetime" -> "'1000-01-01 00:00:00'";
      case "timestamp" -> "'1970-01-01 00:00:01'";
      case "time" -> "'-838:59:59'";
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> "''";
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "x''";
      case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
      case "inet4" -> "'0.0.0.0'";
      case "inet6" -> "'::'";
      default -> ordinary(4);
    };
  }

  String highest() {
    if (isJson()) {
      return "'[1, 1e100, \"é\", null, {\"n\": []}]'";
    }
    boolean unsigned = column.type().contains("unsigned") || column.type().contains("zerofill");
    return switch (name) {
      case "tinyint", "smallint", "mediumint", "int", "bigint" ->
          BigInteger.TWO.pow(unsigned ? bits() : bits() - 1).subtract(BigInteger.ONE).toString();
      case "decimal" -> nines();
      case "float" -> scale < 0 ? "3.40282e38" : nines();
      case "double" -> scale < 0 ? "1.7976931348623157e308" : nines();
      case "bit", "set" ->
          BigInteger.TWO
              .pow(name.equals("set") ? members : Math.max(length, 1))
              .subtract(BigInteger.ONE)
              .toString();
      case "enum" -> "" + members;
      case "year" -> "2155";
      case "date" -> "'9999-12-31'";
      case "datetime" -> "'9999-12-31 23:59:59" + fraction() + "'";
      case "timestamp" -> "'2038-01-19 03:14:07" + fraction() + "'";
      case "time" -> "'838:59:59'";
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> longText();
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          "REPEAT(x'FF', " + capacity() + ")";
      case "uuid" -> "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
      case "inet4" -> "'255.255.255.255'";
      case "inet6" -> "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'";
      default -> ordinary(5);
    };
  }

  /** MariaDB's JSON is a text with a CHECK. */
  private boolean isJson() {
    String check = column.check();
    return name.equals("json") || (check != null && check.startsWith("json_valid("));
  }

  private int bits() {
    return switch (name) {
      case "tinyint" -> 8;
      case "smallint" -> 16;
      case "mediumint" -> 24;
      case "int" -> 32;
      default -> 64;
    };
  }

  private String nines() {
    int digits = length < 0 ? 10 : length;
    int fraction = Math.max(scale, 0);
    String whole = "9".repeat(digits - fraction);
    return (whole.isEmpty() ? "0" : whole) + (fraction == 0 ? "" : "." + "9".repeat(fraction));
  }

  private String fraction() {
    return length <= 0 ? "" : "." + "9".repeat(length);
  }

  /** As many characters as it takes, each of as many bytes as the character set has. */
  private String longText() {
    String charset = Objects.requireNonNullElse(column.charset(), "");
    String character =
        switch (charset) {
          case "utf8mb4", "utf16", "utf16le", "utf32" -> "😀";
          case "utf8mb3", "ucs2" -> "ｚ";
          case "latin1" -> "ÿ";
          default -> "z";
        };
    int bytes =
        switch (character) {
          case "😀" -> 4;
          case "ｚ" -> charset.equals("ucs2") ? 2 : 3;
          default -> 1;
        };
    boolean inCharacters = name.endsWith("char");
    return "REPEAT('" + character + "', " + (inCharacters ? capacity() : capacity() / bytes) + ")";
  }

  private int capacity() {
    return switch (name) {
      case "char", "varchar", "binary", "varbinary" -> length < 0 ? 1 : length;
      case "tinytext", "tinyblob" -> 255;
      case "text", "blob" -> 65_535;
      default -> LONG;
    };
  }

  private String vector(int n) {
    String values = ("," + n).repeat(Math.max(length, 1)).substring(1);
    String function = vendor == Vendor.MARIADB ? "VEC_FromText" : "STRING_TO_VECTOR";
    return function + "('[" + values + "]')";
  }

  private String shape(int n) {
    String line = "(" + n + " 1, " + n + " 2)";
    String polygon = "((0 0, " + n + " 0, " + n + " " + n + ", 0 0))";
    String text =
        switch (name) {
          case "linestring" -> "LINESTRING" + line;
          case "polygon" -> "POLYGON" + polygon;
          case "multipoint" -> "MULTIPOINT(" + n + " 1)";
          case "multilinestring" -> "MULTILINESTRING(" + line + ")";
          case "multipolygon" -> "MULTIPOLYGON(" + polygon + ")";
          case "geomcollection", "geometrycollection" -> "GEOMETRYCOLLECTION(POINT(" + n + " 1))";
          case "point", "geometry" -> "POINT(" + n + " 1)";
          // A type of a newer server: the default, or a refusal that is told.
          default -> "";
        };
    long srid = column.srid() == null ? 0 : column.srid();
    return text.isEmpty() ? "DEFAULT" : "ST_GeomFromText('" + text + "', " + srid + ")";
  }
}
