package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.Direction;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.Finding;
import dev.migrate.history.History.State;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/** Turns what Flyway finds wrong with a history into problems with a way out. */
final class Soundness {

  private final Environment environment;

  Soundness(Environment environment) {
    this.environment = environment;
  }

  /**
   * Refuses an unsound history; the first finding leads, the others are counted and listed.
   *
   * @param resumable a half done migration that can be gone on with; null for none
   */
  void require(History history, Configuration configuration, @Nullable Entry resumable) {
    List<Finding> findings =
        history.findings().stream()
            .filter(f -> resumable == null || !Objects.equals(f.entry().row(), resumable.row()))
            .filter(f -> configuration.isValidateOnMigrate() || f.entry().state() == State.FAILED)
            .toList();
    if (findings.isEmpty()) {
      return;
    }
    Problem first = problem(findings.get(0));
    StringBuilder where = new StringBuilder(String.valueOf(first.where()));
    for (Finding other : findings.subList(1, Math.min(findings.size(), 10))) {
      where.append("\nalso: ").append(problem(other).problem());
    }
    if (findings.size() > 10) {
      where.append("\nand ").append(findings.size() - 10).append(" more");
    }
    throw new RefusedException(first.at(where.toString()));
  }

  /** One finding, told to people. */
  Problem problem(Finding finding) {
    Entry entry = finding.entry();
    return switch (finding.code()) {
      case "CHECKSUM_MISMATCH" -> changed(entry);
      case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED",
          "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED" ->
          Problem.of(
                  "migration-missing",
                  entry.label()
                      + " is applied to the database, and its file is not in the project.")
              .at(script(entry))
              .fix(
                  "Bring the file back (a branch not merged yet? an older checkout?); if it was deleted on purpose: "
                      + environment.command("repair"));
      case "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED" ->
          Problem.of("out-of-order", entry.label() + " is not applied, and newer versions are.")
              .at(script(entry))
              .fix(
                  "Rename it to a version greater than the newest, or allow it:"
                      + " <flyway><outOfOrder>true</outOfOrder></flyway>");
      case "FAILED_VERSIONED_MIGRATION", "FAILED_REPEATABLE_MIGRATION" -> failed(entry);
      default ->
          Problem.of("migration-changed", finding.message().replaceAll("\\s*\n\\s*", " "))
              .at(script(entry))
              .fix(
                  "Bring the file back as it was applied, or accept it as it is now: "
                      + environment.command("repair"));
    };
  }

  private Problem changed(Entry entry) {
    return Problem.of(
            "checksum-changed",
            entry.label()
                + " was changed after it was applied: its checksum is "
                + (entry.row() == null ? "unknown" : entry.row().checksum())
                + " in the database and "
                + Objects.requireNonNull(entry.resolved()).getChecksum()
                + " in the file.")
        .at(script(entry))
        .fix(
            "Bring the file back as it was applied (git log -p -- FILE) and write the change as a new"
                + " migration; if only comments changed, accept it: "
                + environment.command("repair"));
  }

  private Problem failed(Entry entry) {
    return Problem.of(
            "migration-failed", entry.label() + " is half done: a run of it failed or was killed.")
        .at(script(entry))
        .fix(
            "Take back by hand what it did, then: "
                + environment.command("repair")
                + " and "
                + environment.command("upgrade"));
  }

  /** A migration that an earlier run left half done: where it stands, and the ways on and back. */
  Problem halfDone(HalfDone half) {
    boolean up = half.direction() == Direction.UPGRADE;
    return Problem.of(
            "half-done",
            (up ? "" : "The undo of ") + half.entry().label() + " is half done: " + half.stands())
        .at(half.last().place())
        .fix(
            "It goes on there: "
                + environment.command(half.direction().goal())
                + (up ? "; or back: " + environment.command("downgrade") : ""));
  }

  private static String script(Entry entry) {
    ResolvedMigration resolved = entry.resolved();
    if (resolved != null) {
      return resolved.getPhysicalLocation();
    }
    return entry.row() == null ? entry.label() : entry.row().script();
  }

  /** What Flyway passes by and a person should know: versions newer than any the project has. */
  static List<String> notices(History history) {
    return history.entries().stream()
        .filter(entry -> entry.state() == State.FUTURE)
        .map(
            entry ->
                entry.label()
                    + " is applied to the database and newer than what this project has: an older"
                    + " checkout?")
        .toList();
  }
}
