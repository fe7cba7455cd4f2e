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
 * @param columns in lower case; an expression counts as an empty name
 * @param parts the same with all there is to them; null where that is not known
 * @param others further attributes, as the server prints them
 */
public record IndexShape(
    @Nullable String name,
    Clause.IndexKind kind,
    List<String> columns,
    @Nullable List<Index.Part> parts,
    List<String> others) {

  /** Expressions, prefixes and descending parts. */
  private static final Pattern UNUSUAL =
      Pattern.compile(
          "\\(\\s*\\d+\\s*\\)|\\bDESC\\b|\\(\\s*\\(|,\\s*\\(", Pattern.CASE_INSENSITIVE);

  private static final String HASH = "USING HASH";

  /** Keeps copies of the lists. */
  public IndexShape {
    columns = List.copyOf(columns);
    parts = parts == null ? null : List.copyOf(parts);
    others = List.copyOf(others);
  }

  /** Of whole columns, in ascending order. */
  static IndexShape plain(@Nullable String name, Clause.IndexKind kind, List<String> columns) {
    List<String> lower = columns.stream().map(KnownTable::lower).toList();
    return new IndexShape(
        name,
        kind,
        lower,
        lower.stream().map(column -> new Index.Part(column, null, null, false)).toList(),
        List.of());
  }

  static IndexShape of(Clause.AddIndex index) {
    IndexShape plain = plain(index.name(), index.kind(), index.columns());
    return UNUSUAL.matcher(index.text()).find()
        ? new IndexShape(plain.name, plain.kind, plain.columns, null, List.of())
        : plain;
  }

  /** Of an index as a server has it. */
  public static IndexShape of(Index index) {
    return new IndexShape(
        index.name(),
        Clause.IndexKind.valueOf(index.kind().name()),
        index.columns().stream().map(KnownTable::lower).toList(),
        index.parts().stream().map(IndexShape::lower).toList(),
        index.others());
  }

  private static Index.Part lower(Index.Part part) {
    String column = part.column();
    return new Index.Part(
        column == null ? null : KnownTable.lower(column),
        part.expression(),
        part.prefix(),
        part.descending());
  }

  /** Whether this one can go because of the other. */
  public boolean isRedundantTo(IndexShape other) {
    List<Index.Part> mine = parts;
    List<Index.Part> its = other.parts;
    if (mine == null || its == null || mine.size() > its.size()) {
      return false;
    }
    boolean same = mine.equals(its);
    return switch (kind) {
      case PRIMARY -> false;
      case UNIQUE -> same && other.isUnique() && others.equals(other.others);
      case PLAIN -> other.isOrdered() && isOrdered() && isBeginning(mine, its);
      case FULLTEXT, SPATIAL, VECTOR -> same && kind == other.kind && others.equals(other.others);
    };
  }

  /** A shorter prefix of its last column finds no more than a longer one. */
  private static boolean isBeginning(List<Index.Part> mine, List<Index.Part> its) {
    int last = mine.size() - 1;
    Index.Part end = mine.get(last);
    Index.Part other = its.get(last);
    Integer prefix = other.prefix();
    boolean shorter = end.prefix() != null && (prefix == null || prefix >= end.prefix());
    Index.Part cut =
        shorter
            ? new Index.Part(other.column(), other.expression(), end.prefix(), other.descending())
            : other;
    return mine.subList(0, last).equals(its.subList(0, last)) && end.equals(cut);
  }

  /** Whether it finds values by how they begin. */
  private boolean isOrdered() {
    return (isUnique() || kind == Clause.IndexKind.PLAIN) && !others.contains(HASH);
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
