package dev.migrate.audit;

import org.jspecify.annotations.Nullable;

/**
 * What one row tells of a run; never a secret.
 *
 * @param operation the run's id
 * @param phase whether it is about to change something, or has ended
 * @param environment the environment's name
 * @param goal {@code upgrade}, {@code restore}, …
 * @param who who runs it, and where
 * @param before the database's version before; null for none
 * @param after the version afterwards; null for none, or while the run has not ended
 * @param backup the backup taken before, by file or identifier; null for none
 * @param result {@code done}, {@code nothing}, {@code refused} or {@code failed}; null while the
 *     run has not ended
 * @param problem the error's code; null without one
 */
public record AuditEntry(
    String operation,
    Phase phase,
    String environment,
    String goal,
    Author who,
    @Nullable String before,
    @Nullable String after,
    @Nullable String backup,
    @Nullable String result,
    @Nullable String problem) {

  /** Which of a run's two rows. */
  public enum Phase {
    /** Before the first change. */
    BEGUN,
    /** After the last. */
    ENDED
  }

  /** The row of the same run's end. */
  public AuditEntry ended(
      @Nullable String version, String withResult, @Nullable String withProblem) {
    return new AuditEntry(
        operation,
        Phase.ENDED,
        environment,
        goal,
        who,
        before,
        version,
        backup,
        withResult,
        withProblem);
  }
}
