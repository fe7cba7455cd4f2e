package dev.migrate.render;

import dev.migrate.Report;
import dev.migrate.render.Style.Paint;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Backups, as a person reads of them. */
final class BackupText {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BackupText() {}

  /** The line that names the backup taken before a change. */
  static void saved(Page page, Report.@Nullable Saved saved, Style style) {
    if (saved == null) {
      return;
    }
    String what =
        saved.file() == null
            ? Phrases.oneLine(Objects.requireNonNullElse(saved.identifier(), "")) + " (external)"
            : Phrases.oneLine(style.path(saved.file()))
                + " ("
                + (saved.bytes() == null ? "" : Phrases.bytes(saved.bytes()) + ", ")
                + "verified: "
                + saved.verified()
                + ")";
    page.line("Backup before it: " + what);
  }

  static void backup(Page page, Report.Backup report, Style style) {
    page.verdict(
        Paint.GOOD,
        "Backed up "
            + page.environment()
            + ": "
            + Phrases.count(report.tableCount(), "table")
            + ", "
            + Phrases.rows(report.rows())
            + " in "
            + Phrases.duration(report.duration())
            + page.place());
    Table table = new Table("  ", "ll");
    table.row(Paint.NONE, "file", Phrases.oneLine(style.path(report.file())));
    table.row(Paint.NONE, "size", Phrases.bytes(report.bytes()));
    table.row(Paint.NONE, "sha256", report.sha256());
    table.row(
        Paint.NONE,
        "position",
        Phrases.oneLine(Objects.requireNonNullElse(report.position(), "unknown")));
    table.row(Paint.NONE, "verified", report.verified());
    page.table(table);
    report.removed().forEach(file -> page.line("Removed " + Phrases.oneLine(style.path(file))));
    page.notices(report.notices()).next("backups");
  }

  static void restore(Page page, Report.Restore report, Style style) {
    page.verdict(
        Paint.GOOD,
        "Restored "
            + Phrases.oneLine(report.database())
            + " from "
            + Phrases.oneLine(style.path(report.file()))
            + ": "
            + Phrases.count(report.tableCount(), "table")
            + ", "
            + Phrases.rows(report.rows())
            + " in "
            + Phrases.duration(report.duration())
            + page.place());
    page.notices(report.notices()).next("current");
  }

  static void backups(Page page, Report.Backups report, Style style) {
    if (report.backups().isEmpty()) {
      page.line("There are no backups.").notices(report.notices()).next("backup");
      return;
    }
    page.verdict(Paint.GOOD, Phrases.count(report.backups().size(), "backup"));
    Table table = new Table("  ", "lllrrll");
    table.row(
        Paint.STRONG, "environment", "taken (UTC)", "version", "size", "rows", "verified", "file");
    report.backups().forEach(entry -> row(table, entry, style));
    page.table(table).notices(report.notices());
  }

  private static void row(Table table, Report.BackupEntry entry, Style style) {
    table.row(
        Paint.NONE,
        Phrases.oneLine(entry.environment()),
        entry.createdAt() == null ? "" : UTC.format(entry.createdAt()),
        Phrases.oneLine(Objects.requireNonNullElse(entry.version(), "")),
        Phrases.bytes(entry.bytes()),
        entry.rows() == null ? "" : String.format(Locale.ROOT, "%,d", entry.rows()),
        Objects.requireNonNullElse(entry.verified(), "no"),
        Phrases.oneLine(style.path(entry.file())));
  }
}
