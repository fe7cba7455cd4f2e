package dev.migrate.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param name {@code PRIMARY} for a primary key
 * @param visible whether the optimizer uses it (MySQL: INVISIBLE, MariaDB: IGNORED, if not)
 * @param comment empty for none
 * @param others further attributes as the server prints them, in its order: {@code USING HASH},
 *     {@code KEY_BLOCK_SIZE=8}, {@code WITH PARSER `ngram`}
 */
public record Index(
    String name,
    Kind kind,
    List<Part> parts,
    boolean visible,
    String comment,
    List<String> others) {

  public Index {
    parts = List.copyOf(parts);
    others = List.copyOf(others);
  }

  /** What an index is for. */
  public enum Kind {
    PRIMARY("PRIMARY KEY"),
    UNIQUE("UNIQUE KEY"),
    PLAIN("KEY"),
    FULLTEXT("FULLTEXT KEY"),
    SPATIAL("SPATIAL KEY"),
    VECTOR("VECTOR KEY");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }

    /** As a definition begins. */
    public String sql() {
      return sql;
    }
  }

  /**
   * One part of an index: a column, or an expression (functional and multi-valued indexes).
   *
   * @param column null for an expression
   * @param expression without the brackets around it; null for a column
   * @param prefix characters, or bytes of binary types, that are indexed; null for all
   */
  public record Part(
      @Nullable String column,
      @Nullable String expression,
      @Nullable Integer prefix,
      boolean descending) {}

  /** The columns' names; an expression counts as an empty name. */
  public List<String> columns() {
    return parts.stream().map(part -> part.column() == null ? "" : part.column()).toList();
  }
}
