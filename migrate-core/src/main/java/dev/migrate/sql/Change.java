package dev.migrate.sql;

/**
 * What a statement does to the objects it names, as far as it matters for telling afterwards
 * whether it ran.
 *
 * @param kind what becomes of the objects
 * @param conditional whether it is harmless where it already did its work: IF EXISTS, IF NOT EXISTS
 * @param movesRows whether it may empty, fill or exchange tables without changing a definition, so
 *     that only the ids of InnoDB tables tell
 * @param why why nothing may show that it ran, in words that follow "it"; empty if something does
 */
public record Change(Kind kind, boolean conditional, boolean movesRows, String why) {

  /** What becomes of the objects. */
  public enum Kind {
    /** The first object comes into being. */
    CREATE,
    /** The first object comes into being, replacing one of its name. */
    REPLACE,
    /** The definition of an object changes, perhaps its name; done twice it is the same as once. */
    ALTER,
    /** All objects go. */
    DROP,
    /** The first object of each pair gets the name of the second, one pair after the other. */
    RENAME,
    /** Tables or partitions are emptied or exchanged: their InnoDB tables become others. */
    MOVE,
    /** Done twice it is the same as once, or nothing to speak of. */
    REPEATABLE,
    /** Nothing shows whether it ran. */
    HIDDEN
  }

  /** Reads a statement. */
  public static Change of(Statement statement) {
    return ChangeReader.read(statement);
  }

  static Change of(Kind kind) {
    return new Change(kind, false, false, "");
  }

  static Change hidden(String why) {
    return new Change(Kind.HIDDEN, false, false, why);
  }

  Change conditionalIf(boolean harmless) {
    return new Change(kind, harmless, movesRows, why);
  }

  Change moving() {
    return new Change(kind, conditional, true, why);
  }

  Change because(String reason) {
    return new Change(kind, conditional, movesRows, reason);
  }
}
