package dev.migrate.schema.diff;

import dev.migrate.schema.model.Schema;
import java.util.List;

/**
 * What makes one schema into another. It is exact: everything of two schemas of one server counts
 * but definers, the databases' own default character sets, the order of indexes and, unless asked
 * for, that of columns.
 */
public final class Difference {

  private final List<Change> changes;
  private final List<Step> steps;
  private final List<String> renameCandidates;

  private Difference(List<Change> changes, List<Step> steps, List<String> renameCandidates) {
    this.changes = List.copyOf(changes);
    this.steps = List.copyOf(steps);
    this.renameCandidates = List.copyOf(renameCandidates);
  }

  /**
   * Compares.
   *
   * @param current of a server of the same vendor and version as {@code wanted}
   * @throws dev.migrate.outcome.ConfigurationException {@code rename-bad} for a rename of what is
   *     not there
   */
  public static Difference between(
      Schema current, Schema wanted, Renames renames, Options options) {
    Renamed renamed = Renamed.of(current, wanted, renames);
    Plan plan = new Plan(current, wanted, renamed, options);
    return new Difference(plan.changes(), plan.steps(), RenameCandidates.of(plan));
  }

  /** Whether nothing is to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The changes for people, in the order of tables, then of all else. */
  public List<Change> changes() {
    return changes;
  }

  /** The statements in the order to run. */
  public List<Step> steps() {
    return steps;
  }

  /**
   * What is dropped and added and could be a rename instead, as {@link Renames#parse} reads it:
   * {@code users:accounts}, {@code tasks.titel:title}.
   */
  public List<String> renameCandidates() {
    return renameCandidates;
  }
}
