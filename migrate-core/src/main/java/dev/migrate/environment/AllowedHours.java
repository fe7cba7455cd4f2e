package dev.migrate.environment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of the day in which an environment may be changed: {@code 22:00-05:00 Europe/Zurich}.
 *
 * @param ranges each from a time on up to another, over midnight where that is earlier
 * @param zone where it is that time
 * @param text as it was written
 */
public record AllowedHours(List<Range> ranges, ZoneId zone, String text) {

  /** What one is, for who has to write it. */
  static final String FORM = "hours and a time zone, as 22:00-05:00 Europe/Zurich";

  private static final Pattern ALL =
      Pattern.compile(
          "(\\d{1,2}:\\d\\d-\\d{1,2}:\\d\\d(?:\\s*,\\s*\\d{1,2}:\\d\\d-\\d{1,2}:\\d\\d)*)\\s+(\\S+)");

  private static final Pattern ONE = Pattern.compile("(\\d{1,2}):(\\d\\d)-(\\d{1,2}):(\\d\\d)");

  public AllowedHours {
    ranges = List.copyOf(ranges);
  }

  /**
   * A part of the day.
   *
   * @param from belongs to it
   * @param to does not
   */
  public record Range(LocalTime from, LocalTime to) {

    boolean contains(LocalTime time) {
      return from.isBefore(to)
          ? !time.isBefore(from) && time.isBefore(to)
          : !time.isBefore(from) || time.isBefore(to);
    }
  }

  /** Reads them; empty for what is none. */
  static Optional<AllowedHours> of(String text) {
    Matcher all = ALL.matcher(text.strip());
    if (!all.matches()) {
      return Optional.empty();
    }
    List<Range> ranges = new ArrayList<>();
    Matcher one = ONE.matcher(all.group(1));
    try {
      while (one.find()) {
        ranges.add(new Range(time(one, 1), time(one, 3)));
      }
      ZoneId zone = ZoneId.of(all.group(2));
      boolean empty = ranges.stream().anyMatch(range -> range.from().equals(range.to()));
      return empty ? Optional.empty() : Optional.of(new AllowedHours(ranges, zone, text.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalTime time(Matcher one, int group) {
    return LocalTime.of(Integer.parseInt(one.group(group)), Integer.parseInt(one.group(group + 1)));
  }

  /** Whether a moment is in them. */
  public boolean contain(Instant moment) {
    LocalTime time = timeOf(moment);
    return ranges.stream().anyMatch(range -> range.contains(time));
  }

  /** What the clock says there. */
  public LocalTime timeOf(Instant moment) {
    return moment.atZone(zone).toLocalTime();
  }
}
