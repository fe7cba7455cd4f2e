package dev.migrate;

import dev.migrate.environment.BackupSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.CommandLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Backups made elsewhere: by a command of the user's, or before the run. */
final class ExternalBackup {

  private static final int LONGEST = 255;

  /** Clocks of two machines may differ that much. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final Workplace workplace;
  private final Environment environment;

  ExternalBackup(Workplace workplace) {
    this.workplace = workplace;
    this.environment = workplace.environment();
  }

  /**
   * Runs the command that makes a backup; it gets the run's database in variables.
   *
   * @return what the backup is called: the last line the command printed
   * @throws BackupException {@code backup-command-failed}; its text never has the command
   */
  String run(BackupSource.Command command) {
    DatabaseSettings database = workplace.settings();
    Map<String, String> variables =
        Map.of(
            "MIGRATE_ENVIRONMENT",
            environment.name(),
            "MIGRATE_OPERATION",
            workplace.operation(),
            "MIGRATE_HOST",
            database.host(),
            "MIGRATE_PORT",
            Integer.toString(database.port()),
            "MIGRATE_DATABASE",
            workplace.schema());
    workplace
        .events()
        .accept(new Event.Preparing("Having " + workplace.address() + " backed up by the command"));
    try {
      String printed =
          CommandLine.run(command.command(), command.limit(), variables, workplace.interruption());
      return printed
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce((first, second) -> second)
          .filter(line -> line.length() <= LONGEST)
          .orElseThrow(() -> failed("printed no identifier of at most " + LONGEST + " characters"));
    } catch (CommandLine.FailedException e) {
      throw failed(e.how());
    }
  }

  private BackupException failed(String how) {
    return new BackupException(
        Problem.of("backup-command-failed", "The command that makes the backup " + how)
            .at("environment " + environment.name() + ", <backup><command>")
            .committed("nothing was changed")
            .fix(
                "run the command in a terminal as the user of this build: it has to print what the"
                    + " backup is called as its last line and end with exit code 0"));
  }

  /**
   * Looks at the snapshot named for this run.
   *
   * @return what it is called
   * @throws RefusedException {@code snapshot-missing}, {@code snapshot-old}
   */
  String check(BackupSource.Snapshot snapshot) {
    BackupSource.Taken taken = snapshot.taken();
    if (taken == null) {
      throw refused(
          "snapshot-missing", "This environment's backup is a snapshot, and none is named.");
    }
    Duration age = Duration.between(taken.at(), Instant.now());
    if (age.compareTo(snapshot.maximumAge()) > 0) {
      throw refused(
          "snapshot-old",
          "The snapshot "
              + taken.id()
              + " is of "
              + taken.at()
              + ", older than the "
              + snapshot.maximumAge().toMinutes()
              + " minutes it may be.");
    }
    if (age.compareTo(CLOCKS.negated()) < 0) {
      throw refused(
          "snapshot-old", "The snapshot " + taken.id() + " is of the future: " + taken.at() + ".");
    }
    return taken.id();
  }

  private RefusedException refused(String code, String problem) {
    return new RefusedException(
        Problem.of(code, problem)
            .at("-Dmigrate.snapshot")
            .committed("nothing was changed")
            .fix(
                "Take one, then run the goal again with -Dmigrate.snapshot=ID@"
                    + Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
  }
}
