package dev.migrate.render;

import dev.migrate.Report;
import dev.migrate.outcome.Problem;
import dev.migrate.render.Style.Paint;

/**
 * Reports as a person reads them: verdict first, then a line for each migration, a closing count,
 * and the next command. Nothing to do is one line.
 */
public final class TextRenderer {

  private TextRenderer() {}

  /** The report without colours, files as they are. */
  public static String render(Report report) {
    return render(report, Style.PLAIN);
  }

  /** The report as lines separated by {@code \n}, without one at the end. */
  public static String render(Report report, Style style) {
    Page page = new Page(style, report.run());
    if (report instanceof Report.Upgrade upgrade) {
      ChangeText.upgrade(page, upgrade, style);
    } else if (report instanceof Report.Downgrade downgrade) {
      ChangeText.downgrade(page, downgrade, style);
    } else if (report instanceof Report.Plan plan) {
      PlanText.plan(page, plan);
    } else if (report instanceof Report.Current current) {
      StateText.current(page, current);
    } else if (report instanceof Report.Compare compare) {
      PlaceText.compare(page, compare);
    } else if (report instanceof Report.History history) {
      StateText.history(page, history);
    } else if (report instanceof Report.Audit audit) {
      AuditText.text(page, audit);
    } else if (report instanceof Report.Baseline baseline) {
      baseline(page, baseline, style);
    } else if (report instanceof Report.Validate validate) {
      ValidateText.validate(page, validate, style);
    } else if (report instanceof Report.Explanation explanation) {
      ValidateText.explanation(page, explanation);
    } else if (report instanceof Report.Repair repair) {
      repair(page, repair);
    } else if (report instanceof Report.Generate generate) {
      GenerateText.generate(page, generate, style);
    } else if (report instanceof Report.Rebase rebase) {
      rebase(page, rebase, style);
    } else if (report instanceof Report.Backup backup) {
      BackupText.backup(page, backup, style);
    } else if (report instanceof Report.Restore restore) {
      BackupText.restore(page, restore, style);
    } else if (report instanceof Report.Backups backups) {
      BackupText.backups(page, backups, style);
    } else if (report instanceof Report.Page overview) {
      OverviewText.page(page, overview, style);
    } else if (report instanceof Report.EmbeddedStop stop) {
      embeddedStop(page, stop, style);
    } else if (report instanceof Report.Failure failure) {
      failure(page, failure);
    } else {
      throw new IllegalArgumentException("no text for " + report.getClass().getName());
    }
    return page.text();
  }

  private static void baseline(Page page, Report.Baseline report, Style style) {
    String version = Phrases.oneLine(report.version());
    page.verdict(
        Paint.GOOD,
        "Declared " + page.environment() + " to be at version " + version + page.place());
    page.table(
        new Table("  ", "ll")
            .row(Paint.NONE, version, Phrases.shortened(report.description(), 60)));
    report.files().forEach(file -> page.line("  " + Phrases.oneLine(style.path(file))));
    page.notices(report.notices());
    page.next("upgrade");
  }

  private static void repair(Page page, Report.Repair report) {
    if (report.changes().isEmpty()) {
      page.line("The history of " + page.environment() + " needs no repair" + page.place() + ".");
      return;
    }
    page.verdict(
        Paint.GOOD,
        "Repaired the history of "
            + page.environment()
            + ": "
            + Phrases.count(report.changes().size(), "change")
            + page.place());
    report.changes().forEach(change -> page.line("  " + Phrases.oneLine(change)));
    page.next("upgrade");
  }

  private static void rebase(Page page, Report.Rebase report, Style style) {
    if (report.moved().isEmpty()) {
      page.line("No two migrations revise the same one" + page.place() + ": nothing to rebase.");
      return;
    }
    page.verdict(
        Paint.GOOD,
        "Rebased "
            + Phrases.count(report.moved().size(), "migration")
            + " onto "
            + report.moved().get(0).revises()
            + ", tried out on "
            + report.server());
    for (Report.Moved moved : report.moved()) {
      page.line("  " + Phrases.oneLine(style.path(moved.from())));
      page.line("    is now " + Phrases.oneLine(style.path(moved.to())));
    }
    page.notices(report.notices());
    page.next("upgrade");
  }

  private static void embeddedStop(Page page, Report.EmbeddedStop report, Style style) {
    String folder = Phrases.oneLine(style.path(report.folder()));
    page.line(
        report.running()
            ? "Stopped the embedded server in " + folder + "."
            : "There is no embedded server running in " + folder + ".");
  }

  private static void failure(Page page, Report.Failure report) {
    String ended = report.outcome() == Report.Outcome.REFUSED ? "refused" : "failed";
    String on = page.environment().isEmpty() ? "" : " on " + page.environment();
    String subject = "migrate:" + report.run().goal() + on + " " + ended;
    Problem problem = report.problem();
    page.verdict(Paint.BAD, subject + ": " + Phrases.lines(problem.text()));
  }
}
