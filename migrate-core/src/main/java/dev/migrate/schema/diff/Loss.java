package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a column's values can lose when the column is changed. Whether there are such values only
 * the rows tell; with a strict SQL mode the statement fails at the first instead.
 */
public final class Loss {

  /** Character sets that hold every character there is. */
  private static final Set<String> UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32");

  /** Those that hold every character of the three-byte form of UTF-8. */
  private static final Set<String> BASIC = Set.of("utf8mb3", "utf8", "ucs2");

  private Loss() {}

  /** What is lost of the object, null for nothing. */
  static @Nullable String of(Column before, Column after, String object) {
    List<Lost> lost = between(before, after);
    return lost.isEmpty()
        ? null
        : lost.stream().map(each -> each.of(object)).collect(Collectors.joining("; "));
  }

  /** What a column's values lose when it becomes another; empty for nothing. */
  public static List<Lost> between(Column before, Column after) {
    if (before.generated() != null || after.generated() != null) {
      return computed(before, after);
    }
    List<Lost> lost = new ArrayList<>();
    type(before, after).ifPresent(lost::add);
    if (!charsetHolds(before.charset(), after.charset())) {
      lost.add(
          new Lost(Lost.Kind.CHARSET, "characters", " that " + after.charset() + " does not have"));
    }
    return lost;
  }

  /** Whether an ENUM or SET becomes another, other than by values at its end. */
  public static boolean reorders(Column before, Column after) {
    Optional<EnumType> values = EnumType.of(before.type());
    Optional<EnumType> wanted = EnumType.of(after.type());
    return values.isPresent() && wanted.isPresent() && !wanted.get().continues(values.get());
  }

  private static List<Lost> computed(Column before, Column after) {
    if (before.generated() == null) {
      return List.of(new Lost(Lost.Kind.COMPUTED, "the values", ", computed from now on"));
    }
    return !before.generated().stored() && after.generated() == null
        ? List.of(Lost.of(Lost.Kind.COMPUTED, "the computed values"))
        : List.of();
  }

  private static Optional<Lost> type(Column before, Column after) {
    if (before.type().equals(after.type()) || (isJson(before) && after.type().equals("json"))) {
      return Optional.empty();
    }
    Optional<EnumType> values = EnumType.of(before.type());
    Optional<EnumType> wanted = EnumType.of(after.type());
    if (values.isPresent() && wanted.isPresent()) {
      return removed(values.get(), wanted.get());
    }
    if (values.isPresent() && ColumnType.of(after).holdsText(values.get().longest())) {
      return Optional.empty();
    }
    return Optional.ofNullable(ColumnType.of(before).lossIn(ColumnType.of(after)));
  }

  /** What MariaDB prints of a column of the type JSON (its manual, "JSON Data Type"). */
  private static boolean isJson(Column column) {
    String check = column.check();
    return column.type().equals("longtext")
        && check != null
        && check.equals("json_valid(`" + column.name() + "`)");
  }

  private static Optional<Lost> removed(EnumType before, EnumType after) {
    if (before.kind().equals("set") && after.kind().equals("enum")) {
      return Optional.of(Lost.of(Lost.Kind.VALUES, "sets of more than one value"));
    }
    List<String> removed = new ArrayList<>(before.values());
    removed.removeAll(after.values());
    return removed.isEmpty()
        ? Optional.empty()
        : Optional.of(Lost.of(Lost.Kind.VALUES, "the values " + String.join(", ", removed)));
  }

  /** Whether every character of one character set is in the other; true where one is unknown. */
  public static boolean charsetHolds(@Nullable String before, @Nullable String after) {
    return before == null
        || after == null
        || before.equals(after)
        || UNICODE.contains(after)
        || (before.equals("ascii") && !after.equals("swe7"))
        || (BASIC.contains(after) && !UNICODE.contains(before) && !before.equals("gb18030"));
  }
}
