package dev.migrate.schema;

import dev.migrate.sql.Statement;

/**
 * Whether a statement that was begun ran, told by looking at its objects: a statement whose end was
 * not recorded because client, connection or server died.
 *
 * @param verdict what is to be done
 * @param reason why, a sentence for people
 */
public record Settlement(Verdict verdict, String reason) {

  /** What looking told. */
  public enum Verdict {
    /** It ran to its end: go on with the next. */
    RAN,
    /** It did not run, or running it again does no harm: run it. */
    RUN,
    /** Nobody can know: a person has to decide. */
    UNDECIDED
  }

  /**
   * Settles a statement.
   *
   * @param before its objects before it was begun
   * @param now the same objects now, from {@link Fingerprint#now}
   */
  public static Settlement of(Statement statement, Fingerprint before, Fingerprint now) {
    return new Settlement(Verdict.UNDECIDED, "");
  }

  /**
   * Whether looking will surely settle the statement, wherever it ends.
   *
   * @param before its objects before it is begun
   */
  public static boolean isVisible(Statement statement, Fingerprint before) {
    return false;
  }
}
