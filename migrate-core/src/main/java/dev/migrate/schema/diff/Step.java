package dev.migrate.schema.diff;

import dev.migrate.schema.model.Program;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement and how it is taken back: {@code down} runs in the state that {@code up} left. The
 * downs of the steps that ran, in reverse, give what was there before the first of them.
 *
 * @param up without a semicolon at its end
 * @param down without a semicolon at its end
 * @param changes that this statement makes; empty for what is only done so that another can run
 * @param destructive what {@code up} loses; null for nothing
 * @param irreversible why {@code down} cannot bring the data back; null if it can
 * @param program whether {@code up} or {@code down} creates a stored program, whose text may have
 *     semicolons (needs DELIMITER)
 * @param sqlMode of the session in which {@code up} or {@code down} has to create the program, for
 *     it is kept with it; null if it does not matter
 * @param timeZone of the session in which {@code up} or {@code down} has to create an event, for it
 *     is kept with it; null if it does not matter
 */
public record Step(
    String up,
    String down,
    List<Change> changes,
    @Nullable String destructive,
    @Nullable String irreversible,
    boolean program,
    @Nullable String sqlMode,
    @Nullable String timeZone) {

  public Step {
    changes = List.copyOf(changes);
  }

  /** A statement on tables, views or sequences. */
  static Step of(String up, String down, List<Change> changes) {
    String lost =
        changes.stream()
            .map(Change::destructive)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    String destructive = lost.isEmpty() ? null : lost;
    String irreversible = destructive == null ? null : "undo does not bring back " + lost;
    return new Step(up, down, changes, destructive, irreversible, false, null, null);
  }

  /** A statement that creates or drops a stored program. */
  static Step of(String up, String down, List<Change> changes, Program program) {
    String timeZone = program.timeZone().isEmpty() ? null : program.timeZone();
    return new Step(up, down, changes, null, null, true, program.sqlMode(), timeZone);
  }
}
