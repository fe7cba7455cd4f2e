package dev.migrate.render;

import dev.migrate.Place;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.audit.AuditRow;
import dev.migrate.environment.Setting;
import dev.migrate.outcome.Problem;
import dev.migrate.render.page.Overviews;
import dev.migrate.server.ServerVersion;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Rule;
import dev.migrate.validate.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One report of each kind, as the goals make them. */
final class Reports {

  static final Report.Upgrade UPGRADE =
      new Report.Upgrade(
          run("upgrade"),
          List.of(
              step("1", "ba4800daf143", "create accounts", 3, 12),
              step("2", null, "add email to accounts", 1, 187),
              step("3", "0c11d2f3a4b5", "migrate balances", 3, 1_250),
              step(null, null, "active accounts view", 1, 5)),
          "3",
          null,
          Duration.ofMillis(1_454),
          List.of("V3 has no undo file."));

  static final Report.Upgrade UP_TO_DATE =
      new Report.Upgrade(run("upgrade"), List.of(), "3", null, Duration.ofMillis(9), List.of());

  static final Report.Downgrade DOWNGRADE =
      new Report.Downgrade(
          run("downgrade", "staging"),
          List.of(step("1", "ba4800daf143", "create accounts", 1, 12)),
          null,
          null,
          Duration.ofMillis(20));

  static final Report.Current CURRENT =
      new Report.Current(
          run("current"),
          "3",
          "0c11d2f3a4b5",
          "migrate balances",
          2,
          List.of(),
          List.of(
              new Setting("url", "jdbc:mysql://127.0.0.1:33061/app", "DATABASE_URL"),
              new Setting("password", "(set)", "DATABASE_PASSWORD"),
              new Setting("tls", "preferred", "default")));

  static final Report.Audit AUDIT =
      new Report.Audit(
          run("history"),
          List.of(
              new AuditRow(
                  1,
                  Map.of("at", "2026-11-22 14:30:00.000000", "goal", "upgrade", "phase", "BEGUN"),
                  "00",
                  "aa",
                  "SHA-256")),
          List.of());

  static final Report.History HISTORY =
      new Report.History(
          run("history"),
          List.of(
              entry("1", "ba4800daf143", "create accounts", "SQL", "applied", 12),
              entry("2", null, "add email to accounts", "SQL", "out of order", 187),
              entry(null, null, "active accounts view", "SQL", "applied", 5),
              entry("3", "0c11d2f3a4b5", "migrate balances", "SQL", "pending", null)));

  static final Report.Validate VALIDATE =
      new Report.Validate(
          run("validate"),
          List.of(
              new Finding(
                  "drift",
                  Severity.WARNING,
                  null,
                  null,
                  "ALTER TABLE `tasks` DROP INDEX `by_hand`",
                  "index tasks.by_hand is of no migration",
                  "put it into a migration")),
          List.of(),
          List.of(new Report.Grants("backup", List.of("GRANT SELECT ON `shop`.* TO `ci`@`%`"))),
          List.of());

  static final Report.Baseline BASELINE =
      new Report.Baseline(run("baseline"), "7", "state before migrations", List.of(), List.of());

  static final Report.Repair REPAIR =
      new Report.Repair(
          run("repair"),
          List.of(
              "Removed the failed entry of version 4.", "Realigned the checksum of version 2."));

  static final Report.Generate GENERATE =
      new Report.Generate(
          new Run("generate", "op", "development", null, null),
          List.of(
              Path.of("/project/src/main/resources/db/migration/V4__create_tasks_table.sql"),
              Path.of("/project/src/main/resources/db/migration/U4__create_tasks_table.sql")),
          "4",
          "ba4800daf143",
          List.of(),
          null,
          List.of(),
          List.of("The message was turned into create_tasks_table."));

  static final Report.Rebase REBASE =
      new Report.Rebase(
          new Run("rebase", "op", "development", null, null),
          List.of(
              new Report.Moved(
                  Path.of("/project/src/main/resources/db/migration/V2__mine.sql"),
                  Path.of("/project/src/main/resources/db/migration/V4__mine.sql"),
                  "4",
                  "ba4800daf143",
                  "cc5911ebf254")),
          "MariaDB 11.4.5",
          List.of("Version 4 cannot be taken back: its undo was not tried out."));

  static final Report.Generate AUTO =
      new Report.Generate(
          new Run("generate", "op", "development", null, null),
          List.of(
              Path.of("/project/src/main/resources/db/migration/V4__change_tasks.sql"),
              Path.of("/project/src/main/resources/db/migration/U4__change_tasks.sql")),
          "4",
          "ba4800daf143",
          List.of(
              new Report.SchemaChange("add", "table", "users", "", null),
              new Report.SchemaChange(
                  "alter", "column", "tasks.title", "varchar(100) → varchar(200)", null),
              new Report.SchemaChange("drop", "column", "tasks.note", "", "the values of note")),
          new Report.Proved(true, true, true, 4, "MySQL 9.7.4"),
          List.of(),
          List.of());

