package dev.migrate.render;

import dev.migrate.Report;
import dev.migrate.Report.Step;
import dev.migrate.render.Style.Paint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What an upgrade or a downgrade did. */
final class ChangeText {

  private static final int DESCRIPTION_WIDTH = 60;
  private static final int SUMMARY_WIDTH = 72;

  private ChangeText() {}

  static void upgrade(Page page, Report.Upgrade report, Style style) {
    List<Step> steps = report.applied();
    if (steps.isEmpty()) {
      page.line(upToDate(page, report)).notices(report.notices());
      return;
    }
    String now =
        report.version() == null
            ? "at no version"
            : "now at version " + Phrases.oneLine(report.version());
    String verdict = "Upgraded " + page.environment() + reached(report);
    page.verdict(Paint.GOOD, verdict + done(steps, "", report.duration()) + page.place());
    page.table(table(steps)).line(total(steps, now));
    BackupText.saved(page, report.backup(), style);
    page.notices(report.notices()).next("current");
  }

  static void downgrade(Page page, Report.Downgrade report, Style style) {
    List<Step> steps = report.undone();
    if (steps.isEmpty()) {
      String at =
          report.version() == null ? "" : " at version " + Phrases.oneLine(report.version());
      page.line(page.environment() + " has nothing to undo" + at + page.place() + ".");
      return;
    }
    // 0 is what -Dmigrate.to takes for "before the first"
    String version = Phrases.oneLine(Objects.requireNonNullElse(report.version(), "0"));
    String verdict = "Downgraded " + page.environment() + " to version " + version;
    page.verdict(Paint.GOOD, verdict + done(steps, " undone", report.duration()) + page.place());
    page.table(table(steps)).line(total(steps, "now at version " + version));
    BackupText.saved(page, report.backup(), style);
    page.next("upgrade");
  }

  private static String upToDate(Page page, Report.Upgrade report) {
    String at =
        report.version() == null
            ? ", at no version"
            : " at version " + Phrases.oneLine(report.version());
    return page.environment() + " is up to date" + at + page.place() + ".";
  }

  private static String reached(Report.Upgrade report) {
    if (report.version() == null) {
      return "";
    }
    boolean versioned = report.applied().stream().anyMatch(step -> step.version() != null);
    return (versioned ? " to version " : ", still at version ") + Phrases.oneLine(report.version());
  }

  private static String done(List<Step> steps, String how, Duration duration) {
    String count = Phrases.count(steps.size(), "migration");
    return ": " + count + how + " in " + Phrases.duration(duration);
  }

  private static String total(List<Step> steps, String now) {
    int statements = steps.stream().mapToInt(Step::statementCount).sum();
    String migrations = Phrases.count(steps.size(), "migration");
    return migrations + ", " + Phrases.count(statements, "statement") + "; " + now;
  }

  private static Table table(List<Step> steps) {
    Table table = new Table("  ", "llllr");
    for (Step step : steps) {
      table.row(
          Paint.NONE,
          timings(step),
          Phrases.oneLine(Objects.requireNonNullElse(step.version(), "repeatable")),
          Phrases.shortened(step.description(), DESCRIPTION_WIDTH),
          Phrases.oneLine(Objects.requireNonNullElse(step.revision(), "")),
          Phrases.count(step.statementCount(), "statement"),
          Phrases.duration(step.duration()));
    }
    return table;
  }

  private static List<String> timings(Step step) {
    Table table = new Table("      ", "llr");
    for (Report.StatementTime statement : step.statements()) {
      table.row(
          Paint.NONE,
          Phrases.oneLine(statement.where()),
          Phrases.shortened(statement.summary(), SUMMARY_WIDTH),
          Phrases.duration(statement.duration()));
    }
    return table.lines(Style.PLAIN);
  }
}
