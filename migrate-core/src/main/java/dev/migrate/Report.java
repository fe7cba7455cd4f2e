package dev.migrate;

import dev.migrate.audit.AuditRow;
import dev.migrate.environment.Setting;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.outcome.StatementException;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Rule;
import dev.migrate.validate.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a goal has to tell when it is done; rendered as text and as JSON elsewhere. */
public sealed interface Report {

  /** Who, where, which run. */
  Run run();

  /** How it ended. */
  Outcome outcome();

  /** Why the build fails; null where it does not. */
  default @Nullable Problem problem() {
    return null;
  }

  /** How a run ended. */
  enum Outcome {
    /** Something was changed, or the answer was given. */
    DONE,
    /** There was nothing to do. */
    NOTHING,
    /** Not begun: a setting, a file or the database's state has to change first. */
    REFUSED,
    /** Begun and not ended: a statement or the infrastructure failed. */
    FAILED
  }

  /**
   * A migration that was applied or undone.
   *
   * @param version null for a repeatable migration
   * @param revision null when the file's head names none
   */
  record Step(
      @Nullable String version,
      @Nullable String revision,
      String description,
      int statementCount,
      Duration duration,
      List<StatementTime> statements) {}

  /**
   * A statement's time; listed only where the policy asks for timings. {@code where} is file:line.
   */
  record StatementTime(String where, String summary, Duration duration) {}

  /**
   * The backup that was taken before a change.
   *
   * @param file null where something else than a file of ours counts as the backup
   * @param identifier what the external backup is called; null for a file
   * @param bytes size of the file; null for an external backup
   * @param sha256 of the file; null for an external backup
   * @param verified how the file was verified after it was written: checksum, parse, restore; null
   *     for an external backup
   */
  record Saved(
      @Nullable Path file,
      @Nullable String identifier,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable String verified) {}

