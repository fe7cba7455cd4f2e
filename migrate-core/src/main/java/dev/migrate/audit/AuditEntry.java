package dev.migrate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one row tells of a run; never a secret.
 *
 * @param operation the run's id
 * @param phase whether it is about to change something, or has ended
 * @param environment the environment's name
 * @param goal {@code upgrade}, {@code restore}, …
 * @param who who runs it, and where
 * @param commit what the project's files are; null where git does not know
 * @param before the database's version before; null for none
 * @param after the version afterwards; null for none, or while the run has not ended
 * @param backup the backup taken before, by file or identifier; null for none
 * @param confirmation what was confirmed, {@code NAME:DIGEST} or {@code NAME typed}; null for
 *     nothing
 * @param overridden the guards that were overridden, with commas between them; null for none
 * @param statements what was executed, once the run has ended
 * @param result {@code done}, {@code nothing}, {@code refused}, {@code failed} or {@code
 *     interrupted}; null while the run has not ended
 * @param problem the error's code; null without one
 */
public record AuditEntry(
    String operation,
    Phase phase,
    String environment,
    String goal,
    Author who,
    @Nullable Commit commit,
    @Nullable String before,
    @Nullable String after,
    @Nullable String backup,
    @Nullable String confirmation,
    @Nullable String overridden,
    List<AuditStatement> statements,
    @Nullable String result,
    @Nullable String problem) {

  public AuditEntry {
    statements = List.copyOf(statements);
  }

  /** Which of a run's two rows. */
  public enum Phase {
    /** Before the first change. */
    BEGUN,
    /** After the last. */
    ENDED
  }

  /**
   * The state of the project's files.
   *
   * @param id the commit, in hexadecimal digits
   * @param dirty whether the files are not those of the commit
   */
  public record Commit(String id, boolean dirty) {}

  /** The row of the same run's end. */
  public AuditEntry ended(
      List<AuditStatement> executed,
      @Nullable String version,
      String withResult,
      @Nullable String withProblem) {
    return new AuditEntry(
        operation,
        Phase.ENDED,
        environment,
        goal,
        who,
        commit,
        before,
        version,
        backup,
        confirmation,
        overridden,
        executed,
        withResult,
        withProblem);
  }
}
