package dev.migrate.render;

import dev.migrate.Report;
import dev.migrate.render.Style.Paint;
import java.util.Map;

/** What a generated migration is, as text. */
final class GenerateText {

  private static final Map<String, String> SIGNS =
      Map.of("add", "+", "alter", "~", "drop", "-", "rename", ">");

  private GenerateText() {}

  static void generate(Page page, Report.Generate report, Style style) {
    if (report.version() == null) {
      page.line("Nothing to generate: all that is wanted is there" + on(report));
      page.notices(report.notices());
      return;
    }
    String what = report.shown().isEmpty() ? "Generated version " : "Would generate version ";
    page.verdict(Paint.GOOD, what + report.version() + ", revision " + report.revision());
    report.changes().forEach(change -> page.line(line(change)));
    Report.Proved proof = report.proof();
    if (proof != null) {
      page.line("Proved on " + proof.server() + ": up, undo, up again" + rows(proof));
    }
    report.files().forEach(file -> page.line("  " + Phrases.oneLine(style.path(file))));
    report.shown().forEach(text -> page.line(Phrases.lines(text)));
    page.notices(report.notices());
    if (report.shown().isEmpty()) {
      page.next("upgrade");
    }
  }

  private static String on(Report.Generate report) {
    return report.proof() == null ? "." : " (" + report.proof().server() + ").";
  }

  private static String rows(Report.Proved proof) {
    return proof.rows() == 0 ? "" : ", with " + Phrases.count(proof.rows(), "sample row");
  }

  private static String line(Report.SchemaChange change) {
    String lost = change.destructive() == null ? "" : "  (loses " + change.destructive() + ")";
    return "  "
        + SIGNS.getOrDefault(change.kind(), "?")
        + " "
        + change.type()
        + " "
        + Phrases.oneLine(change.object())
        + (change.detail().isEmpty() ? "" : "  " + Phrases.oneLine(change.detail()))
        + lost;
  }
}