  /**
   * {@code version} is the database's version afterwards, null for none; {@code backup} is null
   * where none was taken; {@code notices} are worth reading.
   */
  record Upgrade(
      Run run,
      List<Step> applied,
      @Nullable String version,
      @Nullable Saved backup,
      Duration duration,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return applied.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * {@code version} is the database's version afterwards, null for none; {@code backup} is null
   * where none was taken.
   */
  record Downgrade(
      Run run,
      List<Step> undone,
      @Nullable String version,
      @Nullable Saved backup,
      Duration duration)
      implements Report {
    @Override
    public Outcome outcome() {
      return undone.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * Where a database stands.
   *
   * @param attention what needs a person: a failed migration, a missing file; empty when all is
   *     well
   */
  record Current(
      Run run,
      @Nullable String version,
      @Nullable String revision,
      @Nullable String description,
      int pendingCount,
      List<String> attention,
      List<Setting> settings)
      implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /**
   * One line of the history, applied or not. {@code state} is one word or two: applied, pending,
   * out of order, half done. {@code stands} says where one that is half done stands; else null.
   * {@code statements} is what was kept of the times of its statements, where that was asked for.
   */
  record HistoryEntry(
      @Nullable String version,
      @Nullable String revision,
      String description,
      String type,
      String state,
      @Nullable Instant installedOn,
      @Nullable String installedBy,
      @Nullable Duration duration,
      @Nullable String stands,
      List<Overview.Timed> statements) {

    /** Keeps a copy of the list. */
    public HistoryEntry {
      statements = List.copyOf(statements);
    }

    /** One without statements. */
    public HistoryEntry(
        @Nullable String version,
        @Nullable String revision,
        String description,
        String type,
        String state,
        @Nullable Instant installedOn,
        @Nullable String installedBy,
        @Nullable Duration duration,
        @Nullable String stands) {
      this(
          version,
          revision,
          description,
          type,
          state,
          installedOn,
          installedBy,
          duration,
          stands,
          List.of());
    }
  }

  /** The whole history, oldest first, then what is pending. */
  record History(Run run, List<HistoryEntry> migrations) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /**
   * The version an existing database was declared to have.
   *
   * @param files the baseline migration that was written of its schema; none where none was asked
   *     for
   */
  record Baseline(
      Run run, String version, String description, List<Path> files, List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** What repair changed in the history, one sentence each. */
  record Repair(Run run, List<String> changes) implements Report {
    @Override
    public Outcome outcome() {
      return changes.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * The files of a new migration.
   *
   * @param files none where nothing was to do, or they were only shown
   * @param version null where nothing was to do
   * @param revision null where nothing was to do
   * @param changes what it changes; empty where it was not written from a difference
   * @param proof what was proved; null where it was not written from a difference
   * @param shown the files' texts, where they were only shown
   * @param notices what the author should know
   */
  record Generate(
      Run run,
      List<Path> files,
      @Nullable String version,
      @Nullable String revision,
      List<SchemaChange> changes,
      @Nullable Proved proof,
      List<String> shown,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return version == null ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * A migration that was moved behind others.
   *
   * @param from its file before
   * @param to its file now
   * @param version as its name writes it now
   * @param revision null when its head names none
   * @param revises what its head now says that it comes after
   */
  record Moved(Path from, Path to, String version, @Nullable String revision, String revises) {}

  /**
   * The migrations of a branch that were put behind those of another, in their new order.
   *
   * @param server vendor and version on which all were tried out; null when none was moved
   * @param notices what of it is not as it should be
   */
  record Rebase(Run run, List<Moved> moved, @Nullable String server, List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return moved.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * One change of a schema.
   *
   * @param kind {@code add}, {@code alter}, {@code drop}, {@code rename}
   * @param type {@code table}, {@code column}, {@code index} …
   * @param object {@code tasks}, {@code tasks.title}
   * @param destructive which data is lost; null for none
   */
  record SchemaChange(
      String kind, String type, String object, String detail, @Nullable String destructive) {}

  /**
   * What was proved of a migration in a scratch database.
   *
   * @param up that it gives what is wanted
   * @param undo that its undo gives what was
   * @param again that it can be applied again
   * @param rows sample rows that it was applied to
   * @param server vendor and version it was proved on
   */
  record Proved(boolean up, boolean undo, boolean again, int rows, String server) {}

  /**
   * A backup that was taken.
   *
   * @param bytes size of the file
   * @param rows in all its tables
   * @param position where the server's log stood: GTIDs, else file and position; null for unknown
   * @param verified how it was verified: checksum, parse or restore
   * @param removed older backups that were deleted, as the settings say
   */
  record Backup(
      Run run,
      Path file,
      long bytes,
      long rows,
      int tableCount,
      Duration duration,
      String sha256,
      @Nullable String position,
      String verified,
      List<Path> removed,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** A database that was restored. {@code notices} say what is lost and what is kept. */
  record Restore(
      Run run,
      Path file,
      String database,
      long rows,
      int tableCount,
      Duration duration,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /**
   * A backup that is there.
   *
   * @param createdAt the time whose data it has
   * @param version the database's version in it; null for none, or if the file cannot be read
   * @param bytes size of the file
   * @param rows in all its tables; null if the file cannot be read
   * @param verified the strongest way it was verified: checksum, parse, restore; null for none
   */
  record BackupEntry(
      Path file,
      String environment,
      @Nullable Instant createdAt,
      @Nullable String version,
      long bytes,
      @Nullable Long rows,
      @Nullable String verified) {}

  /** The backups of all environments, newest first. */
  record Backups(Run run, List<BackupEntry> backups, List<String> notices) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /**
   * What was ever done to a database.
   *
   * @param rows in their order
   * @param findings what shows that they are not as they were written
   */
  record Audit(Run run, List<AuditRow> rows, List<Finding> findings) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** Whether a server was running in the embedded server's folder, and so was stopped. */
  record EmbeddedStop(Run run, Path folder, boolean running) implements Report {
    @Override
    public Outcome outcome() {
      return running ? Outcome.DONE : Outcome.NOTHING;
    }
  }

  /** The statements that give an account what a goal, or several, take. */
  record Grants(String goal, List<String> statements) {}

  /**
   * What was found in the history, the files, the server or the database; empty when all is well.
   *
   * @param allowed what comments in the files silence, each with its reason
   * @param grants empty where they were not asked for
   */
  record Validate(
      Run run,
      List<Finding> findings,
      List<Checked.Allowed> allowed,
      List<Grants> grants,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return hasErrors() ? Outcome.REFUSED : Outcome.DONE;
    }

    /** Whether an error is among the findings, so that the build fails. */
    public boolean hasErrors() {
      return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @Override
    public @Nullable Problem problem() {
      return Verdict.of(run.environment(), findings).orElse(null);
    }
  }

  /**
   * What a run would do.
   *
   * @param direction {@code upgrade} or {@code downgrade}
   * @param confirm what {@code -Dmigrate.confirm} has to be for exactly this
   * @param confirmed whether the run demands it
   * @param next the command that does it, confirmed where that is demanded; null for nothing to do
   * @param callbacks scripts that Flyway's events start, which are not tried out
   * @param backup null where none would be taken
   * @param replicas that would get the same statements: those configured, and what reads the
   *     server's log now
   * @param triedOn vendor and version of the scratch server; null where nothing was tried out
   */
  record Plan(
      Run run,
      String direction,
      String confirm,
      boolean confirmed,
      @Nullable String next,
      List<Planned.Migration> migrations,
      List<Planned.Statement> statements,
      List<String> callbacks,
      Planned.Rollback rollback,
      Planned.@Nullable Backup backup,
      List<String> replicas,
      @Nullable String triedOn,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return migrations.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /**
   * What a safety rule is about.
   *
   * @param page its documentation, in Markdown
   */
  record Explanation(Run run, Rule rule, String page) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** The project's environments side by side; the run's own is among them. */
  record Compare(Run run, List<Place> places) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /**
   * A page about a database.
   *
   * @param files that were written: the page, and the same as JSON; empty where nothing was
   */
  record Page(Run run, Overview overview, List<Path> files) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** A run that ended in an error; {@code outcome} is REFUSED or FAILED. */
  record Failure(Run run, Outcome outcome, Problem problem) implements Report {

    /** The report of a run that ended with this error. */
    public static Failure of(Run run, MigrateException e) {
      boolean begun =
          e instanceof ServerException
              || e instanceof StatementException
              || e instanceof BackupException;
      return new Failure(run, begun ? Outcome.FAILED : Outcome.REFUSED, e.problem());
    }
  }
}
