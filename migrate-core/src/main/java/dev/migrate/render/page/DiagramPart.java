package dev.migrate.render.page;

import dev.migrate.render.Phrases;
import dev.migrate.report.Diagram;
import dev.migrate.report.Diagram.Box;
import dev.migrate.report.Diagram.Change;
import dev.migrate.report.Diagram.Line;
import dev.migrate.report.Diagram.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The schema as a drawing, and the same in words. */
final class DiagramPart {

  private final Sheet sheet;
  private final Html html;

  DiagramPart(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Diagram diagram) {
    sheet.section("diagram", "Schema", lead(diagram));
    if (diagram.changes() != null) {
      sheet.callout(
          Tone.NOTE,
          "Not all pending changes may be shown.",
          Phrases.oneLine(diagram.changes()),
          null);
    }
    if (diagram.tables().isEmpty()) {
      sheet.empty("There are no tables to draw, or they could not be read.", null);
    } else {
      drawing(diagram);
      words(diagram);
    }
    sheet.endSection();
  }

  private static String lead(Diagram diagram) {
    if (diagram.tables().isEmpty()) {
      return "";
    }
    long changed = diagram.tables().stream().filter(box -> box.change() != Change.NONE).count();
    return Phrases.count(diagram.tables().size(), "table")
        + ", "
        + Phrases.count(diagram.links().size(), "foreign key")
        + (changed == 0
            ? "."
            : "; pending migrations change " + Phrases.count((int) changed, "table") + ".");
  }

  private void drawing(Diagram diagram) {
    html.open("div", "class", "canvas").open("div", "class", "stage");
    new DiagramSvg(html, Layout.of(diagram)).write(lead(diagram) + " The same in words is below.");
    html.close("div").close("div");
    html.open("ul", "class", "legend");
    html.element("li", "PK primary key, FK foreign key, ? may be NULL");
    if (diagram.tables().stream().anyMatch(box -> box.change() != Change.NONE)) {
      html.open("li");
      List.of(Change.ADDED, Change.ALTERED, Change.DROPPED)
          .forEach(change -> sheet.chip(tone(change), label(change)));
      html.text(" by pending migrations").close("li");
    }
    html.close("ul");
  }

  private void words(Diagram diagram) {
    Map<String, List<Link>> from =
        diagram.links().stream().collect(Collectors.groupingBy(Link::table));
    Map<String, List<Link>> to =
        diagram.links().stream().collect(Collectors.groupingBy(Link::references));
    html.open("details", "class", "words").element("summary", "The same in words: every table");
    sheet.table(
        "relations",
        "Tables and their relations",
        "table",
        "refers to",
        "is referred to by",
        "columns");
    for (Box box : diagram.tables()) {
      row(box, from.getOrDefault(box.name(), List.of()), to.getOrDefault(box.name(), List.of()));
    }
    sheet.endTable();
    html.close("details");
  }

  private void row(Box box, List<Link> from, List<Link> to) {
    html.open("tr");
    sheet.head().element("code", box.name());
    change(box.change());
    if (box.was() != null) {
      html.element("span", "was " + Phrases.oneLine(box.was()), "class", "below");
    }
    if (!box.comment().isEmpty()) {
      html.element("span", Phrases.oneLine(box.comment()), "class", "below prose");
    }
    html.close("th").open("td");
    links(from, false);
    html.close("td").open("td");
    links(to, true);
    html.close("td").open("td").open("details");
    html.element("summary", Phrases.count(box.columns().size(), "column")).open("ul");
    box.columns().forEach(this::column);
    html.close("ul").close("details").close("td").close("tr");
  }

  private void links(List<Link> links, boolean reverse) {
    if (links.isEmpty()) {
      sheet.none();
      return;
    }
    html.open("ul", "class", "plain");
    for (Link link : links) {
      html.open("li").element("code", reverse ? link.table() : link.references());
      html.element("span", " by " + String.join(", ", link.columns()), "class", "muted");
      change(link.change());
      html.close("li");
    }
    html.close("ul");
  }

  private void column(Line line) {
    List<String> remarks = new ArrayList<>();
    if (line.primary()) {
      remarks.add("primary key");
    }
    if (line.foreign()) {
      remarks.add("foreign key");
    }
    if (line.was() != null) {
      remarks.add("was " + line.was());
    }
    html.open("li").element("code", line.name());
    html.text(" " + line.type() + (line.nullable() ? "" : " NOT NULL"));
    if (!remarks.isEmpty()) {
      html.element("span", " (" + String.join(", ", remarks) + ")", "class", "muted");
    }
    change(line.change());
    html.close("li");
  }

  private void change(Change change) {
    if (change != Change.NONE) {
      html.text(" ");
      sheet.chip(tone(change), label(change));
    }
  }

  static Tone tone(Change change) {
    return switch (change) {
      case NONE -> Tone.PLAIN;
      case ADDED -> Tone.GOOD;
      case ALTERED -> Tone.WARN;
      case DROPPED -> Tone.BAD;
    };
  }

  static String label(Change change) {
    return switch (change) {
      case NONE -> "";
      case ADDED -> "added";
      case ALTERED -> "altered";
      case DROPPED -> "dropped";
    };
  }
}
