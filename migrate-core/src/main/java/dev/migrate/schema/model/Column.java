package dev.migrate.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param type as the server prints it, without character set and collation: {@code bigint(20)
 *     unsigned}, {@code varchar(200)}, {@code enum('a','b')}
 * @param charset in force, be it the column's own or the table's; null for a type without one
 * @param collation in force; null for a type without one
 * @param defaultValue the SQL after DEFAULT as the server prints it: {@code 'x'}, {@code 0}, {@code
 *     current_timestamp()}, {@code (uuid())}; null for none, which {@code DEFAULT NULL} of a
 *     nullable column is as well
 * @param onUpdate the SQL after ON UPDATE; null for none
 * @param generated null for a column that is stored as it is given
 * @param srid the only spatial reference system it takes; null for any
 * @param comment empty for none
 * @param check the expression of a column's own CHECK (MariaDB), without the brackets around it;
 *     null for none
 * @param others further attributes as the server prints them, in its order: {@code COLUMN_FORMAT
 *     FIXED}, {@code WITHOUT SYSTEM VERSIONING}, {@code COMPRESSED}
 */
public record Column(
    String name,
    String type,
    @Nullable String charset,
    @Nullable String collation,
    boolean nullable,
    @Nullable String defaultValue,
    @Nullable String onUpdate,
    boolean autoIncrement,
    @Nullable Generated generated,
    boolean invisible,
    @Nullable Long srid,
    String comment,
    @Nullable String check,
    List<String> others) {

  public Column {
    others = List.copyOf(others);
  }

  /** The same by another name. */
  public Column named(String other) {
    return like(other, charset, collation);
  }

  /** The same in another character set, null for an unknown one; its collation is not known. */
  public Column in(@Nullable String other) {
    return like(name, other, null);
  }

  private Column like(String its, @Nullable String characters, @Nullable String order) {
    return new Column(
        its,
        type,
        characters,
        order,
        nullable,
        defaultValue,
        onUpdate,
        autoIncrement,
        generated,
        invisible,
        srid,
        comment,
        check,
        others);
  }

  /**
   * How a column's values are computed.
   *
   * @param expression without the brackets around it
   * @param stored whether the values are kept in the row, or computed when they are read
   */
  public record Generated(String expression, boolean stored) {}
}
