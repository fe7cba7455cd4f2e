package dev.migrate;

import dev.migrate.backup.RestoreVerification;
import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.BackupFolder;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Verification;
import dev.migrate.backup.file.Verification.Level;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verifies backups and notes beside them how far they were. */
final class BackupCheck {

  private final Environment environment;
  private final Consumer<Event> events;

  BackupCheck(Environment environment, Consumer<Event> events) {
    this.environment = environment;
    this.events = events;
  }

  /** The level of that name: checksum, parse, restore. */
  static Level level(String name) {
    return Stream.of(Level.values())
        .filter(level -> text(level).equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    Problem.of("verify-unknown", "There is no way to verify \"" + name + "\".")
                        .at("migrate.verify")
                        .fix("-Dmigrate.verify=checksum, parse or restore")));
  }

  /** As it is written. */
  static String text(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Verifies files, each whatever becomes of the others.
   *
   * @throws BackupException which names every one that is not as it was written
   */
  void verifyAll(List<Path> files, Level level, @Nullable Workplace workplace) {
    BackupKey key = new BackupPlace(environment).key();
    List<MigrateException> failures = new ArrayList<>();
    for (Path file : files) {
      try {
        verify(file, key, level, workplace);
      } catch (MigrateException e) {
        failures.add(e);
      } catch (SQLException e) {
        failures.add(
            GoalRuns.failed("verifying " + file.getFileName(), "verify the backups again", e));
      }
    }
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw several(files.size(), failures);
    }
  }

  private static BackupException several(int all, List<MigrateException> failures) {
    Problem first = failures.get(0).problem();
    String texts = failures.stream().map(e -> e.problem().text()).collect(Collectors.joining("\n"));
    BackupException together =
        new BackupException(
            Problem.of(
                    first.code(),
                    failures.size() + " of " + all + " backups cannot be relied on.\n" + texts)
                .fix("Do not rely on them: take another, mvn migrate:backup"));
    failures.forEach(together::addSuppressed);
    return together;
  }

  /**
   * Verifies a file.
   *
   * @param workplace a server to restore into; needed for {@link Level#RESTORE} only
   * @throws dev.migrate.outcome.BackupException when it is damaged
   */
  void verify(Path file, @Nullable BackupKey key, Level level, @Nullable Workplace workplace)
      throws SQLException {
    events.accept(new Event.Preparing("Verifying " + file.getFileName()));
    try (BackupFile backup = BackupFile.open(file, key)) {
      if (level == Level.CHECKSUM) {
        Verification.checksum(backup);
      } else {
        Verification.parse(backup, events);
      }
      if (level == Level.RESTORE) {
        Workplace place = Objects.requireNonNull(workplace);
        RestoreVerification.verify(
            backup,
            place.operation(),
            place.environment().backups().connections().filling(),
            () -> place.worker(""),
            place::observer,
            events);
      }
      BackupFolder.verified(backup, level, Instant.now());
    }
    events.accept(
        new Event.Detail(environment.name() + ": " + file.getFileName() + " is as it was written"));
  }
}
