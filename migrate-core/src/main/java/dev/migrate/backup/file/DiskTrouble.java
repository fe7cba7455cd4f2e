package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a disk says when it does not take a file. */
final class DiskTrouble {

  /** strerror of ENOSPC, EDQUOT and EFBIG (errno(3)), and Windows' ERROR_DISK_FULL. */
  private static final List<String> FULL =
      List.of(
          "no space left on device",
          "disk quota exceeded",
          "file too large",
          "not enough space on the disk");

  private DiskTrouble() {}

  /** The error of a file that could not be written, {@code written} bytes of it already there. */
  static BackupException writing(Path folder, Path file, long written, IOException e) {
    if (full(e)) {
      return full(folder, "needs more than " + bytes(written), e);
    }
    return new BackupException(
        Problem.of("backup-write-failed", "The backup could not be written: " + reason(e))
            .at(file.toString())
            .fix("make " + folder + " a folder this user can write to"),
        e);
  }

  /** The error of a backup for which the disk has no room: {@code need} in words. */
  static BackupException full(Path folder, String need, @Nullable IOException e) {
    return new BackupException(
        Problem.of(
                "backup-disk-full",
                String.format("The disk is full: the backup %s, free are %s", need, free(folder)))
            .at(folder.toString())
            .fix(
                "free disk space, or let <folder> in <backups> name one on a larger disk;"
                    + " older backups were not touched"),
        e);
  }

  /** A number of bytes as people read it. */
  static String bytes(long bytes) {
    double value = bytes;
    for (String unit : List.of("bytes", "KiB", "MiB", "GiB")) {
      if (value < 1024) {
        return String.format(
            Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", value, unit);
      }
      value /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f TiB", value);
  }

  private static boolean full(IOException e) {
    String text = reason(e).toLowerCase(Locale.ROOT);
    return FULL.stream().anyMatch(text::contains);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String free(Path folder) {
    try {
      return bytes(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return "unknown";
    }
  }
}
