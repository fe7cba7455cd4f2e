package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.Place;
import dev.migrate.Run;
import dev.migrate.render.Phrases;
import dev.migrate.validate.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a database stands, in a sentence, and what about it needs somebody.
 *
 * @param tone of the worst of it
 * @param items the worst first
 */
record Verdict(Tone tone, String sentence, List<Item> items) {

  /**
   * Something that needs somebody.
   *
   * @param part the id of the part of the page that tells more
   */
  record Item(Tone tone, String text, String part) {}

  static Verdict of(Run run, Overview overview) {
    List<Item> items = new ArrayList<>();
    Optional<Place> own = own(run, overview);
    own.ifPresent(place -> place(place, items));
    timeline(overview, items);
    findings(overview, items);
    own.ifPresent(place -> backup(place, items));
    keys(overview, items);
    others(run, overview, items);
    if (!overview.notices().isEmpty()) {
      String what = Phrases.count(overview.notices().size(), "thing") + " could not be looked at";
      items.add(new Item(Tone.NOTE, what, "notices"));
    }
    items.sort((a, b) -> b.tone().compareTo(a.tone()));
    Tone tone = items.isEmpty() ? Tone.GOOD : items.get(0).tone();
    return new Verdict(tone, sentence(run, overview, own.orElse(null)), List.copyOf(items));
  }

  /** Where the run's own environment stands. */
  static Optional<Place> own(Run run, Overview overview) {
    return overview.places().stream()
        .filter(place -> place.environment().equals(run.environment()))
        .findFirst();
  }

  /** How many migrations are in one of these states. */
  static long count(Overview overview, String... states) {
    List<String> wanted = List.of(states);
    return overview.timeline().stream()
        .filter(moment -> wanted.contains(moment.migration().state()))
        .count();
  }

  private static String sentence(Run run, Overview overview, @Nullable Place own) {
    String name = Phrases.oneLine(run.environment());
    if (own != null && own.problem() != null) {
      return name + " was not reached";
    }
    String version = own == null ? newest(overview) : own.version();
    long pending = count(overview, "pending");
    return name
        + (version == null ? " is at no version" : " is at version " + Phrases.oneLine(version))
        + (pending == 0 ? ", nothing pending" : ", " + pending + " pending");
  }

  private static @Nullable String newest(Overview overview) {
    return overview.timeline().stream()
        .map(Overview.Moment::migration)
        .filter(entry -> entry.installedOn() != null && entry.version() != null)
        .reduce((first, second) -> second)
        .map(entry -> entry.version())
        .orElse(null);
  }

  private static void place(Place place, List<Item> items) {
    if (place.problem() != null) {
      items.add(new Item(Tone.BAD, place.problem().problem(), "environments"));
    }
    Integer drift = place.drift();
    if (drift != null && drift > 0) {
      items.add(
          new Item(
              Tone.WARN,
              Phrases.count(drift, "difference") + " from what the migrations give (drift)",
              "environments"));
    }
    if (place.attention() > 0) {
      String verb = place.attention() == 1 ? " needs" : " need";
      items.add(
          new Item(
              Tone.WARN,
              Phrases.count(place.attention(), "thing") + verb + " somebody: see migrate:current",
              "environments"));
    }
  }

  private static void timeline(Overview overview, List<Item> items) {
    for (String state : List.of("failed", "half done", "missing", "future", "outdated")) {
      long count = count(overview, state);
      if (count > 0) {
        items.add(
            new Item(
                Tone.ofState(state),
                Phrases.count((int) count, "migration") + " " + state,
                "timeline"));
      }
    }
    long pending = count(overview, "pending", "not applied, out of order");
    if (pending > 0) {
      items.add(
          new Item(Tone.NOTE, Phrases.count((int) pending, "migration") + " pending", "timeline"));
    }
  }

  private static void findings(Overview overview, List<Item> items) {
    if (!overview.auditFindings().isEmpty()) {
      items.add(new Item(Tone.BAD, "The audit is not as it was written", "audit"));
    }
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
      int count = (int) overview.findings().stream().filter(f -> f.severity() == severity).count();
      if (count > 0) {
        String noun = severity.name().toLowerCase(Locale.ROOT);
        items.add(
            new Item(
                Tone.ofSeverity(severity),
                Phrases.count(count, noun) + " in the migrations or the schema",
                "findings"));
      }
    }
  }

  private static void backup(Place place, List<Item> items) {
    if (place.backedUpAt() != null && place.verified() == null) {
      items.add(new Item(Tone.WARN, "The newest backup was never verified", "backups"));
    }
  }

  private static void keys(Overview overview, List<Item> items) {
    int count = (int) overview.tables().stream().filter(table -> !table.key()).count();
    if (count > 0) {
      items.add(new Item(Tone.WARN, Phrases.count(count, "table") + " without a key", "tables"));
    }
  }

  private static void others(Run run, Overview overview, List<Item> items) {
    overview.places().stream()
        .filter(place -> place.problem() != null)
        .filter(place -> !place.environment().equals(run.environment()))
        .forEach(
            place ->
                items.add(
                    new Item(
                        Tone.NOTE,
                        Phrases.oneLine(place.environment()) + " was not reached",
                        "environments")));
  }
}