  static final Report.Generate AUTO_NOTHING =
      new Report.Generate(
          new Run("generate", "op", "development", null, null),
          List.of(),
          null,
          null,
          List.of(),
          null,
          List.of(),
          List.of());

  static final Report.Explanation EXPLANATION =
      new Report.Explanation(
          run("validate"),
          new Rule("D103", Severity.WARNING, "a column is dropped"),
          "# D103: a column is dropped");

  static final Report.EmbeddedStop EMBEDDED_STOP =
      new Report.EmbeddedStop(
          new Run("embedded-stop", "op", "development", null, null),
          Path.of("/project/.migrate/embedded"),
          true);

  static final Report.Failure FAILURE =
      new Report.Failure(
          run("upgrade", "staging"),
          Report.Outcome.FAILED,
          Problem.of("statement-failed", "Statement 3 of 5 of V2 failed: Unknown column 'e-mail'")
              .at("V2__add_email.sql:9\nUPDATE accounts SET e-mail = ''")
              .committed("statements 1 and 2 of V2")
              .fix("correct V2__add_email.sql, then run: mvn migrate:upgrade"));

  static final Report.Backup BACKUP =
      new Report.Backup(
          run("backup"),
          Path.of("/project/backups/development/20261122_101500_app_3.sql.zst"),
          9_000,
          1_234,
          7,
          Duration.ofMillis(640),
          "ab12",
          "binlog.000003:157",
          "parse",
          List.of(Path.of("/project/backups/development/20261101_101500_app_2.sql.zst")),
          List.of());

  static final Report.Restore RESTORE =
      new Report.Restore(
          run("restore"),
          Path.of("/project/backups/development/20261122_101500_app_3.sql.zst"),
          "app",
          1_234,
          7,
          Duration.ofMillis(640),
          List.of("Everything is as it was"));

  static final Report.Backups BACKUPS =
      new Report.Backups(
          run("backups"),
          List.of(
              new Report.BackupEntry(
                  BACKUP.file(), "development", Instant.EPOCH, "3", 9_000, 1_234L, "parse")),
          List.of());

  static final Report.Compare COMPARE =
      new Report.Compare(
          run("current"),
          List.of(
              new Place(
                  "development",
                  "127.0.0.1:33061/app",
                  ServerVersion.parse("11.4.5-MariaDB-log"),
                  "3",
                  "ba4800daf143",
                  Instant.EPOCH,
                  0,
                  0,
                  0,
                  null,
                  null,
                  null,
                  0,
                  null),
              new Place(
                  "staging",
                  "db:3306/app",
                  ServerVersion.parse("9.7.4"),
                  "2",
                  null,
                  Instant.EPOCH,
                  1,
                  0,
                  null,
                  "its server is MySQL 9.7.4, the scratch server MariaDB 11.4.5",
                  Instant.EPOCH,
                  "parse",
                  2,
                  null),
              Place.unreached(
                  "production",
                  "far:3306/app",
                  Problem.of("server-unreachable", "No server answers.").at("far:3306"))));

  static final Report.Page PAGE =
      new Report.Page(
          run("report"), Overviews.shop(), List.of(Path.of("/p/target/migrate/report.html")));

  static final List<Report> ALL =
      List.of(
          UPGRADE,
          UP_TO_DATE,
          DOWNGRADE,
          PlanReport.PLAN,
          CURRENT,
          COMPARE,
          HISTORY,
          AUDIT,
          BASELINE,
          VALIDATE,
          REPAIR,
          GENERATE,
          REBASE,
          EMBEDDED_STOP,
          EXPLANATION,
          BACKUP,
          RESTORE,
          BACKUPS,
          PAGE,
          FAILURE);

  private Reports() {}

  static Run run(String goal) {
    return run(goal, "development");
  }

  static Run run(String goal, String environment) {
    return new Run(
        goal, "op", environment, "127.0.0.1:33061/app", ServerVersion.parse("11.4.5-MariaDB-log"));
  }

  static Report.Step step(
      @Nullable String version,
      @Nullable String revision,
      String description,
      int statementCount,
      long millis) {
    return new Report.Step(
        version, revision, description, statementCount, Duration.ofMillis(millis), List.of());
  }

  private static Report.HistoryEntry entry(
      @Nullable String version,
      @Nullable String revision,
      String description,
      String type,
      String state,
      @Nullable Integer millis) {
    return new Report.HistoryEntry(
        version,
        revision,
        description,
        type,
        state,
        millis == null ? null : Instant.parse("2025-01-19T14:30:05.5Z"),
        millis == null ? null : "app",
        millis == null ? null : Duration.ofMillis(millis),
        null);
  }
}
