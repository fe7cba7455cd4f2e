package dev.migrate.render;

import static dev.migrate.render.Reports.run;
import static dev.migrate.render.Reports.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.audit.AuditRow;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextRendererTest {

  private static void assertText(String expected, Report report) {
    assertEquals(expected.stripTrailing(), TextRenderer.render(report));
  }

  @Test
  void anUpgradeSaysVerdictMigrationsCountAndNextCommand() {
    assertText(
        """
        Upgraded development to version 3: 4 migrations in 1.5 s (MariaDB 11.4.5, 127.0.0.1:33061/app)
          1            create accounts         ba4800daf143   3 statements    12 ms
          2            add email to accounts                  1 statement    187 ms
          3            migrate balances        0c11d2f3a4b5   3 statements    1.3 s
          repeatable   active accounts view                   1 statement      5 ms
        4 migrations, 8 statements; now at version 3
        Notice: V3 has no undo file.
        Next: mvn migrate:current
        """,
        Reports.UPGRADE);
  }

  @Test
  void nothingToUpgradeIsOneCalmLine() {
    assertText(
        "development is up to date at version 3 (MariaDB 11.4.5, 127.0.0.1:33061/app).",
        Reports.UP_TO_DATE);
  }

  @Test
  void anUpgradeOfRepeatablesAloneStillSaysTheVersion() {
    Report report =
        new Report.Upgrade(
            run("upgrade"),
            List.of(step(null, null, "active accounts view", 1, 5)),
            "3",
            null,
            Duration.ofMillis(6),
            List.of());
    assertText(
        """
        Upgraded development, still at version 3: 1 migration in 6 ms (MariaDB 11.4.5, 127.0.0.1:33061/app)
          repeatable   active accounts view   1 statement   5 ms
        1 migration, 1 statement; now at version 3
        Next: mvn migrate:current
        """,
        report);
  }

  @Test
  void timingsAskedForAreListedBelowTheirMigration() {
    Report.Step step =
        new Report.Step(
            "1",
            "ba4800daf143",
            "create accounts",
            2,
            Duration.ofMillis(65_300),
            List.of(
                new Report.StatementTime(
                    "V1__create_accounts.sql:4",
                    "CREATE TABLE accounts (\n  id BIGINT",
                    Duration.ofMillis(65_000)),
                new Report.StatementTime(
                    "V1__create_accounts.sql:11", "INSERT INTO accounts", Duration.ofMillis(300))));
    Report report =
        new Report.Upgrade(
            run("upgrade"), List.of(step), "1", null, Duration.ofMillis(65_400), List.of());
    assertText(
        """
        Upgraded development to version 1: 1 migration in 1 min 05 s (MariaDB 11.4.5, 127.0.0.1:33061/app)
          1   create accounts   ba4800daf143   2 statements   1 min 05 s
              V1__create_accounts.sql:4    CREATE TABLE accounts ( id BIGINT   1 min 05 s
              V1__create_accounts.sql:11   INSERT INTO accounts                    300 ms
        1 migration, 2 statements; now at version 1
        Next: mvn migrate:current
        """,
        report);
  }

  @Test
  void aDowngradeNamesTheEnvironmentInTheNextCommand() {
    assertText(
        """
        Downgraded staging to version 0: 1 migration undone in 20 ms (MariaDB 11.4.5, 127.0.0.1:33061/app)
          1   create accounts   ba4800daf143   1 statement   12 ms
        1 migration, 1 statement; now at version 0
        Next: mvn migrate:upgrade -Dmigrate.environment=staging
        """,
        Reports.DOWNGRADE);
  }

  @Test
  void nothingToUndoIsOneCalmLine() {
    assertText(
        "development has nothing to undo at version 2 (MariaDB 11.4.5, 127.0.0.1:33061/app).",
        new Report.Downgrade(run("downgrade"), List.of(), "2", null, Duration.ZERO));
  }

  @Test
  void currentShowsWhereTheDatabaseStandsAndEverySettingsOrigin() {
    assertText(
        """
        development is at version 3, 2 pending (MariaDB 11.4.5, 127.0.0.1:33061/app)
          environment   development
          database      127.0.0.1:33061/app
          server        MariaDB 11.4.5
          version       3
          revision      0c11d2f3a4b5
          description   migrate balances
          pending       2
        Settings
          url        jdbc:mysql://127.0.0.1:33061/app   DATABASE_URL
          password   (set)                              DATABASE_PASSWORD
          tls        preferred                          default
        Next: mvn migrate:upgrade
        """,
        Reports.CURRENT);
  }

  @Test
  void whatNeedsAPersonComesBeforeTheFacts() {
    Report report =
        new Report.Current(
            run("current"), null, null, null, 0, List.of("Version 4 failed."), List.of());
    assertText(
        """
        development is at no version, nothing pending, needs attention (MariaDB 11.4.5, 127.0.0.1:33061/app)
        Attention: Version 4 failed.
          environment   development
          database      127.0.0.1:33061/app
          server        MariaDB 11.4.5
          version       none
          revision      none
          pending       0
        Next: mvn migrate:history
        """,
        report);
  }

  @Test
  void aFailedMigrationLeadsToWhatHasToBeDoneBeforeARepair() {
    Report report =
        new Report.History(
            run("history"),
            List.of(
                new Report.HistoryEntry(
                    "4", null, "add city", "SQL", "failed", null, null, Duration.ZERO, null)));
    assertTrue(TextRenderer.render(report).endsWith("Next: mvn migrate:current"));
  }

  @Test
  void historyIsATableWithStates() {
    assertText(
        """
        development: 2 applied, 1 out of order, 1 pending (MariaDB 11.4.5, 127.0.0.1:33061/app)
          version      description             revision       type   state          installed (UTC)       by      time
          1            create accounts         ba4800daf143   SQL    applied        2025-01-19 14:30:05   app    12 ms
          2            add email to accounts                  SQL    out of order   2025-01-19 14:30:05   app   187 ms
          repeatable   active accounts view                   SQL    applied        2025-01-19 14:30:05   app     5 ms
          3            migrate balances        0c11d2f3a4b5   SQL    pending        -                     -          -
        Next: mvn migrate:upgrade
        """,
        Reports.HISTORY);
  }

  @Test
  void aBaselineSaysTheDeclaredVersion() {
    assertText(
        """
        Declared development to be at version 7 (MariaDB 11.4.5, 127.0.0.1:33061/app)
          7   state before migrations
        Next: mvn migrate:upgrade
        """,
        Reports.BASELINE);
  }

  @Test
  void repairSaysWhatItChanged() {
    assertText(
        """
        Repaired the history of development: 2 changes (MariaDB 11.4.5, 127.0.0.1:33061/app)
          Removed the failed entry of version 4.
          Realigned the checksum of version 2.
        Next: mvn migrate:upgrade
        """,
        Reports.REPAIR);
  }

  @Test
  void embeddedStopSaysWhetherAServerWasRunning() {
    assertText("Stopped the embedded server in /project/.migrate/embedded.", Reports.EMBEDDED_STOP);
    assertText(
        "There is no embedded server running in .migrate.",
        new Report.EmbeddedStop(run("embedded-stop"), Path.of(".migrate"), false));
  }

  @Test
  void nothingToRepairIsOneCalmLine() {
    assertText(
        "The history of development needs no repair (MariaDB 11.4.5, 127.0.0.1:33061/app).",
        new Report.Repair(run("repair"), List.of()));
  }

  @Test
  void generatedFilesAreShownRelativeToTheProject() {
    assertEquals(
        """
        Generated version 4, revision ba4800daf143
          src/main/resources/db/migration/V4__create_tasks_table.sql
          src/main/resources/db/migration/U4__create_tasks_table.sql
        Notice: The message was turned into create_tasks_table.
        Next: mvn migrate:upgrade
        """
            .stripTrailing(),
        TextRenderer.render(Reports.GENERATE, new Style(false, Path.of("/project"))));
  }

  @Test
  void aRebaseShowsWhereEachFileWent() {
    assertEquals(
        """
        Rebased 1 migration onto cc5911ebf254, tried out on MariaDB 11.4.5
          src/main/resources/db/migration/V2__mine.sql
            is now src/main/resources/db/migration/V4__mine.sql
        Notice: Version 4 cannot be taken back: its undo was not tried out.
        Next: mvn migrate:upgrade
        """
            .stripTrailing(),
        TextRenderer.render(Reports.REBASE, new Style(false, Path.of("/project"))));
  }

  @Test
  void aMigrationFromADifferenceShowsEachChangeAndWhatWasProved() {
    assertEquals(
        """
        Generated version 4, revision ba4800daf143
          + table users
          ~ column tasks.title  varchar(100) → varchar(200)
          - column tasks.note  (loses the values of note)
        Proved on MySQL 9.7.4: up, undo, up again, with 4 sample rows
          src/main/resources/db/migration/V4__change_tasks.sql
          src/main/resources/db/migration/U4__change_tasks.sql
        Next: mvn migrate:upgrade
        """
            .stripTrailing(),
        TextRenderer.render(Reports.AUTO, new Style(false, Path.of("/project"))));
  }

  @Test
  void nothingToGenerateIsOneCalmLine() {
    assertText("Nothing to generate: all that is wanted is there.", Reports.AUTO_NOTHING);
  }

  @Test
  void aFailureSaysWhatFailedFirstAndTheFixLast() {
    assertText(
        """
        migrate:upgrade on staging failed: Statement 3 of 5 of V2 failed: Unknown column 'e-mail'
          at: V2__add_email.sql:9
          UPDATE accounts SET e-mail = ''
          already done: statements 1 and 2 of V2
          fix: correct V2__add_email.sql, then run: mvn migrate:upgrade
        """,
        Reports.FAILURE);
  }

  @Test
  void aRefusalBeforeAnythingIsKnownNamesOnlyTheGoal() {
    Report report =
        new Report.Failure(
            new Run("upgrade", "op", "", null, null),
            Report.Outcome.REFUSED,
            Problem.of("environment-unknown", "There is no environment prodution."));
    assertText("migrate:upgrade refused: There is no environment prodution.", report);
  }

  @Test
  void environmentsStandSideBySideAndThoseNobodyReachesAreNamedWithTheReason() {
    assertText(
        """
        3 environments: 1 not reached, 1 with pending migrations, 1 in need of attention
          environment   database              server           version   revision       pending   drift   installed (UTC)    backup (UTC)                          attention
          development   127.0.0.1:33061/app   MariaDB 11.4.5   3         ba4800daf143         0       0   1970-01-01 00:00   none                                  0
          staging       db:3306/app           MySQL 9.7.4      2                              1       ?   1970-01-01 00:00   1970-01-01 00:00, verified by parse   2
          production    far:3306/app          not reached
        production: No server answers.
          at: far:3306
        staging: drift is not known: its server is MySQL 9.7.4, the scratch server MariaDB 11.4.5
        Next: mvn migrate:current -Dmigrate.environment=staging
        """,
        Reports.COMPARE);
  }

  @Test
  void aDescriptionFromTheDatabaseCannotBreakTheLayout() {
    Report report =
        new Report.Upgrade(
            run("upgrade"),
            List.of(
                step("1", "a\u009b2J", "one\r\ntwo\u001b[31m\tthree\u202e" + "x".repeat(99), 0, 0)),
            "1\n2",
            null,
            Duration.ZERO,
            List.of("a\nb"));
    String text = TextRenderer.render(report);
    assertEquals(5, text.lines().count(), text);
    assertFalse(text.matches("(?s).*[\\p{Cc}\\p{Cf}&&[^\\n]].*"), text);
    assertTrue(text.contains("  1   one two [31m three xxx"), text);
    assertTrue(text.lines().allMatch(line -> line.length() < 120), text);
  }

  @Test
  void coloursOnlyEmphasise() {
    for (Report report : Reports.ALL) {
      String coloured = TextRenderer.render(report, new Style(true, null));
      String plain = TextRenderer.render(report);
      assertFalse(plain.contains("\u001b"), plain);
      assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }
    assertTrue(
        TextRenderer.render(Reports.FAILURE, new Style(true, null)).startsWith("\u001b[1;31m"));
  }

  @Test
  void everyKindOfReportHasATextHere() {
    assertEquals(
        List.of(Report.class.getPermittedSubclasses()).stream()
            .map(Class::getSimpleName)
            .collect(Collectors.toSet()),
        Reports.ALL.stream().map(r -> r.getClass().getSimpleName()).collect(Collectors.toSet()));
  }

  @Test
  void durationsReadAsPeopleSayThem() {
    assertEquals("0 ms", Phrases.duration(Duration.ofNanos(999_999)));
    assertEquals("999 ms", Phrases.duration(Duration.ofMillis(999)));
    assertEquals("1.4 s", Phrases.duration(Duration.ofMillis(1_400)));
    assertEquals("59.9 s", Phrases.duration(Duration.ofMillis(59_949)));
    assertEquals("1 min 00 s", Phrases.duration(Duration.ofMillis(59_950)));
    assertEquals("2 min 05 s", Phrases.duration(Duration.ofSeconds(125)));
    assertEquals("1 h 00 min", Phrases.duration(Duration.ofMillis(3_599_800)));
    assertEquals("26 h 03 min", Phrases.duration(Duration.ofMinutes(26 * 60 + 3)));
  }

  @Test
  void theBackupBeforeAChangeIsNamed() {
    Report report =
        new Report.Downgrade(
            run("downgrade"),
            List.of(step("3", null, "x", 1, 5)),
            "2",
            new Report.Saved(
                java.nio.file.Path.of("backups/staging/a.sql.zst"),
                null,
                14_250_000L,
                "ab",
                "parse"),
            Duration.ofMillis(9));
    assertTrue(
        TextRenderer.render(report)
            .contains("Backup before it: backups/staging/a.sql.zst (14.3 MB, verified: parse)"),
        TextRenderer.render(report));
  }

  @Test
  void anExternalBackupIsNamedByItsIdentifier() {
    Report report =
        new Report.Upgrade(
            run("upgrade"),
            List.of(step("3", null, "x", 1, 5)),
            "3",
            new Report.Saved(null, "snap-1", null, null, null),
            Duration.ofMillis(9),
            List.of());
    assertTrue(TextRenderer.render(report).contains("Backup before it: snap-1 (external)"));
  }

  @Test
  void backupsAreListedWithWhatIsKnownOfThem() {
    assertText(
        """
        2 backups
          environment   taken (UTC)           version     size    rows   verified   file
          staging       2026-11-22 10:15:00   3         1.3 GB   1,234   parse      b/s/x.sql.zst
          production                                      12 B           no         b/p/y.sql.enc
        Notice: y cannot be read.
        """,
        new Report.Backups(
            run("backups"),
            List.of(
                new Report.BackupEntry(
                    java.nio.file.Path.of("b/s/x.sql.zst"),
                    "staging",
                    java.time.Instant.parse("2026-11-22T10:15:00Z"),
                    "3",
                    1_312_345_678L,
                    1234L,
                    "parse"),
                new Report.BackupEntry(
                    java.nio.file.Path.of("b/p/y.sql.enc"),
                    "production",
                    null,
                    null,
                    12,
                    null,
                    null)),
            List.of("y cannot be read.")));
  }

  @Test
  void statementsThatAnAuditRowHasNotKeptAreCounted() {
    String statements = "[{\"where\":\"V1.sql:1\"},{\"omitted\":41},{\"where\":\"V1.sql:43\"}]";
    AuditRow row = new AuditRow(2, Map.of("statements", statements), "aa", "bb", "SHA-256");
    String text = TextRenderer.render(new Report.Audit(run("history"), List.of(row), List.of()));
    assertTrue(text.contains("43, 41 of them not kept"), text);
  }
}
