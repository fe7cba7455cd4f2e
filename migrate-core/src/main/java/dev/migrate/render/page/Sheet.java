package dev.migrate.render.page;

import dev.migrate.Run;
import dev.migrate.render.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page while it is written: the pieces that all its parts are made of. */
final class Sheet {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Html html = new Html();
  private final Run run;
  private final Instant at;

  Sheet(Run run, Instant at) {
    this.run = run;
    this.at = at;
  }

  Html html() {
    return html;
  }

  /** The command of a goal in the run's environment, ready to paste. */
  String command(String goal) {
    String environment = Phrases.oneLine(run.environment());
    return "mvn migrate:"
        + goal
        + (environment.isEmpty() || environment.equals("development")
            ? ""
            : " -Dmigrate.environment=" + environment);
  }

  /** Begins a part of the page, with a line below its heading. */
  void section(String id, String title, String lead) {
    html.open("section", "id", id, "aria-labelledby", id + "-title");
    html.open("div", "class", "heading");
    html.element("h2", title, "id", id + "-title");
    if (!lead.isEmpty()) {
      html.element("p", lead, "class", "lead");
    }
    html.close("div");
  }

  void endSection() {
    html.close("section");
  }

  void chip(Tone tone, String text) {
    html.element("span", Phrases.oneLine(text), "class", "chip " + tone.css());
  }

  void code(String text) {
    html.element("code", text);
  }

  /** Something to paste. */
  void paste(String command) {
    html.open("span", "class", "paste").element("code", command).close("span");
  }

  /** A moment, and how long ago that was. */
  void time(@Nullable Instant moment) {
    if (moment == null) {
      none();
      return;
    }
    html.open("span", "class", "when");
    html.element("time", UTC.format(moment), "datetime", moment.toString());
    html.text(" ").element("span", ago(moment), "class", "ago").close("span");
  }

  /** {@code 3 days ago}, seen from when the database was looked at. */
  String ago(Instant moment) {
    long minutes = Math.max(0, Duration.between(moment, at).toMinutes());
    if (minutes < 1) {
      return "just now";
    }
    if (minutes < 120) {
      return minutes + " min ago";
    }
    return minutes < 48 * 60 ? minutes / 60 + " hours ago" : minutes / 1_440 + " days ago";
  }

  /** In place of something that is not there. */
  void none() {
    html.element("span", "–", "class", "none", "aria-hidden", "true");
    html.element("span", "none", "class", "unseen");
  }

  void textOrNone(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      none();
    } else {
      html.text(text);
    }
  }

  /** What stands where there is nothing to show: why, and what would change that. */
  void empty(String why, @Nullable String command) {
    html.open("p", "class", "empty").text(why);
    if (command != null) {
      html.text(" ");
      paste(command);
    }
    html.close("p");
  }

  /** A remark of some weight. */
  void callout(Tone tone, String label, String text, @Nullable String command) {
    html.open("div", "class", "callout " + tone.css()).open("p");
    html.element("strong", label).text(" ").text(text).close("p");
    if (command != null) {
      html.open("p");
      paste(command);
      html.close("p");
    }
    html.close("div");
  }

  /** How much of the most there is; a drawing beside a number. */
  void bar(double share) {
    String width = String.format(Locale.ROOT, "%.1f", Math.max(0, Math.min(1, share)) * 100);
    html.open(
        "svg",
        "class",
        "bar",
        "viewBox",
        "0 0 100 6",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true",
        "focusable",
        "false");
    html.shape("rect", "class", "ground", "width", "100", "height", "6");
    html.shape("rect", "class", "value", "width", width, "height", "6").close("svg");
  }

  /**
   * Begins a table; it scrolls by itself where the screen is narrow.
   *
   * @param columns with {@code #} before the name of one of numbers
   */
  void table(String id, String caption, String... columns) {
    html.open(
        "div", "class", "wide", "role", "group", "tabindex", "0", "aria-labelledby", id + "-name");
    html.open("table", "id", id, "data-table", "");
    html.element("caption", caption, "id", id + "-name").open("thead").open("tr");
    for (String column : columns) {
      if (column.startsWith("#")) {
        html.element("th", column.substring(1), "scope", "col", "class", "number");
      } else {
        html.element("th", column, "scope", "col");
      }
    }
    html.close("tr").close("thead").open("tbody");
  }

  void endTable() {
    html.close("tbody").close("table").close("div");
  }

  /** Begins the cell that names its row. */
  Html head() {
    return html.open("th", "scope", "row");
  }

  /** A cell of a number, which is sorted by its value. */
  void number(@Nullable Long value, String text) {
    html.open("td", "class", "number", "data-value", value == null ? "-1" : value.toString());
    if (value == null) {
      none();
    } else {
      html.text(text);
    }
    html.close("td");
  }

  void bytes(@Nullable Long bytes) {
    number(bytes, bytes == null ? "" : Phrases.bytes(bytes));
  }

  void count(@Nullable Long count) {
    number(count, count == null ? "" : grouped(count));
  }

  /** {@code 12,345}. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
