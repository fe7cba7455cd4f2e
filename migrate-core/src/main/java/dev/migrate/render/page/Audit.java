package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.audit.AuditRow;
import dev.migrate.render.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what to the database: a line for each run. */
final class Audit {

  private static final int COMMIT = 10;

  private final Sheet sheet;
  private final Html html;

  Audit(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Overview overview) {
    sheet.section("audit", "Audit", "Who changed this database, from where, and how it ended.");
    if (!overview.auditFindings().isEmpty()) {
      sheet.callout(Tone.BAD, "Not as it was written.", "Somebody changed the audit itself.", null);
      new Findings(sheet).list(overview.auditFindings());
    }
    List<AuditRow> runs = runs(overview.audit());
    if (runs.isEmpty()) {
      sheet.empty("Nothing was ever written into the audit of this database.", null);
    } else {
      sheet.table(
          "runs",
          "The newest runs",
          "time",
          "goal",
          "result",
          "version",
          "by",
          "database user",
          "commit",
          "backup");
      runs.forEach(this::row);
      sheet.endTable();
    }
    sheet.endSection();
  }

  /** The last row of each run; one that began and has not ended has only its first. */
  private static List<AuditRow> runs(List<AuditRow> newestFirst) {
    Map<String, AuditRow> runs = new LinkedHashMap<>();
    for (AuditRow row : newestFirst) {
      runs.putIfAbsent(
          Objects.requireNonNullElse(row.value("operation"), row.hash()) + row.value("goal"), row);
    }
    return new ArrayList<>(runs.values());
  }

  private void row(AuditRow row) {
    html.open("tr");
    html.element("th", text(row, "at").replaceFirst("\\.\\d+$", ""), "scope", "row");
    html.element("td", text(row, "goal")).open("td");
    result(row);
    html.close("td").open("td").text(version(row)).close("td").open("td");
    html.text(text(row, "os_user") + "@" + text(row, "host"));
    String job = row.value("ci_job");
    if (job != null) {
      html.element("span", Phrases.oneLine(job), "class", "below");
    }
    html.close("td").element("td", text(row, "database_user")).open("td");
    commit(row.value("git_commit"), "1".equals(row.value("git_dirty")));
    html.close("td").open("td");
    sheet.textOrNone(row.value("backup"));
    html.close("td").close("tr");
  }

  private void result(AuditRow row) {
    String result = row.value("result");
    if (result == null) {
      sheet.chip(Tone.WARN, "begun, not ended");
    } else {
      sheet.chip(Tone.ofResult(result), result);
    }
    String problem = row.value("problem");
    if (problem != null) {
      html.element("span", Phrases.oneLine(problem), "class", "below");
    }
  }

  private static String version(AuditRow row) {
    String before = Objects.requireNonNullElse(row.value("version_before"), "none");
    String after = row.value("version_after");
    if (after == null || after.equals(before)) {
      return Phrases.oneLine(before);
    }
    return Phrases.oneLine(before + " → " + after);
  }

  private void commit(@Nullable String commit, boolean dirty) {
    if (commit == null) {
      sheet.none();
      return;
    }
    sheet.code(commit.substring(0, Math.min(commit.length(), COMMIT)));
    if (dirty) {
      html.text(" ");
      sheet.chip(Tone.WARN, "dirty");
    }
  }

  private static String text(AuditRow row, String column) {
    return Phrases.oneLine(Objects.requireNonNullElse(row.value(column), ""));
  }
}
