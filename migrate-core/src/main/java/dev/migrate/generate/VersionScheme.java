package dev.migrate.generate;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version after the newest one, in the project's own way of counting: times ({@code
 * 20250119_1430}, {@code 20240101120000}, {@code 2024.01.01.1200}), dates with a counter ({@code
 * 20240101_2}, {@code 2024010102}), seconds or milliseconds since 1970, or numbers ({@code 4},
 * {@code 004}, {@code 1.3}).
 */
final class VersionScheme {

  private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d+)");

  /** After a separator, or directly after eight digits. */
  private static final Pattern COUNTED =
      Pattern.compile("(.*?)([._]|(?<=^\\d{8})(?=\\d{2,3}$))(\\d{1,3})");

  private static final Pattern NUMBER_START = Pattern.compile("(?<![0-9])[0-9]");
  private static final Pattern SECONDS = Pattern.compile("[1-3]\\d{9}");
  private static final Pattern MILLIS = Pattern.compile("[1-3]\\d{12}");

  private VersionScheme() {}

  /** The next version; with no newest one, the time as {@code yyyyMMdd_HHmm} in UTC. */
  static String next(@Nullable String newest, Instant now) {
    LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    if (newest == null) {
      return TimeLayout.format("00000000_0000", time);
    }
    // a project may put numbers of its own before the time: 1.20240101120000
    Matcher start = NUMBER_START.matcher(newest);
    while (start.find()) {
      Optional<String> next = timed(newest.substring(start.start()), time);
      if (next.isPresent()) {
        return newest.substring(0, start.start()) + next.get();
      }
    }
    if (SECONDS.matcher(newest).matches()) {
      return later(newest, now.getEpochSecond());
    }
    return MILLIS.matcher(newest).matches()
        ? later(newest, now.toEpochMilli())
        : incremented(newest);
  }

  private static Optional<String> timed(String version, LocalDateTime now) {
    Optional<LocalDateTime> time = TimeLayout.parse(version);
    if (time.isPresent()) {
      LocalDateTime free = TimeLayout.following(version, time.get());
      return Optional.of(TimeLayout.format(version, now.isAfter(free) ? now : free));
    }
    return counted(version, now);
  }

  private static Optional<String> counted(String version, LocalDateTime now) {
    Matcher parts = COUNTED.matcher(version);
    if (!parts.matches() || TimeLayout.parse(parts.group(1)).isEmpty()) {
      return Optional.empty();
    }
    String today = TimeLayout.format(parts.group(1), now);
    if (today.compareTo(parts.group(1)) <= 0) {
      return Optional.of(incremented(version));
    }
    return Optional.of(today + parts.group(2) + padded(BigInteger.ONE, parts.group(3).length()));
  }

  private static String later(String newest, long now) {
    return String.valueOf(Math.max(now, Long.parseLong(newest) + 1));
  }

  private static String incremented(String version) {
    Matcher parts = LAST_NUMBER.matcher(version);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a version: " + version);
    }
    String number = parts.group(2);
    BigInteger next = new BigInteger(number).add(BigInteger.ONE);
    return parts.group(1) + padded(next, number.length());
  }

  private static String padded(BigInteger number, int width) {
    String digits = number.toString();
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
