package dev.migrate.render;

import java.time.Duration;
import java.util.Locale;

/** Values as a person reads them. */
public final class Phrases {

  private Phrases() {}

  /** {@code 12 ms}, {@code 1.4 s}, {@code 2 min 05 s}, {@code 1 h 02 min}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 59_950) { // from here on, tenths would round up to 60.0 s
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    long seconds = (millis + 500) / 1_000;
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = (seconds + 30) / 60;
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** {@code 812 B}, {@code 14.2 KB}, {@code 1.3 GB}: powers of 1,000. */
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 999.95) {
      amount /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", amount, "KMGTPE".charAt(unit));
  }

  /** {@code 1 row}, {@code 12,345 rows}. */
  public static String rows(long rows) {
    return String.format(Locale.ROOT, "%,d row%s", rows, rows == 1 ? "" : "s");
  }

  /** {@code 1 migration}, {@code 3 migrations}. */
  public static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /**
   * The text on one line, whatever it holds: it may come from a database. Control characters (line
   * ends, terminal escapes) and invisible ones (direction overrides) become a blank; runs of blanks
   * one.
   */
  public static String oneLine(String text) {
    return text.replaceAll("[ \\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
  }

  /** The text with its lines kept, without anything else that could break a terminal. */
  public static String lines(String text) {
    return text.replace("\r\n", "\n")
        .replace('\t', ' ')
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]+", " ");
  }

  /** The text on one line of at most {@code width} characters. */
  public static String shortened(String text, int width) {
    String line = oneLine(text);
    int length = line.codePointCount(0, line.length());
    return length <= width
        ? line
        : line.substring(0, line.offsetByCodePoints(0, width - 3)) + "...";
  }
}
