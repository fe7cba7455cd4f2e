package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column's type, as far as it decides which values fit.
 *
 * @param first length, precision or fractional digits; -1 for none
 * @param second digits after the point; 0 for none
 * @param bytesPerCharacter most bytes one character takes, 1 for bytes
 */
record ColumnType(String name, int first, int second, boolean unsigned, int bytesPerCharacter) {

  private static final Pattern FORM =
      Pattern.compile("(\\w+)(?:\\((\\d+)(?:,(\\d+))?\\))?(.*)", Pattern.DOTALL);

  private static final List<String> INTEGERS =
      List.of("tinyint", "smallint", "mediumint", "int", "bigint");

  /** Decimal digits that each of the integers can have, with all of which every value fits. */
  private static final List<Integer> SURE_DIGITS = List.of(3, 5, 8, 10, 20);

  private static final Map<String, Long> BYTES =
      Map.of(
          "tinytext", 255L,
          "tinyblob", 255L,
          "text", 65_535L,
          "blob", 65_535L,
          "mediumtext", 16_777_215L,
          "mediumblob", 16_777_215L,
          "longtext", 4_294_967_295L,
          "longblob", 4_294_967_295L);

  private static final List<String> TEXTS =
      List.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
  private static final List<String> BINARIES =
      List.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
  private static final List<String> TIMES = List.of("date", "datetime", "timestamp");

  private static final Lost SIGN = Lost.of(Lost.Kind.SIGN, "negative values");

  static ColumnType of(Column column) {
    Matcher matcher = FORM.matcher(column.type().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return new ColumnType(column.type(), -1, 0, false, 1);
    }
    return new ColumnType(
        matcher.group(1),
        matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
        matcher.group(4).contains("unsigned"),
        bytesPerCharacter(column.charset()));
  }

  private static int bytesPerCharacter(@Nullable String charset) {
    if (charset == null) {
      return 1;
    }
    return switch (charset) {
      case "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
      case "utf8mb3", "utf8", "ujis", "eucjpms" -> 3;
      case "ucs2", "big5", "gbk", "gb2312", "sjis", "cp932", "euckr" -> 2;
      default -> 1;
    };
  }

  /** Which values do not fit into the other type, null for none. */
  @Nullable Lost lossIn(ColumnType other) {
    // The width of a YEAR is printed by MariaDB alone, and means nothing.
    if (equals(other) || (name.equals("year") && other.name.equals("year"))) {
      return null;
    }
    if (isInteger() && other.isInteger()) {
      return integerLoss(other);
    }
    if (isExact() && other.name.equals("decimal")) {
      return decimalLoss(other);
    }
    if ((isOf(TEXTS) && other.isOf(TEXTS)) || (isOf(BINARIES) && other.isOf(BINARIES))) {
      return lengthLoss(other);
    }
    if ((isOf(TIMES) && other.isOf(TIMES)) || (name.equals("time") && other.name.equals("time"))) {
      return timeLoss(other);
    }
    if (name.equals("float") && other.name.equals("double") && first < 0 && other.first < 0) {
      return other.unsigned && !unsigned ? SIGN : null;
    }
    return fitsAsText(other) ? null : range("values that are no " + other.name);
  }

  private @Nullable Lost integerLoss(ColumnType other) {
    int mine = INTEGERS.indexOf(name);
    int theirs = INTEGERS.indexOf(other.name);
    boolean high = theirs < mine || (theirs == mine && unsigned && !other.unsigned);
    if (!unsigned && other.unsigned) {
      return high ? Lost.of(Lost.Kind.SIGN, "negative and high values") : SIGN;
    }
    return high ? range("high values") : null;
  }

  private @Nullable Lost decimalLoss(ColumnType other) {
    int digits = isInteger() ? SURE_DIGITS.get(INTEGERS.indexOf(name)) : first - second;
    if (other.first - other.second < digits) {
      return range("high values");
    }
    if (other.second < second) {
      return precision("digits after the point");
    }
    return other.unsigned && !unsigned ? SIGN : null;
  }

  private @Nullable Lost lengthLoss(ColumnType other) {
    boolean inCharacters = first >= 0 && other.first >= 0;
    boolean shorter = inCharacters ? other.first < first : other.bytes() < bytes();
    if (shorter) {
      return other.first >= 0
          ? range("values longer than " + other.first)
          : range("values longer than " + other.bytes() + " bytes");
    }
    return null;
  }

  private static Lost range(String what) {
    return Lost.of(Lost.Kind.RANGE, what);
  }

  private static Lost precision(String what) {
    return Lost.of(Lost.Kind.PRECISION, what);
  }

  /** The most bytes that a text of a type without a length of its own has. */
  long bytes() {
    return BYTES.getOrDefault(name, (long) Math.max(first, 1) * bytesPerCharacter);
  }

  private @Nullable Lost timeLoss(ColumnType other) {
    if (other.name.equals("date") && !name.equals("date")) {
      return precision("times of day");
    }
    if (other.name.equals("timestamp") && !name.equals("timestamp")) {
      return range("times before 1970 and after 2038");
    }
    return Math.max(other.first, 0) < Math.max(first, 0) ? precision("fractions of seconds") : null;
  }

  /** Numbers and times of which every one has a text that is short enough. */
  private boolean fitsAsText(ColumnType other) {
    int longest = 70;
    boolean printable = isExact() || isOf(TIMES) || name.equals("time") || name.equals("year");
    return printable && other.holdsText(longest);
  }

  /** Whether every text of so many characters fits. */
  boolean holdsText(int characters) {
    return isOf(TEXTS) && (first >= characters || bytes() / 4 >= characters);
  }

  boolean isText() {
    return isOf(TEXTS);
  }

  boolean isBinary() {
    return isOf(BINARIES);
  }

  private boolean isInteger() {
    return INTEGERS.contains(name);
  }

  private boolean isExact() {
    return isInteger() || name.equals("decimal");
  }

  private boolean isOf(List<String> names) {
    return names.contains(name);
  }
}
