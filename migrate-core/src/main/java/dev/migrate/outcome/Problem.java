package dev.migrate.outcome;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, said so that the reader can act on it. No part of it ever holds a secret.
 *
 * @param code stable name in kebab case, for machines and for the troubleshooting page: {@code
 *     stamp-mismatch}
 * @param problem what is wrong, one sentence or more
 * @param where file:line, statement, object, setting or environment; null when there is no place to
 *     name
 * @param committed what has already happened and stays (statements, migrations); null when nothing
 *     was changed
 * @param fix what to do, ending in a command to paste where there is one; null only when nothing
 *     can be advised
 */
public record Problem(
    String code,
    String problem,
    @Nullable String where,
    @Nullable String committed,
    @Nullable String fix) {

  /** A problem without place, commitments or fix yet. */
  public static Problem of(String code, String problem) {
    return new Problem(code, problem, null, null, null);
  }

  /** The same problem, at this place. */
  public Problem at(String place) {
    return new Problem(code, problem, place, committed, fix);
  }

  /** The same problem, with what has already happened. */
  public Problem committed(String what) {
    return new Problem(code, problem, where, what, fix);
  }

  /** The same problem, with more that has already happened. */
  public Problem alsoCommitted(String what) {
    return committed(committed == null ? what : committed + "\n" + what);
  }

  /** The same problem, with what to do about it. */
  public Problem fix(String advice) {
    return new Problem(code, problem, where, committed, advice);
  }

  /**
   * The problem as text of several lines: problem, where, committed, fix, in this order; the fix is
   * last.
   */
  public String text() {
    StringBuilder text = new StringBuilder(problem);
    append(text, "at: ", where);
    append(text, "already done: ", committed);
    append(text, "fix: ", fix);
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable String value) {
    if (value != null) {
      text.append('\n').append("  ").append(label).append(value.replace("\n", "\n  "));
    }
  }
}
