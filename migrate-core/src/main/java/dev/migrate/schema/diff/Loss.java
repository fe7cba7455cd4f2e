package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a column's values can lose when the column is changed. Whether there are such values only
 * the rows tell; with a strict SQL mode the statement fails at the first instead.
 */
final class Loss {

  /** Character sets that hold every character there is. */
  private static final Set<String> UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32");

  /** Those that hold every character of the three-byte form of UTF-8. */
  private static final Set<String> BASIC = Set.of("utf8mb3", "utf8", "ucs2");

  private Loss() {}

  /** What is lost of the object, null for nothing. */
  static @Nullable String of(Column before, Column after, String object) {
    List<String> lost = new ArrayList<>();
    if (before.generated() == null && after.generated() != null) {
      lost.add("the values of " + object + ", computed from now on");
    } else if (before.generated() != null
        && !before.generated().stored()
        && after.generated() == null) {
      lost.add("the computed values of " + object);
    } else if (before.generated() == null) {
      Optional.ofNullable(typeLoss(before, after))
          .ifPresent(each -> lost.add(each + " of " + object));
      if (!charsetHolds(before.charset(), after.charset())) {
        lost.add("characters of " + object + " that " + after.charset() + " does not have");
      }
    }
    return lost.isEmpty() ? null : String.join("; ", lost);
  }

  private static @Nullable String typeLoss(Column before, Column after) {
    if (before.type().equals(after.type())) {
      return null;
    }
    Optional<EnumType> values = EnumType.of(before.type());
    Optional<EnumType> wanted = EnumType.of(after.type());
    if (values.isPresent() && wanted.isPresent()) {
      return removed(values.get(), wanted.get());
    }
    if (values.isPresent() && ColumnType.of(after).holdsText(values.get().longest())) {
      return null;
    }
    return ColumnType.of(before).lossIn(ColumnType.of(after));
  }

  private static @Nullable String removed(EnumType before, EnumType after) {
    if (before.kind().equals("set") && after.kind().equals("enum")) {
      return "sets of more than one value";
    }
    List<String> removed = new ArrayList<>(before.values());
    removed.removeAll(after.values());
    return removed.isEmpty() ? null : "the values " + String.join(", ", removed);
  }

  private static boolean charsetHolds(@Nullable String before, @Nullable String after) {
    return before == null
        || after == null
        || before.equals(after)
        || UNICODE.contains(after)
        || (before.equals("ascii") && !after.equals("swe7"))
        || (BASIC.contains(after) && !UNICODE.contains(before) && !before.equals("gb18030"));
  }
}
