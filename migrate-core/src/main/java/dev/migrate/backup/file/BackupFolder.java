package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backups of one environment: the files in {@code <folder>/<environment>} that are named as
 * {@link BackupName} says. Others are left alone.
 */
public final class BackupFolder {

  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;
  private final String environment;

  private BackupFolder(Path folder, String environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * A backup.
   *
   * @param file where it is
   * @param environment whose it is
   * @param createdAt when it was taken, to the second, as its name says
   * @param bytes the file's length
   * @param manifest what is in it; null where it could not be read
   * @param unreadable why the manifest could not be read; null where it could
   * @param verified how it was verified; null if it was not, or was changed since
   */
  public record Entry(
      Path file,
      String environment,
      Instant createdAt,
      long bytes,
      @Nullable Manifest manifest,
      @Nullable Problem unreadable,
      @Nullable Verified verified) {

    /** Its manifest could be read, or only the passphrase is missing for that. */
    boolean usable() {
      return unreadable == null || unreadable.code().startsWith("backup-key-");
    }
  }

  /** The backups of an environment, within the folder of all. */
  public static BackupFolder of(Path folder, String environment) {
    return new BackupFolder(folder.resolve(environment), environment);
  }

  /** Where they are. */
  public Path path() {
    return folder;
  }

  /**
   * The backups, the newest first.
   *
   * @param key only encrypted ones need it; without it they are listed without manifest
   * @throws BackupException {@code backup-file-unreadable} if the folder cannot be read
   */
  public List<Entry> list(@Nullable BackupKey key) {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files()) {
      Instant createdAt = BackupName.createdAt(file);
      if (createdAt != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        entries.add(entry(file, createdAt, key));
      }
    }
    entries.sort(
        Comparator.comparing(Entry::createdAt).thenComparing(BackupFolder::order).reversed());
    return List.copyOf(entries);
  }

  /**
   * Keeps beside a backup that it was verified. A higher level that it had stays, since its bytes
   * are still the same.
   *
   * @throws BackupException {@code backup-write-failed}, {@code backup-disk-full}
   */
  public static void verified(BackupFile file, Verification.Level level, Instant at) {
    Verified.write(file, level, at);
  }

  /**
   * Deletes the backups that are too many or too old, never the newest verified one, nor what could
   * not be read; and the temporary files that killed runs left a day ago or earlier.
   *
   * @param keep how many stay; 0: as many as there are
   * @param age how old one may become; null: any age
   * @return the backups that are gone
   * @throws BackupException {@code backup-write-failed} if one cannot be deleted
   */
  public List<Path> prune(int keep, @Nullable Duration age) {
    Instant now = Instant.now();
    List<Entry> usable = list(null).stream().filter(Entry::usable).toList();
    Entry safe = usable.stream().filter(e -> e.verified() != null).findFirst().orElse(null);
    List<Path> gone = new ArrayList<>();
    for (int i = 0; i < usable.size(); i++) {
      Entry entry = usable.get(i);
      boolean tooMany = keep > 0 && i >= keep;
      boolean tooOld = age != null && entry.createdAt().isBefore(now.minus(age));
      if ((tooMany || tooOld) && !entry.equals(safe)) {
        delete(entry.file());
        delete(Verified.path(entry.file()));
        gone.add(entry.file());
      }
    }
    removeAbandoned(now);
    return gone;
  }

  /**
   * Refuses to begin a backup that the disk has no room for.
   *
   * @param bytes how long it may become
   * @throws BackupException {@code backup-disk-full}
   */
  public void requireRoom(long bytes) {
    Path existing = folder.toAbsolutePath();
    while (!Files.isDirectory(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      if (Files.getFileStore(existing).getUsableSpace() < bytes) {
        String need = "may need " + DiskTrouble.bytes(bytes);
        throw DiskTrouble.full(existing, need, null);
      }
    } catch (IOException e) {
      throw DiskTrouble.writing(existing, folder, 0, e);
    }
  }

  private Entry entry(Path file, Instant createdAt, @Nullable BackupKey key) {
    long bytes = file.toFile().length();
    try (BackupFile opened = BackupFile.open(file, key)) {
      Manifest manifest = opened.manifest();
      Verified verified = Verified.read(file, bytes, manifest.sha256());
      return new Entry(file, environment, createdAt, bytes, manifest, null, verified);
    } catch (BackupException e) {
      Verified verified = Verified.read(file, bytes, null);
      Entry entry = new Entry(file, environment, createdAt, bytes, null, e.problem(), verified);
      return entry.usable()
          ? entry
          : new Entry(file, environment, createdAt, bytes, null, e.problem(), null);
    }
  }

  /** Of two backups of one second, the one with the higher number behind its name is newer. */
  private static String order(Entry entry) {
    String name = entry.file().getFileName().toString();
    return name.length() + name;
  }

  private void removeAbandoned(Instant now) {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      boolean part = name.startsWith(".") && name.endsWith(PartFile.SUFFIX);
      boolean old =
          Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(now.minus(ABANDONED));
      if (part && old && BackupName.createdAt(BackupName.ofPart(file)) != null) {
        delete(file);
      }
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-file-unreadable", "The backups cannot be listed")
              .at(folder.toString())
              .fix("give this user the right to read " + folder),
          e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BackupException(
          Problem.of("backup-write-failed", "An old backup could not be deleted")
              .at(file.toString())
              .fix("rm '" + file + "'"),
          e);
    }
  }
}
