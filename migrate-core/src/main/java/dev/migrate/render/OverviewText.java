package dev.migrate.render;

import dev.migrate.Overview;
import dev.migrate.Report;
import dev.migrate.render.Style.Paint;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.TableFacts;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report page is about, in a few lines, and where it is. */
final class OverviewText {

  private OverviewText() {}

  static void page(Page page, Report.Page report, Style style) {
    Overview overview = report.overview();
    boolean bad =
        Stream.concat(overview.findings().stream(), overview.auditFindings().stream())
            .anyMatch(finding -> finding.severity() == Severity.ERROR);
    page.verdict(
        bad ? Paint.BAD : Paint.GOOD,
        "Report of " + page.environment() + page.place() + (bad ? ": something is wrong" : ""));
    Table table = new Table("  ", "ll");
    row(table, "migrations", migrations(overview));
    row(table, "findings", findings(overview.findings()));
    row(table, "tables", tables(overview.tables()));
    row(table, "indexes", indexes(overview.indexes()));
    row(table, "backups", Phrases.count(overview.backups().size(), "backup"));
    if (!overview.auditFindings().isEmpty()) {
      row(table, "audit", findings(overview.auditFindings()));
    }
    page.table(table).notices(overview.notices());
    report.files().forEach(file -> page.line(Phrases.oneLine(style.path(file))));
  }

  private static void row(Table table, String name, String text) {
    table.row(Paint.NONE, name, text);
  }

  private static String migrations(Overview overview) {
    if (overview.timeline().isEmpty()) {
      return "none";
    }
    return overview.timeline().stream()
        .collect(
            Collectors.groupingBy(
                moment -> moment.migration().state(), LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(state -> state.getValue() + " " + Phrases.oneLine(state.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String findings(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "none";
    }
    return Stream.of(Severity.ERROR, Severity.WARNING, Severity.INFO)
        .map(
            severity -> {
              int count =
                  (int) findings.stream().filter(each -> each.severity() == severity).count();
              return count == 0 ? "" : Phrases.count(count, severity.text());
            })
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String tables(List<TableFacts> tables) {
    long bytes = tables.stream().mapToLong(each -> each.dataBytes() + each.indexBytes()).sum();
    long keyless = tables.stream().filter(each -> !each.key()).count();
    return Phrases.count(tables.size(), "table")
        + (tables.isEmpty() ? "" : ", " + Phrases.bytes(bytes))
        + (keyless == 0 ? "" : ", " + keyless + " without a key");
  }

  private static String indexes(IndexFacts facts) {
    List<String> parts =
        Stream.of(IndexFacts.Kind.values())
            .filter(kind -> kind != IndexFacts.Kind.UNUSED || facts.use().available())
            .map(kind -> count(facts, kind) + " " + kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toList());
    if (!facts.use().available()) {
      parts.add("use unknown");
    }
    return String.join(", ", parts);
  }

  private static long count(IndexFacts facts, IndexFacts.Kind kind) {
    return facts.remarks().stream().filter(remark -> remark.kind() == kind).count();
  }
}
