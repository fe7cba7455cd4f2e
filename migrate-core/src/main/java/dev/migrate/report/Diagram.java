package dev.migrate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a schema, how they refer to each other, and what pending migrations change of them.
 * What is dropped is in it as well.
 *
 * @param tables in the order of names
 * @param links foreign keys
 * @param changes why it may not show all that pending migrations change, {@code V3__x.sql:2: …};
 *     null where it does, or none are pending
 */
public record Diagram(List<Box> tables, List<Link> links, @Nullable String changes) {

  public Diagram {
    tables = List.copyOf(tables);
    links = List.copyOf(links);
  }

  /** What pending migrations do to something. */
  public enum Change {
    NONE,
    ADDED,
    ALTERED,
    DROPPED
  }

  /**
   * A table.
   *
   * @param comment empty for none
   * @param was what it is called before pending migrations rename it; null for the same
   */
  public record Box(
      String name, List<Line> columns, String comment, Change change, @Nullable String was) {

    /** Keeps a copy of the list. */
    public Box {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column.
   *
   * @param type as the server prints it
   * @param primary whether it is of the primary key
   * @param foreign whether it is of a foreign key
   * @param was what it is before pending migrations alter it: its name where they rename it, its
   *     type, its nullability; null where they do not
   */
  public record Line(
      String name,
      String type,
      boolean nullable,
      boolean primary,
      boolean foreign,
      Change change,
      @Nullable String was) {}

  /**
   * A foreign key.
   *
   * @param table that has it
   * @param references the table it refers to; not among the boxes where it is of another database
   * @param one whether at most one row of the table refers to a row of the other
   */
  public record Link(
      String name,
      String table,
      List<String> columns,
      String references,
      List<String> referencedColumns,
      boolean one,
      Change change) {

    /** Keeps copies of the lists. */
    public Link {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }
  }
}
