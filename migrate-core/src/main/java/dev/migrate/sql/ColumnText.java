package dev.migrate.sql;

import org.jspecify.annotations.Nullable;

/**
 * A column as a statement defines it; what the server adds (a table's character set, NOT NULL of a
 * primary key, a first timestamp's default) is not in it.
 *
 * @param type in lower case with its arguments, synonyms replaced by the type they stand for:
 *     {@code varchar(20)}, {@code int unsigned}, {@code decimal(10,2)}, {@code tinyint(1)} for BOOL
 * @param charset null where nothing is said
 * @param collation null where nothing is said
 * @param hasDefault whether a DEFAULT is given, NULL included
 * @param defaultText the SQL after DEFAULT; null without one
 * @param onUpdate the SQL after ON UPDATE; null without one
 * @param primaryKey whether PRIMARY KEY stands with the column
 * @param unique whether UNIQUE stands with the column
 * @param references the table of a REFERENCES that stands with the column, which MySQL ignores
 *     before 9.0; null without one
 * @param referencedColumn the column of it; null without one
 * @param check the expression of a CHECK that stands with the column, the last one's; null without
 *     one
 * @param generated whether its values are computed
 * @param comment empty for none
 */
public record ColumnText(
    String name,
    String type,
    @Nullable String charset,
    @Nullable String collation,
    boolean notNull,
    boolean hasDefault,
    @Nullable String defaultText,
    @Nullable String onUpdate,
    boolean autoIncrement,
    boolean primaryKey,
    boolean unique,
    @Nullable ObjectName references,
    @Nullable String referencedColumn,
    @Nullable String check,
    boolean generated,
    boolean invisible,
    String comment) {

  /** The type's first word: {@code varchar}, {@code int}. */
  public String baseType() {
    return type.split("[( ]", 2)[0];
  }
}
