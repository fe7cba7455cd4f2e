package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.Overview.Moment;
import dev.migrate.Overview.Timed;
import dev.migrate.Report.HistoryEntry;
import dev.migrate.render.Phrases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The migrations: what is pending, then what was applied, the newest first. */
final class Timeline {

  private static final int SHOWN = 12;

  private final Sheet sheet;
  private final Html html;

  Timeline(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Overview overview) {
    List<Moment> pending = new ArrayList<>();
    List<Moment> past = new ArrayList<>();
    for (Moment moment : overview.timeline()) {
      (moment.migration().installedOn() == null ? pending : past).add(moment);
    }
    Collections.reverse(past);
    sheet.section("timeline", "Timeline", lead(pending, past));
    if (overview.timeline().isEmpty()) {
      sheet.empty(
          "The project has no migrations, and none was applied.", sheet.command("generate"));
    }
    if (!pending.isEmpty()) {
      html.element("h3", "Not applied");
      list(pending, Duration.ZERO);
    }
    if (!past.isEmpty()) {
      Duration longest = longest(past);
      html.element("h3", "Applied, newest first");
      list(past.subList(0, Math.min(SHOWN, past.size())), longest);
      if (past.size() > SHOWN) {
        html.open("details", "class", "older");
        html.element("summary", Phrases.count(past.size() - SHOWN, "older migration"));
        list(past.subList(SHOWN, past.size()), longest);
        html.close("details");
      }
    }
    sheet.endSection();
  }

  private static String lead(List<Moment> pending, List<Moment> past) {
    if (pending.stream().anyMatch(moment -> moment.migration().state().equals("unknown"))) {
      return "Which of them are applied is not known.";
    }
    Duration sum =
        past.stream()
            .map(moment -> moment.migration().duration())
            .filter(Objects::nonNull)
            .reduce(Duration.ZERO, Duration::plus);
    String applied =
        past.isEmpty()
            ? "Nothing was applied yet"
            : Phrases.count(past.size(), "migration")
                + " in the history, "
                + Phrases.duration(sum)
                + " in all";
    return applied + (pending.isEmpty() ? "." : "; " + pending.size() + " not applied.");
  }

  private static Duration longest(List<Moment> moments) {
    return moments.stream()
        .map(moment -> moment.migration().duration())
        .filter(Objects::nonNull)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void list(List<Moment> moments, Duration longest) {
    html.open("ol", "class", "timeline");
    moments.forEach(moment -> entry(moment, longest));
    html.close("ol");
  }

  private void entry(Moment moment, Duration longest) {
    HistoryEntry entry = moment.migration();
    html.open("li", "class", Tone.ofState(entry.state()).css()).open("div", "class", "what");
    html.element("span", version(entry), "class", "version");
    html.text(" ").element("span", entry.description(), "class", "description").text(" ");
    if (!entry.state().equals("applied")) {
      sheet.chip(Tone.ofState(entry.state()), entry.state());
    }
    html.close("div").open("div", "class", "meta");
    meta(entry);
    html.close("div");
    took(entry.duration(), longest);
    if (entry.stands() != null) {
      sheet.callout(Tone.BAD, "Half done.", Phrases.oneLine(entry.stands()), null);
    }
    if (!moment.statements().isEmpty()) {
      statements(moment.statements());
    }
    html.close("li");
  }

  private static String version(HistoryEntry entry) {
    String version = entry.version();
    if (version != null) {
      return Phrases.oneLine(version);
    }
    return entry.type().equals("SCHEMA") ? "schema" : "repeatable";
  }

  private void meta(HistoryEntry entry) {
    if (entry.installedOn() != null) {
      sheet.time(entry.installedOn());
    }
    if (entry.installedBy() != null) {
      html.element("span", "by " + Phrases.oneLine(entry.installedBy()));
    }
    if (entry.revision() != null) {
      html.open("span").text("revision ").element("code", entry.revision()).close("span");
    }
    html.element("span", entry.type().equals("SQL") ? "" : entry.type(), "class", "type");
  }

  private void took(@Nullable Duration duration, Duration longest) {
    if (duration != null) {
      html.open("span", "class", "took").element("span", Phrases.duration(duration));
      sheet.bar(share(duration, longest));
      html.close("span");
    }
  }

  private static double share(Duration part, Duration of) {
    return of.isZero() ? 0 : (double) part.toNanos() / of.toNanos();
  }

  private void statements(List<Timed> statements) {
    html.open("details", "class", "statements");
    html.element("summary", Phrases.count(statements.size(), "statement"));
    Duration longest =
        statements.stream()
            .map(Timed::duration)
            .filter(Objects::nonNull)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    html.open("ul", "class", "timed");
    for (Timed timed : statements) {
      html.open("li").element("code", Phrases.oneLine(timed.summary()));
      html.open("span", "class", "meta").element("span", timed.file() + ":" + timed.line());
      sizes(timed);
      html.close("span");
      took(timed.duration(), longest);
      html.close("li");
    }
    html.close("ul").close("details");
  }

  private void sizes(Timed timed) {
    if (timed.table() == null) {
      return;
    }
    html.open("span", "class", "sizes").element("code", timed.table());
    change(timed.rowsBefore(), timed.rowsAfter(), true);
    change(timed.bytesBefore(), timed.bytesAfter(), false);
    html.close("span");
  }

  private void change(@Nullable Long before, @Nullable Long after, boolean rows) {
    if (before == null && after == null) {
      return;
    }
    html.text(" " + amount(before, rows) + " → " + amount(after, rows));
  }

  private static String amount(@Nullable Long amount, boolean rows) {
    if (amount == null) {
      return "?";
    }
    return rows ? Phrases.rows(amount) : Phrases.bytes(amount);
  }
}
