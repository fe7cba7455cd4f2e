package dev.migrate.render.page;

import dev.migrate.render.Phrases;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.IndexFacts.Kind;
import dev.migrate.report.IndexFacts.Remark;
import dev.migrate.report.IndexFacts.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The indexes that may be given up, and how much the figures mean. */
final class Indexes {

  /** The statement that a text of what turns something on begins with. */
  private static final Pattern STATEMENT =
      Pattern.compile("(?:SET|UPDATE|INSERT|GRANT) .*?(?=, and |; or |$)");

  private final Sheet sheet;
  private final Html html;

  Indexes(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(IndexFacts facts) {
    sheet.section(
        "indexes", "Indexes", "Each costs room, and time at every write; these may be given up.");
    html.element("h3", "Never used");
    source(facts.use());
    if (facts.use().available()) {
      group(facts, Kind.UNUSED, "unused", "No index went unused.");
    }
    html.element("h3", "Redundant");
    group(facts, Kind.REDUNDANT, "redundant", "No index is the beginning of another.");
    html.element("h3", "Duplicate");
    group(facts, Kind.DUPLICATE, "duplicate", "No two indexes are the same.");
    sheet.endSection();
  }

  /** What has them counted; of it what is a statement, to copy. */
  private void notCounted(Source source) {
    String enable = Objects.requireNonNullElse(source.enable(), "");
    Matcher statement = STATEMENT.matcher(enable);
    String paste = statement.lookingAt() ? statement.group() : null;
    sheet.callout(
        Tone.WARN,
        "Not known.",
        "The server does not count the use of its indexes ("
            + source.name()
            + ")."
            + (enable.isEmpty() || enable.equals(paste)
                ? ""
                : " What has them counted: " + enable + "."),
        paste);
  }

  private void source(Source source) {
    if (!source.available()) {
      notCounted(source);
      return;
    }
    html.open("p", "class", "prose").text("As counted by ").element("code", source.name());
    Instant since = source.since();
    if (since != null) {
      html.text(" since ");
      sheet.time(since);
    }
    html.text(span(source.span()) + ".").close("p");
    if (source.caution() != null) {
      sheet.callout(Tone.WARN, "Read with care:", Phrases.oneLine(source.caution()), null);
    }
  }

  private static String span(@Nullable Duration span) {
    if (span == null) {
      return "";
    }
    return span.toDays() >= 2
        ? ", over " + span.toDays() + " days"
        : ", over " + Phrases.duration(span);
  }

  private void group(IndexFacts facts, Kind kind, String id, String none) {
    List<Remark> remarks = facts.remarks().stream().filter(r -> r.kind() == kind).toList();
    if (remarks.isEmpty()) {
      sheet.empty(none, null);
      return;
    }
    String caption = Phrases.count(remarks.size(), "index").replace("indexs", "indexes");
    if (kind == Kind.UNUSED) {
      sheet.table(id, caption + " nothing has read", "index", "columns", "#size", "to drop it");
    } else {
      sheet.table(
          id,
          caption + " another stands in for",
          "index",
          "columns",
          "stands in for it",
          "#size",
          "to drop it");
    }
    remarks.stream().filter(remark -> remark.but() == null).forEach(this::row);
    remarks.stream().filter(remark -> remark.but() != null).forEach(this::row);
    sheet.endTable();
  }

  private void row(Remark remark) {
    html.open("tr");
    sheet.head().open("code").text(remark.table() + ".");
    html.element("b", remark.index()).close("code").close("th");
    html.open("td").element("code", String.join(", ", remark.columns())).close("td");
    if (remark.kind() != Kind.UNUSED) {
      html.open("td");
      sheet.code(remark.by() == null ? "" : remark.by());
      html.close("td");
    }
    sheet.bytes(remark.bytes());
    html.open("td");
    if (remark.but() != null) {
      html.element("span", "But: " + Phrases.oneLine(remark.but()), "class", "but");
    }
    sheet.paste(remark.drop());
    html.close("td").close("tr");
  }
}
