package dev.migrate.environment;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads numbers, durations and words; whatever cannot be read names its origin. */
final class Scalars {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|)");
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private Scalars() {}

  static boolean bool(String name, Value value) {
    return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, value, "true or false");
    };
  }

  /** A whole number within limits. */
  static int number(String name, Value value, int least, int most) {
    try {
      int number = Integer.parseInt(value.text().strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, value, "a number from " + least + " to " + most);
    }
    throw invalid(name, value, "a number from " + least + " to " + most);
  }

  static int port(Value value) {
    return number("port", value, 1, 65535);
  }

  /** {@code 30} and {@code 30s} are seconds; also {@code 500ms}, {@code 5m}, {@code 1h}, ISO. */
  static Duration duration(String name, Value value) {
    Duration duration = readDuration(value.text().strip());
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw invalid(name, value, "a positive time such as 30, 30s, 5m or PT30S");
    }
    return duration;
  }

  private static Duration readDuration(String text) {
    Matcher matcher = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofSeconds(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  static Tls tls(String name, Value value) {
    return tlsNamed(value.text())
        .orElseThrow(
            () ->
                invalid(
                    name,
                    value,
                    Arrays.stream(Tls.values()).map(Tls::text).collect(Collectors.joining(", "))));
  }

  /** The protection of that name, in a POM's spelling or Connector/J's; empty for no such name. */
  static Optional<Tls> tlsNamed(String text) {
    String wanted = Names.plain(text.strip());
    return Arrays.stream(Tls.values())
        .filter(tls -> Names.plain(tls.text()).equals(wanted))
        .findFirst();
  }

  /** {@code wait} or {@code kill}. */
  static Orphan orphan(Value value) {
    return Arrays.stream(Orphan.values())
        .filter(orphan -> orphan.text().equalsIgnoreCase(value.text().strip()))
        .findFirst()
        .orElseThrow(() -> invalid("orphan", value, "wait or kill"));
  }

  /** {@code ask}, {@code redo} or {@code skip}. */
  static Resume resume(Value value) {
    return Arrays.stream(Resume.values())
        .filter(resume -> resume.text().equalsIgnoreCase(value.text().strip()))
        .findFirst()
        .orElseThrow(() -> invalid("resume", value, "redo or skip"));
  }

  /** A duration as it would be written: {@code 90s}, {@code 500ms}. */
  static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  static ConfigurationException invalid(String name, Value value, String wanted) {
    return new ConfigurationException(
        Problem.of(
                "setting-invalid",
                name
                    + " is \""
                    + Secrets.shown(name, value.text())
                    + "\", which is not "
                    + wanted
                    + ".")
            .at(value.origin())
            .fix("write " + wanted));
  }
}
