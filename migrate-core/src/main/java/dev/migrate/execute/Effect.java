package dev.migrate.execute;

/**
 * What the server says a statement did.
 *
 * @param rows how many rows it changed; what a rebuild copied, too
 * @param warnings how many warnings it gave
 */
public record Effect(long rows, int warnings) {

  /** Nothing. */
  public static final Effect NONE = new Effect(0, 0);

  Effect and(Effect other) {
    return new Effect(rows + other.rows, warnings + other.warnings);
  }
}
