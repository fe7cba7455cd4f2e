package dev.migrate.render.page;

import dev.migrate.Overview;
import dev.migrate.Report.BackupEntry;
import dev.migrate.render.Phrases;
import java.util.List;

/** The environment's backups. */
final class Backups {

  private final Sheet sheet;
  private final Html html;

  Backups(Sheet sheet) {
    this.sheet = sheet;
    this.html = sheet.html();
  }

  void write(Overview overview) {
    List<BackupEntry> backups = overview.backups();
    sheet.section("backups", "Backups", lead(backups));
    if (backups.isEmpty()) {
      sheet.empty("There are no backups of this environment.", sheet.command("backup"));
    } else {
      sheet.table(
          "files",
          "Backups, newest first",
          "taken",
          "verified",
          "version",
          "#size",
          "#rows",
          "file");
      backups.forEach(this::row);
      sheet.endTable();
    }
    sheet.endSection();
  }

  private String lead(List<BackupEntry> backups) {
    if (backups.isEmpty()) {
      return "";
    }
    long bytes = backups.stream().mapToLong(BackupEntry::bytes).sum();
    BackupEntry newest = backups.get(0);
    return Phrases.count(backups.size(), "backup")
        + ", "
        + Phrases.bytes(bytes)
        + (newest.createdAt() == null ? "" : "; the newest " + sheet.ago(newest.createdAt()))
        + ".";
  }

  private void row(BackupEntry backup) {
    html.open("tr");
    String value = backup.createdAt() == null ? "" : backup.createdAt().toString();
    html.open("th", "scope", "row", "data-value", value);
    sheet.time(backup.createdAt());
    html.close("th").open("td");
    Environments.verified(sheet, backup.verified());
    html.close("td").open("td");
    sheet.textOrNone(backup.version());
    html.close("td");
    sheet.bytes(backup.bytes());
    sheet.count(backup.rows());
    html.open("td").element("code", backup.file().toString()).close("td").close("tr");
  }
}
