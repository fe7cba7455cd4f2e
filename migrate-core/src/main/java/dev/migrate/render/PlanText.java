package dev.migrate.render;

import dev.migrate.Planned;
import dev.migrate.Report;
import dev.migrate.render.Style.Paint;
import dev.migrate.validate.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plan as a person reads it: what would run, what of it matters, how to get back. */
final class PlanText {

  private static final int SUMMARY_WIDTH = 64;
  private static final int DESCRIPTION_WIDTH = 60;

  private PlanText() {}

  static void plan(Page page, Report.Plan report) {
    if (report.migrations().isEmpty()) {
      page.line(
          (report.direction().equals("upgrade")
                  ? page.environment() + " is up to date"
                  : page.environment() + " has nothing to undo")
              + page.place()
              + ": nothing would run.");
      page.notices(report.notices());
      return;
    }
    page.verdict(Paint.STRONG, verdict(page, report));
    Table table = new Table("  ", "lllrl");
    for (Planned.Migration migration : report.migrations()) {
      page.line("  " + migration(migration));
    }
    report.statements().forEach(each -> statement(table, each));
    page.table(table);
    around(page, report);
    page.notices(report.notices());
    page.nextIs(String.valueOf(report.next()));
  }

  private static String verdict(Page page, Report.Plan report) {
    String goal = report.direction().equals("upgrade") ? "Upgrade" : "Downgrade";
    return goal
        + " of "
        + page.environment()
        + " would run "
        + Phrases.count(report.migrations().size(), "migration")
        + ", "
        + Phrases.count(report.statements().size(), "statement")
        + page.place();
  }

  private static String migration(Planned.Migration migration) {
    Integer count = migration.statementCount();
    String size =
        count == null
            ? "written in Java: what it does is not known"
            : Phrases.count(count, "statement");
    String done = migration.doneCount() == 0 ? "" : ", " + migration.doneCount() + " done already";
    return Phrases.oneLine(Objects.requireNonNullElse(migration.version(), "repeatable"))
        + "   "
        + Phrases.shortened(migration.description(), DESCRIPTION_WIDTH)
        + "   "
        + size
        + done;
  }

  private static void statement(Table table, Planned.Statement statement) {
    boolean bad = statement.failure() != null || statement.destructive() != null;
    table.row(
        bad ? Paint.BAD : Paint.NONE,
        below(statement),
        Phrases.oneLine(name(statement.file()) + ":" + statement.line()),
        Phrases.shortened(statement.sql(), SUMMARY_WIDTH),
        how(statement),
        size(statement),
        locks(statement));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static String how(Planned.Statement statement) {
    String algorithm = statement.algorithm();
    if (algorithm == null) {
      return statement.unknown() == null ? "" : "?";
    }
    boolean told = algorithm.equals("COPY") || !Boolean.TRUE.equals(statement.rebuild());
    return algorithm.toLowerCase(Locale.ROOT) + (told ? "" : ", rebuilds");
  }

  private static String locks(Planned.Statement statement) {
    return switch (Objects.requireNonNullElse(statement.lock(), "NONE")) {
      case "SHARED" -> "locks writes";
      case "EXCLUSIVE" -> "locks reads and writes";
      default -> "";
    };
  }

  private static String size(Planned.Statement statement) {
    Long rows = statement.rows();
    Long bytes = statement.bytes();
    return rows == null || bytes == null
        ? ""
        : "~" + Phrases.rows(rows) + ", " + Phrases.bytes(bytes);
  }

  private static List<String> below(Planned.Statement statement) {
    List<String> lines = new ArrayList<>();
    add(lines, "fails: ", statement.failure());
    add(lines, "loses: ", statement.destructive());
    add(lines, "not known: ", statement.unknown());
    add(lines, "took: ", statement.estimate() == null ? null : statement.estimate().text());
    if (statement.algorithm() != null && !statement.references().isEmpty()) {
      add(lines, "referred to by: ", String.join(", ", statement.references()));
    }
    for (Finding finding : statement.findings()) {
      add(lines, finding.code() + " " + finding.severity().text() + ": ", finding.message());
    }
    return lines;
  }

  private static void add(List<String> lines, String label, @Nullable String text) {
    if (text != null) {
      lines.add("      " + label + Phrases.oneLine(text));
    }
  }

  private static void around(Page page, Report.Plan report) {
    String on = report.triedOn();
    if (on != null) {
      page.line("Tried out on a copy without rows, " + on + ".");
    }
    page.list("Callback, not tried out: ", report.callbacks());
    if (!report.replicas().isEmpty()) {
      page.line("Replicas get the same: " + String.join(", ", report.replicas()));
    }
    Planned.Backup backup = report.backup();
    if (backup != null) {
      page.line("Backup first: " + backup(backup));
    }
    rollback(page, report.rollback());
    if (report.confirmed()) {
      page.line("To be confirmed by: -Dmigrate.confirm=" + Phrases.oneLine(report.confirm()));
    }
  }

  private static String backup(Planned.Backup backup) {
    Long bytes = backup.lastBytes();
    Instant at = backup.lastAt();
    Duration took = backup.lastDuration();
    String size = backup.source() + ", of " + Phrases.bytes(backup.databaseBytes()) + " of data";
    if (bytes == null || at == null) {
      return size;
    }
    return size
        + "; the last one, of "
        + at
        + ", has "
        + Phrases.bytes(bytes)
        + (took == null ? "" : " and took about " + Phrases.duration(took));
  }

  private static void rollback(Page page, Planned.Rollback rollback) {
    if (!rollback.reasons().isEmpty()) {
      page.line("Back again only by a restore:");
      rollback.reasons().forEach(reason -> page.line("  since " + Phrases.oneLine(reason)));
    } else {
      page.line("Back again:");
    }
    rollback.commands().forEach(command -> page.line("  " + Phrases.oneLine(command)));
  }
}
