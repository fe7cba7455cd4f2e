package dev.migrate;

import dev.migrate.backup.Taken;
import dev.migrate.backup.file.Verification.Level;
import dev.migrate.environment.BackupSource;
import dev.migrate.environment.Environment;
import dev.migrate.history.AppliedVersion;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The backup before the first change of a run, where the policy demands one. */
final class Precaution {

  private final Workplace workplace;
  private Report.@Nullable Saved saved;
  private boolean partial;
  private boolean asked;

  Precaution(Workplace workplace) {
    this.workplace = workplace;
  }

  /** What was taken; null for nothing. */
  Report.@Nullable Saved saved() {
    return saved;
  }

  /** What the backup is called, for the audit; null for none. */
  @Nullable String name() {
    Report.Saved taken = saved;
    if (taken == null) {
      return null;
    }
    Path file = taken.file();
    return file == null ? taken.identifier() : file.getFileName().toString();
  }

  /**
   * Takes the backup before a change, once a run: no backup, no change.
   *
   * @param goal for the audit
   * @param pending what is about to be run
   * @param half whether the database is half way through a migration
   * @throws MigrateException when there is none
   */
  void take(String goal, PendingTables pending, boolean half) throws SQLException {
    if (asked || !environment().policy().backup()) {
      return;
    }
    asked = true;
    if (workplace.isBarelyBegun()) {
      notice("The database is empty: there is nothing to back up before the first migration.");
      return;
    }
    if (half) {
      notice("A migration is half done: the backup has the database as it is now, half way.");
    }
    try {
      saved = take(environment().backups().source(), pending);
    } catch (MigrateException e) {
      // So that the audit has a run that did not come to its first change, too.
      workplace.trail().begin(goal, version(), null);
      throw e.with(withoutChange(e.problem()));
    }
  }

  private @Nullable String version() throws SQLException {
    return AppliedVersion.of(workplace.rows().orElse(List.of())).orElse(null);
  }

  private static Problem withoutChange(Problem problem) {
    return problem.committed() == null
        ? problem.committed("nothing was changed: there is no backup")
        : problem;
  }

  /**
   * Takes a backup of what a restore is about to replace, whatever the policy: programs that it
   * drops are nowhere else.
   *
   * @param tables patterns of the only tables that are replaced; empty: everything
   */
  void takeOf(List<String> tables) throws SQLException {
    asked = true;
    partial = !tables.isEmpty();
    saved = file(tables);
  }

  private Report.@Nullable Saved take(BackupSource source, PendingTables pending)
      throws SQLException {
    if (source instanceof BackupSource.Command command) {
      return external(new ExternalBackup(workplace).run(command));
    }
    if (source instanceof BackupSource.Snapshot snapshot) {
      return external(new ExternalBackup(workplace).check(snapshot));
    }
    requireOneSchema();
    if (source instanceof BackupSource.Whole) {
      return file(List.of());
    }
    partial = true;
    List<String> tables = pending.existing(workplace);
    if (tables.isEmpty()) {
      notice("What is pending touches no table there is: there is nothing to back up before it.");
      return null;
    }
    return file(tables);
  }

  private static Report.Saved external(String identifier) {
    return new Report.Saved(null, identifier, null, null, null);
  }

  private Report.Saved file(List<String> tables) throws SQLException {
    Taken taken = new BackupTaker(workplace).take(tables, Level.PARSE);
    return new Report.Saved(
        taken.file(),
        null,
        taken.bytes(),
        taken.manifest().sha256(),
        BackupCheck.text(Level.PARSE));
  }

  /** A backup is of one database; migrations of several need another that has them all. */
  private void requireOneSchema() {
    Set<String> schemas =
        new LinkedHashSet<>(List.of(workplace.migrations().configuration().getSchemas()));
    schemas.remove(workplace.schema());
    if (!schemas.isEmpty()) {
      throw new RefusedException(
          Problem.of(
                  "backup-several-schemas",
                  "The project's migrations are for several schemas, and a backup is of one: "
                      + workplace.schema()
                      + " would be in it, "
                      + String.join(", ", schemas)
                      + " not.")
              .at("flyway.schemas")
              .fix(
                  "Let a command back them up, in the environment's entry in the POM:"
                      + " <backup><command>…</command></backup>"));
    }
  }

  /** Deletes old backups, now that the run has ended well. */
  void prune() {
    if (saved != null && saved.file() != null) {
      for (Path removed : new BackupTaker(workplace).prune()) {
        workplace.events().accept(new Event.Detail("Removed the backup " + removed));
      }
    }
  }

  /** The error of a run, which now names the backup and how to go back to it. */
  MigrateException named(MigrateException e) {
    Report.Saved taken = saved;
    if (taken == null) {
      return e;
    }
    Path file = taken.file();
    Problem problem =
        e.problem()
            .alsoCommitted(
                "backup taken before: " + (file == null ? taken.identifier() : file.toString()));
    String fix = problem.fix() == null ? "" : problem.fix() + "\n";
    return e.with(problem.fix(fix + back(taken)));
  }

  private String back(Report.Saved taken) {
    Path file = taken.file();
    if (file == null) {
      return "Or go back to the backup " + taken.identifier() + " by the means it was made with.";
    }
    return "Or go back to "
        + (partial ? "the tables as they were" : "what was there")
        + " before this run: "
        + environment().command("restore")
        + " -Dmigrate.file="
        + file.getFileName();
  }

  private Environment environment() {
    return workplace.environment();
  }

  private void notice(String text) {
    workplace.events().accept(new Event.Notice(text));
  }
}
