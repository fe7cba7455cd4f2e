package dev.migrate.render;

import dev.migrate.Report;
import dev.migrate.render.Style.Paint;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Finding;
import dev.migrate.validate.RulePages;
import dev.migrate.validate.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What validate found: file by file, then what is in no file. */
final class ValidateText {

  private final Page page;
  private final Style style;

  private ValidateText(Page page, Style style) {
    this.page = page;
    this.style = style;
  }

  static void validate(Page page, Report.Validate report, Style style) {
    new ValidateText(page, style).lines(report);
  }

  static void explanation(Page page, Report.Explanation report) {
    report.page().lines().forEach(page::line);
    page.line("");
    page.line(
        "Its severity is " + report.rule().severity().text() + ", unless <rules> says another.");
  }

  private void lines(Report.Validate report) {
    for (Report.Grants grants : report.grants()) {
      page.line("For " + grants.goal() + ":");
      grants.statements().forEach(sql -> page.line("  " + Phrases.oneLine(sql) + ";"));
    }
    List<Finding> findings = report.findings();
    if (findings.isEmpty()) {
      page.line(page.environment() + " is as its migrations say" + page.place() + ".");
    } else {
      page.verdict(
          paint(worst(findings)), page.environment() + ": " + count(findings) + page.place());
      byFile(findings).forEach(this::file);
      mends(findings);
      explanations(findings);
    }
    allowed(report.allowed());
    page.notices(report.notices());
  }

  private void allowed(List<Checked.Allowed> allowed) {
    if (!allowed.isEmpty()) {
      String codes =
          allowed.stream()
              .map(each -> each.finding().code())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      page.line(
          "Allowed by comments: " + Phrases.count(allowed.size(), "finding") + " (" + codes + ").");
    }
  }

  private static Severity worst(List<Finding> findings) {
    return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.INFO);
  }

  private static Paint paint(Severity severity) {
    return switch (severity) {
      case ERROR -> Paint.BAD;
      case WARNING -> Paint.WARN;
      case INFO, OFF -> Paint.NONE;
    };
  }

  /** {@code 1 error, 2 warnings, 1 hint}. */
  private static String count(List<Finding> findings) {
    Map<Severity, String> nouns = new LinkedHashMap<>();
    nouns.put(Severity.ERROR, "error");
    nouns.put(Severity.WARNING, "warning");
    nouns.put(Severity.INFO, "hint");
    List<String> counts = new ArrayList<>();
    nouns.forEach(
        (severity, noun) -> {
          long count = findings.stream().filter(each -> each.severity() == severity).count();
          if (count > 0) {
            counts.add(Phrases.count((int) count, noun));
          }
        });
    return String.join(", ", counts);
  }

  private static Map<String, List<Finding>> byFile(List<Finding> findings) {
    Map<String, List<Finding>> files = new LinkedHashMap<>();
    findings.forEach(
        finding ->
            files
                .computeIfAbsent(
                    Objects.requireNonNullElse(finding.file(), ""), f -> new ArrayList<>())
                .add(finding));
    return files;
  }

  private void file(String file, List<Finding> findings) {
    @Nullable String shown = null;
    for (Finding finding : findings) {
      String severity = finding.severity().text();
      String place =
          file.isEmpty()
              ? ""
              : Phrases.oneLine(file) + (finding.line() == null ? "" : ":" + finding.line()) + " ";
      page.line(
          "  "
              + place
              + style.paint(paint(finding.severity()), severity)
              + " "
              + finding.code()
              + ": "
              + Phrases.oneLine(finding.message()));
      String statement = file.isEmpty() ? null : finding.statement();
      if (statement != null && !statement.equals(shown)) {
        page.line("      " + Phrases.oneLine(statement));
        shown = statement;
      }
      String fix = finding.fix();
      if (fix != null) {
        page.line("      " + Phrases.oneLine(fix));
      }
    }
  }

  private void mends(List<Finding> findings) {
    List<String> statements =
        findings.stream()
            .filter(finding -> finding.file() == null)
            .map(Finding::statement)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (!statements.isEmpty()) {
      page.line("What would take it back:");
      statements.forEach(sql -> page.line("  " + Phrases.oneLine(sql) + ";"));
    }
  }

  private void explanations(List<Finding> findings) {
    findings.stream()
        .map(Finding::code)
        .filter(code -> RulePages.rule(code).isPresent())
        .findFirst()
        .ifPresent(
            code ->
                page.line(
                    "What a rule means, and the safe way: mvn migrate:validate -Dmigrate.explain="
                        + code));
  }
}
