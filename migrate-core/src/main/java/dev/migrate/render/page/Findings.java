package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.render.Phrases;
import dev.migrate.validate.Finding;
import java.util.Comparator;
import java.util.List;

/** What validate has to say, the worst first. */
final class Findings {

  private final Sheet sheet;
  private final Html html;

  Findings(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Overview overview) {
    sheet.section(
        "findings", "Findings", "What validate says of the pending migrations and the schema.");
    if (overview.findings().isEmpty()) {
      sheet.empty("Nothing found.", null);
    } else {
      list(overview.findings());
    }
    sheet.endSection();
  }

  /** Each with its rule, its place, what to do. */
  void list(List<Finding> findings) {
    html.open("ul", "class", "findings");
    findings.stream()
        .sorted(Comparator.comparing((Finding finding) -> finding.severity()).reversed())
        .forEach(this::finding);
    html.close("ul");
  }

  private void finding(Finding finding) {
    Tone tone = Tone.ofSeverity(finding.severity());
    html.open("li", "class", tone.css()).open("p", "class", "what");
    sheet.chip(tone, finding.severity().text());
    html.text(" ").element("code", finding.code(), "class", "rule").text(" ");
    html.text(Phrases.oneLine(finding.message())).close("p");
    if (finding.file() != null) {
      String line = finding.line() == null ? "" : ":" + finding.line();
      html.open("p", "class", "place").element("code", finding.file() + line).close("p");
    }
    if (finding.statement() != null) {
      html.open("pre", "tabindex", "0").element("code", finding.statement()).close("pre");
    }
    if (finding.fix() != null) {
      html.element("p", finding.fix(), "class", "fix");
    }
    html.close("li");
  }
}
