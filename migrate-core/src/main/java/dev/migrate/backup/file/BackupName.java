package dev.migrate.backup.file;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How backups are called: {@code YYYYMMDD_HHMMSS_<database>_<version>}, the time in UTC, and the
 * extension of their {@link Form}.
 */
public final class BackupName {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern NAME =
      Pattern.compile("(\\d{8}_\\d{6})_.+\\.sql(\\.zst|\\.gz)?(\\.enc)?");
  private static final int LONGEST = 80;

  private BackupName() {}

  /**
   * The name without extension.
   *
   * @param takenAt the snapshot's time
   * @param database its characters that a file name cannot bear everywhere become {@code -}
   * @param version as the database's; {@code none} for null
   */
  public static String of(Instant takenAt, String database, @Nullable String version) {
    String time = TIME.format(takenAt.atOffset(ZoneOffset.UTC));
    return time + "_" + part(database) + "_" + part(version == null ? "none" : version);
  }

  /** When the backup of this name was taken; null if it is no backup's name. */
  static @Nullable Instant createdAt(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    try {
      return name.matches()
          ? LocalDateTime.parse(name.group(1), TIME).toInstant(ZoneOffset.UTC)
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The backup's name that a temporary file has in its. */
  static Path ofPart(Path part) {
    String name = part.getFileName().toString();
    return part.resolveSibling(name.substring(1, name.length() - PartFile.SUFFIX.length()));
  }

  private static String part(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}._-]", "-").replaceAll("^\\.+", "-");
    int length = Math.min(LONGEST, plain.length());
    return plain.isEmpty() ? "-" : plain.substring(0, length);
  }
}
