package dev.migrate.schema.diff;

import dev.migrate.schema.model.Column;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Questions on columns and their names, which are case-insensitive. */
final class Columns {

  private Columns() {}

  /** Whether lists of names are the same. */
  static boolean same(List<String> one, List<String> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).equalsIgnoreCase(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a list holds a name. */
  static boolean has(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Whether an expression, as a server prints it, names a column. */
  static boolean mentions(@Nullable String sql, String column) {
    if (sql == null) {
      return false;
    }
    String name = column.replace("`", "``").toLowerCase(Locale.ROOT);
    String text = sql.toLowerCase(Locale.ROOT);
    if (!text.contains(name)) {
      return false;
    }
    return text.contains("`" + name + "`")
        || Pattern.compile("(?<![\\p{Alnum}_$`])" + Pattern.quote(name) + "(?![\\p{Alnum}_$`(])")
            .matcher(text)
            .find();
  }

  /** Whether what a column can hold, and how it is stored, is the same. */
  static boolean sameStorage(Column one, Column other) {
    return one.type().equals(other.type())
        && Objects.equals(one.charset(), other.charset())
        && Objects.equals(one.collation(), other.collation())
        && one.nullable() == other.nullable()
        && one.autoIncrement() == other.autoIncrement()
        && Objects.equals(one.generated(), other.generated());
  }
}
