package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.Place;
import dev.migrate.Run;
import dev.migrate.outcome.Problem;
import dev.migrate.render.Phrases;
import org.jspecify.annotations.Nullable;

/** The project's environments side by side. */
final class Environments {

  private static final int COLUMNS = 7;

  private final Sheet sheet;
  private final Html html;
  private final Run run;

  Environments(Sheet sheet, Run run) {
    this.sheet = sheet;
    this.html = sheet.html();
    this.run = run;
  }

  void write(Overview overview) {
    sheet.section("environments", "Environments", "Where each database of the project stands.");
    if (overview.places().isEmpty()) {
      sheet.empty("No environment could be looked at.", null);
    } else {
      sheet.table(
          "places",
          "The project's environments side by side",
          "environment",
          "status",
          "version",
          "#pending",
          "drift",
          "last backup",
          "server");
      overview.places().forEach(this::row);
      sheet.endTable();
    }
    sheet.endSection();
  }

  private void row(Place place) {
    boolean own = place.environment().equals(run.environment());
    html.open("tr", "class", own ? "own" : "other");
    sheet.head().element("span", Phrases.oneLine(place.environment()), "class", "name");
    if (own) {
      html.text(" ");
      sheet.chip(Tone.NOTE, "this page");
    }
    html.close("th");
    Problem problem = place.problem();
    if (problem == null) {
      standing(place);
    } else {
      html.open("td");
      sheet.chip(Tone.BAD, "not reached");
      html.close("td").open("td", "colspan", String.valueOf(COLUMNS - 2), "class", "prose");
      html.text(Phrases.oneLine(problem.problem()));
      if (problem.fix() != null) {
        html.element("span", Phrases.oneLine(problem.fix()), "class", "fix");
      }
      html.close("td");
    }
    html.close("tr");
  }

  private void standing(Place place) {
    html.open("td");
    status(place);
    html.close("td").open("td");
    sheet.textOrNone(place.version());
    if (place.revision() != null) {
      html.open("span", "class", "below").element("code", place.revision()).close("span");
    }
    if (place.installedOn() != null) {
      html.open("span", "class", "below").text("applied ");
      html.element(
          "time", sheet.ago(place.installedOn()), "datetime", place.installedOn().toString());
      html.close("span");
    }
    html.close("td");
    sheet.count(place.pendingCount() == null ? null : place.pendingCount().longValue());
    html.open("td");
    drift(place);
    html.close("td").open("td");
    sheet.time(place.backedUpAt());
    if (place.backedUpAt() != null) {
      html.open("span", "class", "below");
      verified(sheet, place.verified());
      html.close("span");
    }
    html.close("td")
        .open("td", "class", "reason")
        .text(place.server() == null ? "" : place.server().text());
    if (place.database() != null) {
      html.element("span", place.database(), "class", "below");
    }
    html.close("td");
  }

  private void status(Place place) {
    Integer drift = place.drift();
    if (place.attention() > 0) {
      sheet.chip(Tone.WARN, Phrases.count(place.attention(), "thing") + " to look at");
    } else if (drift != null && drift > 0) {
      sheet.chip(Tone.WARN, "drifted");
    } else if (place.pendingCount() != null && place.pendingCount() > 0) {
      sheet.chip(Tone.NOTE, "pending");
    } else {
      sheet.chip(Tone.GOOD, "up to date");
    }
    if (place.missing() > 0) {
      html.open("span", "class", "below");
      sheet.chip(Tone.WARN, place.missing() + " missing here");
      html.close("span");
    }
  }

  private void drift(Place place) {
    Integer drift = place.drift();
    if (drift == null) {
      html.element("span", "not looked at", "class", "muted");
      if (place.undrifted() != null) {
        html.element("span", Phrases.oneLine(place.undrifted()), "class", "below reason");
      }
    } else if (drift == 0) {
      sheet.chip(Tone.GOOD, "none");
    } else {
      sheet.chip(Tone.WARN, Phrases.count(drift, "difference"));
    }
  }

  /** How a backup was verified. */
  static void verified(Sheet sheet, @Nullable String verified) {
    sheet.chip(
        Tone.ofVerified(verified), verified == null ? "not verified" : "verified: " + verified);
  }
}
