package dev.migrate.schema;

import dev.migrate.sql.Change;
import dev.migrate.sql.Statement;

/**
 * Whether a statement that was begun ran, told by looking at its objects: for a statement whose end
 * was not recorded because client, connection or server died.
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
   * Settles a statement. It is taken for granted that nobody else changes the definitions of its
   * objects meanwhile; rows may change.
   *
   * @param before its objects before it was begun
   * @param now the same objects now, from {@link Fingerprint#now}; no statement is running on them
   */
  public static Settlement of(Statement statement, Fingerprint before, Fingerprint now) {
    return new Comparison(Change.of(statement), before.states(), now.states()).settle();
  }

  /**
   * Whether looking will surely settle the statement wherever it is cut off, provided that the
   * account's privileges stay.
   *
   * @param before its objects before it is begun
   */
  public static boolean isVisible(Statement statement, Fingerprint before) {
    return Visibility.of(Change.of(statement), before.states());
  }

  static Settlement ran(String reason) {
    return new Settlement(Verdict.RAN, reason);
  }

  static Settlement run(String reason) {
    return new Settlement(Verdict.RUN, reason);
  }

  static Settlement undecided(String reason) {
    return new Settlement(Verdict.UNDECIDED, reason);
  }
}
