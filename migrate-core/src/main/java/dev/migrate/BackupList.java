package dev.migrate;

import dev.migrate.backup.file.BackupFolder;
import dev.migrate.backup.file.BackupKey;
import dev.migrate.backup.file.Manifest;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The backups that are there, of all environments. */
final class BackupList {

  private final Environment environment;
  private final List<String> notices = new ArrayList<>();
  private @Nullable BackupKey key;
  private boolean keyKnown;

  BackupList(Environment environment) {
    this.environment = environment;
  }

  /** All of them, newest first. */
  List<Report.BackupEntry> all() {
    List<Report.BackupEntry> entries = new ArrayList<>();
    for (Path folder : environment.backups().folders()) {
      for (String name : environments(folder)) {
        BackupFolder.of(folder, name).list(key()).forEach(each -> entries.add(entry(each)));
      }
    }
    entries.sort(
        Comparator.comparing(
            (Report.BackupEntry e) -> Objects.requireNonNullElse(e.createdAt(), Instant.EPOCH),
            Comparator.reverseOrder()));
    return entries;
  }

  /** The files of all of them, newest first. */
  List<Path> files() {
    return all().stream().map(Report.BackupEntry::file).toList();
  }

  /** What could not be read, once each. */
  List<String> notices() {
    return notices.stream().distinct().toList();
  }

  private Report.BackupEntry entry(BackupFolder.Entry found) {
    Manifest manifest = found.manifest();
    if (found.unreadable() != null) {
      notices.add(found.file().getFileName() + ": " + found.unreadable().problem());
    }
    return new Report.BackupEntry(
        found.file(),
        manifest == null ? found.environment() : manifest.environment(),
        manifest == null ? found.createdAt() : manifest.snapshot().takenAt(),
        manifest == null ? null : manifest.migrationVersion(),
        found.bytes(),
        manifest == null ? null : manifest.rows(),
        found.verified() == null ? null : BackupCheck.text(found.verified().level()));
  }

  /** The key, looked up once; a list is of use without it, too. */
  private @Nullable BackupKey key() {
    if (!keyKnown) {
      keyKnown = true;
      try {
        key = new BackupPlace(environment).key();
      } catch (MigrateException e) {
        notices.add(e.problem().problem());
      }
    }
    return key;
  }

  private static List<String> environments(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-file-unreadable", "The folder of backups cannot be read: " + e)
              .at(folder.toString())
              .fix("check the rights on it"),
          e);
    }
  }
}
