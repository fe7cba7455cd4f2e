package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import dev.migrate.server.Identifier;
import dev.migrate.server.Literal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which rows lose something when a column becomes another, as a condition to ask them by (MySQL
 * manual and MariaDB's, "Numeric Types", "String Types", "Date and Time Types").
 */
public final class Unfit {

  private static final List<String> INTEGERS =
      List.of("tinyint", "smallint", "mediumint", "int", "bigint");
  private static final List<Integer> BITS = List.of(8, 16, 24, 32, 64);
  private static final List<String> CHARACTERS = List.of("char", "varchar");
  private static final List<String> BYTES = List.of("binary", "varbinary");
  private static final int FRACTION = 6;

  private Unfit() {}

  /**
   * A condition that every row fulfils whose value does not stay as it is, for a reason of this
   * kind, and no other row; empty where none tells them all.
   */
  public static Optional<String> rows(Column before, Column after, Lost.Kind kind) {
    if (before.generated() != null || after.generated() != null) {
      return Optional.empty();
    }
    return switch (kind) {
      case CHARSET -> after.charset() == null ? Optional.empty() : rows(before, after.charset());
      case COMPUTED -> Optional.empty();
      default ->
          EnumType.of(after.type())
              .map(wanted -> values(before, wanted))
              .orElseGet(() -> type(before, after));
    };
  }

  /** The same for characters that a character set does not have. */
  public static Optional<String> rows(Column before, String charset) {
    if (before.charset() == null || !charset.matches("\\w+")) {
      return Optional.empty();
    }
    String name = Identifier.quote(before.name());
    String there = "CONVERT(" + name + " USING " + charset + ")";
    return Optional.of(bytes(there) + " <> " + bytes(name));
  }

  /** Which no collation takes for others. */
  private static String bytes(String text) {
    return "CAST(CONVERT(" + text + " USING utf8mb4) AS BINARY)";
  }

  /** What is not among the values of an ENUM or SET. */
  private static Optional<String> values(Column before, EnumType wanted) {
    String name = Identifier.quote(before.name());
    Optional<EnumType> old = EnumType.of(before.type());
    boolean fromSet = old.isPresent() && old.get().kind().equals("set");
    boolean toSet = wanted.kind().equals("set");
    if (fromSet && toSet) {
      List<String> removed = new ArrayList<>(old.get().values());
      removed.removeAll(wanted.values());
      return Optional.of(
          removed.stream()
              .map(value -> "FIND_IN_SET(" + literal(value) + ", " + name + ") > 0")
              .collect(Collectors.joining(" OR ")));
    }
    if (old.isEmpty() && (toSet || before.charset() == null)) {
      return Optional.empty();
    }
    // The value 0, which a row has for one that was not valid, stays.
    String valid = old.isPresent() && !fromSet ? name + " + 0 <> 0 AND " : "";
    return Optional.of(
        valid
            + bytes(name)
            + " NOT IN ("
            + wanted.values().stream().map(Unfit::literal).collect(Collectors.joining(", "))
            + ")");
  }

  private static String literal(String printed) {
    return Literal.text(Literal.value(printed));
  }

  private static Optional<String> type(Column before, Column after) {
    String name = Identifier.quote(before.name());
    ColumnType old = ColumnType.of(before);
    ColumnType type = ColumnType.of(after);
    boolean exact = INTEGERS.contains(old.name()) || old.name().equals("decimal");
    if (exact && INTEGERS.contains(type.name())) {
      return Optional.of(integer(name, old, type));
    }
    if (exact && type.name().equals("decimal")) {
      return Optional.of(decimal(name, type));
    }
    boolean text = old.isText() || EnumType.of(before.type()).isPresent();
    if (text && type.isText()) {
      return Objects.equals(before.charset(), after.charset())
          ? Optional.of(longer(name, type))
          : Optional.ofNullable(after.charset())
              .map(charset -> longer("CONVERT(" + name + " USING " + charset + ")", type));
    }
    if (old.isBinary() && type.isBinary()) {
      return Optional.of(longer(name, type));
    }
    return time(name, old, type);
  }

  private static String integer(String name, ColumnType old, ColumnType type) {
    int bits = BITS.get(INTEGERS.indexOf(type.name()));
    BigInteger least = type.unsigned() ? BigInteger.ZERO : BigInteger.TWO.pow(bits - 1).negate();
    BigInteger most =
        BigInteger.TWO.pow(type.unsigned() ? bits : bits - 1).subtract(BigInteger.ONE);
    String range = name + " NOT BETWEEN " + least + " AND " + most;
    return old.name().equals("decimal") ? range + " OR " + name + " <> ROUND(" + name + ")" : range;
  }

  private static String decimal(String name, ColumnType type) {
    String most = "9".repeat(Math.max(type.first() - type.second(), 0));
    String fraction = type.second() == 0 ? "" : "." + "9".repeat(type.second());
    String most9 = (most.isEmpty() ? "0" : most) + fraction;
    return name
        + " NOT BETWEEN "
        + (type.unsigned() ? "0" : "-" + most9)
        + " AND "
        + most9
        + " OR "
        + name
        + " <> ROUND("
        + name
        + ", "
        + type.second()
        + ")";
  }

  private static String longer(String name, ColumnType type) {
    if (CHARACTERS.contains(type.name())) {
      return "CHAR_LENGTH(" + name + ") > " + type.first();
    }
    long most = BYTES.contains(type.name()) ? type.first() : type.bytes();
    return "LENGTH(" + name + ") > " + most;
  }

  private static Optional<String> time(String name, ColumnType old, ColumnType type) {
    boolean moment = List.of("datetime", "timestamp").contains(old.name());
    if (moment && type.name().equals("date")) {
      return Optional.of(name + " <> DATE(" + name + ")");
    }
    boolean same = old.name().equals(type.name()) && (moment || old.name().equals("time"));
    if (!same) {
      return Optional.empty();
    }
    long unit = Math.round(Math.pow(10, FRACTION - Math.max(type.first(), 0)));
    return Optional.of("MICROSECOND(" + name + ") % " + unit + " <> 0");
  }
}
