package dev.migrate.generate;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Versions that are times: year, month and day, then as much of the time of day as the project
 * writes, with its separators between the fields.
 */
final class TimeLayout {

  private static final String FIELDS = "uuuuMMddHHmmssSSS";

  /** What the last field counts, by the number of digits; hours alone are more likely a counter. */
  private static final Map<Integer, ChronoUnit> UNITS =
      Map.of(
          8, ChronoUnit.DAYS,
          12, ChronoUnit.MINUTES,
          14, ChronoUnit.SECONDS,
          17, ChronoUnit.MILLIS);

  private static final Set<Integer> BOUNDARIES = Set.of(4, 6, 8, 10, 12, 14, 17);

  private TimeLayout() {}

  /** The time a version is; empty if it is none of our times. */
  static Optional<LocalDateTime> parse(String version) {
    String digits = digits(version);
    if (!UNITS.containsKey(digits.length()) || !separatedBetweenFields(version)) {
      return Optional.empty();
    }
    try {
      LocalDateTime time = LocalDateTime.parse(digits, formatter(digits.length()));
      return Optional.of(time).filter(t -> t.getYear() >= 1970 && t.getYear() < 2200);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The time one unit after a version. */
  static LocalDateTime following(String version, LocalDateTime time) {
    ChronoUnit unit = UNITS.get(digits(version).length());
    if (unit == null) {
      throw new IllegalArgumentException("not a time: " + version);
    }
    return time.plus(1, unit);
  }

  /** The time with as many digits, and the separators in the same places, as the example. */
  static String format(String example, LocalDateTime time) {
    String digits = formatter(digits(example).length()).format(time);
    StringBuilder version = new StringBuilder();
    int next = 0;
    for (int i = 0; i < example.length(); i++) {
      char c = example.charAt(i);
      version.append(isDigit(c) ? digits.charAt(next++) : c);
    }
    return version.toString();
  }

  private static boolean separatedBetweenFields(String version) {
    int digits = 0;
    for (int i = 0; i < version.length(); i++) {
      if (isDigit(version.charAt(i))) {
        digits++;
      } else if (!BOUNDARIES.contains(digits)) {
        return false;
      }
    }
    return true;
  }

  private static DateTimeFormatter formatter(int digits) {
    return new DateTimeFormatterBuilder()
        .appendPattern(FIELDS.substring(0, digits))
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static String digits(String version) {
    return version.replaceAll("[^0-9]", "");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
