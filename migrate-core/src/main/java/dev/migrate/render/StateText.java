package dev.migrate.render;

import dev.migrate.Overview;
import dev.migrate.Report;
import dev.migrate.Report.HistoryEntry;
import dev.migrate.Run;
import dev.migrate.environment.Setting;
import dev.migrate.render.Style.Paint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a database stands, and how it came there. */
final class StateText {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DESCRIPTION_WIDTH = 60;
  private static final int VALUE_WIDTH = 80;

  private StateText() {}

  static void current(Page page, Report.Current report) {
    String version = report.version();
    page.verdict(
        report.attention().isEmpty() ? Paint.GOOD : Paint.WARN,
        page.environment()
            + (version == null ? " is at no version, " : " is at version " + cell(version) + ", ")
            + (report.pendingCount() == 0 ? "nothing" : report.pendingCount())
            + " pending"
            + (report.attention().isEmpty() ? "" : ", needs attention")
            + page.place());
    page.list("Attention: ", report.attention()).table(facts(report));
    if (!report.settings().isEmpty()) {
      page.line("Settings").table(settings(report));
    }
    if (!report.attention().isEmpty()) {
      page.next("history");
    } else if (report.pendingCount() > 0) {
      page.next("upgrade");
    }
  }

  private static Table facts(Report.Current report) {
    Run run = report.run();
    Table table = new Table("  ", "ll").row(Paint.NONE, "environment", cell(run.environment()));
    table.row(Paint.NONE, "database", or(run.database(), "unknown"));
    table.row(Paint.NONE, "server", run.server() == null ? "unknown" : run.server().text());
    table.row(Paint.NONE, "version", or(report.version(), "none"));
    table.row(Paint.NONE, "revision", or(report.revision(), "none"));
    if (report.description() != null) {
      table.row(Paint.NONE, "description", cell(report.description()));
    }
    return table.row(Paint.NONE, "pending", String.valueOf(report.pendingCount()));
  }

  private static Table settings(Report.Current report) {
    Table table = new Table("  ", "lll");
    for (Setting setting : report.settings()) {
      table.row(
          Paint.NONE,
          cell(setting.name()),
          Phrases.shortened(setting.value(), VALUE_WIDTH),
          cell(setting.origin()));
    }
    return table;
  }

  static void history(Page page, Report.History report) {
    if (report.migrations().isEmpty()) {
      page.line(page.environment() + " has no migrations" + page.place() + ".");
      return;
    }
    Map<String, Integer> states = new LinkedHashMap<>();
    report.migrations().forEach(entry -> states.merge(cell(entry.state()), 1, Integer::sum));
    String counts =
        states.entrySet().stream()
            .map(state -> state.getValue() + " " + state.getKey())
            .collect(Collectors.joining(", "));
    boolean bad = states.containsKey("failed") || states.containsKey("half done");
    Paint paint = bad ? Paint.BAD : Paint.GOOD;
    page.verdict(paint, page.environment() + ": " + counts + page.place());
    page.table(table(report));
    report.migrations().stream()
        .filter(entry -> entry.stands() != null)
        .forEach(entry -> page.line(cell("Half done: " + entry.stands())));
    if (bad) {
      // What to do before a repair is said there; a repair alone would run half a migration again.
      page.next("current");
    } else if (states.containsKey("pending")) {
      page.next("upgrade");
    }
  }

  private static Table table(Report.History report) {
    boolean revisions = report.migrations().stream().anyMatch(entry -> entry.revision() != null);
    Table table = new Table("  ", "lllllllr");
    table.row(
        Paint.STRONG,
        "version",
        "description",
        revisions ? "revision" : "",
        "type",
        "state",
        "installed (UTC)",
        "by",
        "time");
    report.migrations().forEach(entry -> row(table, entry));
    return table;
  }

  private static void row(Table table, HistoryEntry entry) {
    Instant installedOn = entry.installedOn();
    Duration duration = entry.duration();
    table.row(
        paint(entry.state()),
        entry.statements().stream().map(StateText::timed).toList(),
        or(entry.version(), entry.type().equals("SCHEMA") ? "-" : "repeatable"),
        Phrases.shortened(entry.description(), DESCRIPTION_WIDTH),
        or(entry.revision(), ""),
        cell(entry.type()),
        cell(entry.state()),
        installedOn == null ? "-" : UTC.format(installedOn),
        or(entry.installedBy(), "-"),
        duration == null ? "-" : Phrases.duration(duration));
  }

  /** {@code V3__x.sql:12 ALTER TABLE orders …: 2 min 05 s; orders 1,200,000 rows, 1.3 GB → … }. */
  private static String timed(Overview.Timed statement) {
    Duration duration = statement.duration();
    return "      "
        + cell(statement.file() + ":" + statement.line() + " " + statement.summary())
        + (duration == null ? "" : ": " + Phrases.duration(duration))
        + (statement.table() == null ? "" : "; " + size(statement));
  }

  private static String size(Overview.Timed statement) {
    String before = size(statement.rowsBefore(), statement.bytesBefore());
    String after = size(statement.rowsAfter(), statement.bytesAfter());
    String table = cell(String.valueOf(statement.table())) + ": ";
    return table + (before.equals(after) ? before : before + " before, " + after + " after");
  }

  private static String size(@Nullable Long rows, @Nullable Long bytes) {
    return rows == null || bytes == null
        ? "unknown"
        : "about " + Phrases.rows(rows) + ", " + Phrases.bytes(bytes);
  }

  private static Paint paint(String state) {
    return switch (state) {
      case "applied" -> Paint.NONE;
      case "failed", "half done" -> Paint.BAD;
      default -> Paint.WARN;
    };
  }

  private static String or(@Nullable String text, String absent) {
    return cell(Objects.requireNonNullElse(text, absent));
  }

  private static String cell(String text) {
    return Phrases.oneLine(text);
  }
}
