package dev.migrate.schema.diff;

/**
 * A kind of values that a column cannot have any more after it is changed.
 *
 * @param what which values: {@code high values}
 * @param addition what comes behind the object in a sentence; mostly empty
 */
public record Lost(Kind kind, String what, String addition) {

  /** What is wrong with the values. */
  public enum Kind {
    /** Too long, too large, of another type. */
    RANGE,
    /** Negative. */
    SIGN,
    /** Digits after the point, fractions of seconds, times of day. */
    PRECISION,
    /** Not among those of the ENUM or SET. */
    VALUES,
    /** Characters that the character set does not have. */
    CHARSET,
    /** Computed from now on, or not any more. */
    COMPUTED
  }

  static Lost of(Kind kind, String what) {
    return new Lost(kind, what, "");
  }

  /** {@code high values of tasks.id}. */
  public String of(String object) {
    return what + " of " + object + addition;
  }
}
