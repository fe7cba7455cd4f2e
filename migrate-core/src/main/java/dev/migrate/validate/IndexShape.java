package dev.migrate.validate;

import dev.migrate.schema.model.Index;
import dev.migrate.sql.Clause;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an index tells whether another does its work.
 *
 * @param name null where the server chooses one
 * @param columns in lower case
 * @param plainly whether all parts are whole columns in ascending order
 */
record IndexShape(
    @Nullable String name, Clause.IndexKind kind, List<String> columns, boolean plainly) {

  /** Expressions, prefixes and descending parts. */
  private static final Pattern UNUSUAL =
      Pattern.compile(
          "\\(\\s*\\d+\\s*\\)|\\bDESC\\b|\\(\\s*\\(|,\\s*\\(", Pattern.CASE_INSENSITIVE);

  static IndexShape of(Clause.AddIndex index) {
    return new IndexShape(
        index.name(),
        index.kind(),
        index.columns().stream().map(KnownTable::lower).toList(),
        !UNUSUAL.matcher(index.text()).find());
  }

  static IndexShape of(Index index) {
    boolean plainly =
        index.parts().stream()
            .allMatch(part -> part.column() != null && part.prefix() == null && !part.descending());
    return new IndexShape(
        index.name(),
        Clause.IndexKind.valueOf(index.kind().name()),
        index.columns().stream().map(KnownTable::lower).toList(),
        plainly);
  }

  /** Whether this one can go because of the other. */
  boolean isRedundantTo(IndexShape other) {
    if (!plainly || !other.plainly || columns.size() > other.columns.size()) {
      return false;
    }
    boolean same = columns.equals(other.columns);
    return switch (kind) {
      case PRIMARY -> false;
      case UNIQUE -> same && other.isUnique();
      case PLAIN ->
          (other.isUnique() || other.kind == Clause.IndexKind.PLAIN)
              && columns.equals(other.columns.subList(0, columns.size()));
      case FULLTEXT, SPATIAL, VECTOR -> same && kind == other.kind;
    };
  }

  private boolean isUnique() {
    return kind == Clause.IndexKind.PRIMARY || kind == Clause.IndexKind.UNIQUE;
  }

  /** {@code the index by_name (name, city)}. */
  String text() {
    String of = " (" + String.join(", ", columns) + ")";
    if (kind == Clause.IndexKind.PRIMARY) {
      return "the primary key" + of;
    }
    return (name == null ? "the index" : "the index " + name) + of;
  }
}
