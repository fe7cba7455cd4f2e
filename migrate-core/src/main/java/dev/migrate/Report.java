package dev.migrate;

import dev.migrate.environment.Setting;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.outcome.StatementException;
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
   * {@code version} is the database's version afterwards, null for none; {@code notices} are worth
   * reading.
   */
  record Upgrade(
      Run run,
      List<Step> applied,
      @Nullable String version,
      Duration duration,
      List<String> notices)
      implements Report {
    @Override
    public Outcome outcome() {
      return applied.isEmpty() ? Outcome.NOTHING : Outcome.DONE;
    }
  }

  /** {@code version} is the database's version afterwards, null for none. */
  record Downgrade(Run run, List<Step> undone, @Nullable String version, Duration duration)
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
      @Nullable String stands) {}

  /** The whole history, oldest first, then what is pending. */
  record History(Run run, List<HistoryEntry> migrations) implements Report {
    @Override
    public Outcome outcome() {
      return Outcome.DONE;
    }
  }

  /** The version an existing database was declared to have. */
  record Baseline(Run run, String version, String description) implements Report {
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

  /** The files of a new migration. {@code notices} say what was made of the message. */
  record Generate(Run run, List<Path> files, String version, String revision, List<String> notices)
      implements Report {
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
