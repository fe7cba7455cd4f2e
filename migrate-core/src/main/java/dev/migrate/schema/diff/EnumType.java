package dev.migrate.schema.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ENUM's or a SET's values, in their order.
 *
 * @param kind {@code enum} or {@code set}
 * @param values as literals
 */
record EnumType(String kind, List<String> values) {

  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'", Pattern.DOTALL);

  /** The largest ENUM whose rows have one byte. */
  private static final int ONE_BYTE = 255;

  private static final int BITS = 8;

  EnumType {
    values = List.copyOf(values);
  }

  /** Of a column's type; empty for all other types. */
  static Optional<EnumType> of(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("enum(") && !lower.startsWith("set(")) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(type);
    while (matcher.find()) {
      values.add(matcher.group());
    }
    return Optional.of(new EnumType(lower.substring(0, lower.indexOf('(')), values));
  }

  String sql() {
    return kind + "(" + String.join(",", values) + ")";
  }

  /** No value has more characters than this. */
  int longest() {
    return kind.equals("enum")
        ? values.stream().mapToInt(String::length).max().orElse(0)
        : values.stream().mapToInt(String::length).sum();
  }

  /** Whether it is the other one with more values at its end, stored alike. */
  boolean appendsTo(EnumType other) {
    return kind.equals(other.kind)
        && values.size() > other.values.size()
        && values.subList(0, other.values.size()).equals(other.values)
        && bytes() == other.bytes();
  }

  /** Whether it is the other one, perhaps with more values at its end. */
  boolean continues(EnumType other) {
    return kind.equals(other.kind)
        && values.size() >= other.values.size()
        && values.subList(0, other.values.size()).equals(other.values);
  }

  private int bytes() {
    if (kind.equals("enum")) {
      return values.size() <= ONE_BYTE ? 1 : 2;
    }
    int bytes = (values.size() + BITS - 1) / BITS;
    return bytes > BITS / 2 ? BITS : bytes;
  }
}
