package dev.migrate.sql;

/**
 * What a statement does to the objects it names, as far as it matters for telling afterwards
 * whether it ran.
 *
 * @param kind what becomes of the objects
 * @param conditional whether it has IF EXISTS or IF NOT EXISTS
 * @param movesRows whether it changes rows or whole tables without changing a definition
 * @param why why nothing shows whether it ran; empty if something does
 */
public record Change(Kind kind, boolean conditional, boolean movesRows, String why) {

  /** What becomes of the objects. */
  public enum Kind {
    /** The first object comes into being. */
    CREATE,
    /** The first object comes into being, replacing one of its name. */
    REPLACE,
    /**
     * The definition of an object changes, perhaps its name; what it becomes does not depend on how
     * often.
     */
    ALTER,
    /** All objects go. */
    DROP,
    /** The first object of each pair gets the name of the second, one pair after the other. */
    RENAME,
    /** Tables or partitions are emptied or exchanged; their InnoDB tables become others. */
    MOVE,
    /** Executed twice, it has done the same as once. */
    REPEATABLE,
    /** Nothing shows whether it ran. */
    HIDDEN
  }

  /** Reads a statement. */
  public static Change of(Statement statement) {
    return new Change(Kind.HIDDEN, false, false, "");
  }
}
