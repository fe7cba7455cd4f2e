package dev.migrate.render;

import dev.migrate.Place;
import dev.migrate.Report;
import dev.migrate.outcome.Problem;
import dev.migrate.render.Style.Paint;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Environments side by side. */
final class PlaceText {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PlaceText() {}

  static void compare(Page page, Report.Compare report) {
    List<Place> places = report.places();
    page.verdict(paint(places), verdict(places));
    Table table = new Table("  ", "lllllrrrlll");
    table.row(
        Paint.STRONG,
        "environment",
        "database",
        "server",
        "version",
        any(places, place -> place.revision() != null) ? "revision" : "",
        "pending",
        any(places, place -> place.missing() > 0) ? "missing" : "",
        any(places, place -> place.drift() != null) ? "drift" : "",
        "installed (UTC)",
        "backup (UTC)",
        any(places, place -> place.attention() > 0) ? "attention" : "");
    places.forEach(place -> row(table, place, places));
    page.table(table);
    for (Place place : places) {
      Problem problem = place.problem();
      if (problem != null) {
        page.line(Phrases.oneLine(place.environment()) + ": " + Phrases.lines(problem.text()));
      }
    }
    undrifted(page, places);
    places.stream()
        .filter(place -> place.attention() > 0)
        .forEach(place -> page.nextIn(Phrases.oneLine(place.environment()), "current", ""));
  }

  /** Why there is no word on drift where one was asked for. */
  private static void undrifted(Page page, List<Place> places) {
    for (Place place : places) {
      String why = place.undrifted();
      if (why != null && !why.equals(Place.DRIFT_UNASKED)) {
        page.line(Phrases.oneLine(place.environment() + ": drift is not known: " + why));
      }
    }
  }

  private static String verdict(List<Place> places) {
    List<String> parts = new ArrayList<>();
    long unreached = count(places, place -> place.problem() != null);
    long pending = count(places, place -> positive(place.pendingCount()));
    long drifted = count(places, place -> positive(place.drift()));
    long attention = count(places, place -> place.attention() > 0);
    add(parts, unreached, "not reached");
    add(parts, pending, "with pending migrations");
    add(parts, drifted, "with drift");
    add(parts, attention, "in need of attention");
    if (parts.isEmpty()) {
      parts.add("nothing pending");
    }
    return Phrases.count(places.size(), "environment") + ": " + String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static Paint paint(List<Place> places) {
    boolean trouble =
        any(
            places,
            place -> place.problem() != null || place.attention() > 0 || positive(place.drift()));
    return trouble ? Paint.WARN : Paint.GOOD;
  }

  private static void row(Table table, Place place, List<Place> all) {
    if (place.problem() != null) {
      String database = or(place.database(), "-");
      String name = Phrases.oneLine(place.environment());
      table.row(Paint.WARN, name, database, "not reached", "", "", "", "", "", "", "", "");
      return;
    }
    table.row(
        place.attention() > 0 ? Paint.WARN : Paint.NONE,
        Phrases.oneLine(place.environment()),
        or(place.database(), "-"),
        place.server() == null ? "-" : place.server().text(),
        or(place.version(), "none"),
        or(place.revision(), ""),
        number(place.pendingCount()),
        any(all, each -> each.missing() > 0) ? String.valueOf(place.missing()) : "",
        any(all, each -> each.drift() != null) ? number(place.drift()) : "",
        time(place.installedOn()),
        backup(place),
        any(all, each -> each.attention() > 0) ? String.valueOf(place.attention()) : "");
  }

  private static String backup(Place place) {
    if (place.backedUpAt() == null) {
      return "none";
    }
    String verified = place.verified();
    return time(place.backedUpAt())
        + (verified == null ? ", not verified" : ", verified by " + verified);
  }

  private static boolean any(List<Place> places, Predicate<Place> which) {
    return places.stream().anyMatch(which);
  }

  private static long count(List<Place> places, Predicate<Place> which) {
    return places.stream().filter(which).count();
  }

  private static boolean positive(@Nullable Integer number) {
    return number != null && number > 0;
  }

  private static String number(@Nullable Integer number) {
    return number == null ? "?" : String.valueOf(number);
  }

  private static String time(@Nullable Instant instant) {
    return instant == null ? "-" : UTC.format(instant);
  }

  private static String or(@Nullable String text, String absent) {
    return Phrases.oneLine(Objects.requireNonNullElse(text, absent));
  }
}
