package dev.migrate.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.outcome.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRendererTest {

  private static void assertJson(String expected, Report report) {
    assertEquals(expected.stripTrailing(), JsonRenderer.render(report));
  }

  @Test
  void anUpgradeListsWhatWasApplied() {
    assertJson(
        """
        {
          "goal": "upgrade",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "applied": [
            {
              "version": "1",
              "revision": "ba4800daf143",
              "description": "create accounts",
              "statementCount": 3,
              "durationMillis": 12,
              "statements": []
            },
            {
              "version": "2",
              "revision": null,
              "description": "add email to accounts",
              "statementCount": 1,
              "durationMillis": 187,
              "statements": []
            },
            {
              "version": "3",
              "revision": "0c11d2f3a4b5",
              "description": "migrate balances",
              "statementCount": 3,
              "durationMillis": 1250,
              "statements": []
            },
            {
              "version": null,
              "revision": null,
              "description": "active accounts view",
              "statementCount": 1,
              "durationMillis": 5,
              "statements": []
            }
          ],
          "version": "3",
          "backup": null,
          "durationMillis": 1454,
          "notices": [
            "V3 has no undo file."
          ],
          "error": null
        }
        """,
        Reports.UPGRADE);
  }

  @Test
  void nothingToUpgradeIsAnOutcomeOfItsOwn() {
    assertJson(
        """
        {
          "goal": "upgrade",
          "outcome": "nothing",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "applied": [],
          "version": "3",
          "backup": null,
          "durationMillis": 9,
          "notices": [],
          "error": null
        }
        """,
        Reports.UP_TO_DATE);
  }

  @Test
  void aDowngradeToTheBeginningHasNoVersion() {
    assertJson(
        """
        {
          "goal": "downgrade",
          "outcome": "done",
          "operation": "op",
          "environment": "staging",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "undone": [
            {
              "version": "1",
              "revision": "ba4800daf143",
              "description": "create accounts",
              "statementCount": 1,
              "durationMillis": 12,
              "statements": []
            }
          ],
          "version": null,
          "backup": null,
          "durationMillis": 20,
          "error": null
        }
        """,
        Reports.DOWNGRADE);
  }

  @Test
  void currentCarriesSettingsWithOrigins() {
    assertJson(
        """
        {
          "goal": "current",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "version": "3",
          "revision": "0c11d2f3a4b5",
          "description": "migrate balances",
          "pendingCount": 2,
          "attention": [],
          "settings": [
            {
              "name": "url",
              "value": "jdbc:mysql://127.0.0.1:33061/app",
              "origin": "DATABASE_URL"
            },
            {
              "name": "password",
              "value": "(set)",
              "origin": "DATABASE_PASSWORD"
            },
            {
              "name": "tls",
              "value": "preferred",
              "origin": "default"
            }
          ],
          "error": null
        }
        """,
        Reports.CURRENT);
  }

  @Test
  void historyHasEveryKeyInEveryEntry() {
    assertJson(
        """
        {
          "goal": "history",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "migrations": [
            {
              "version": "1",
              "revision": "ba4800daf143",
              "description": "create accounts",
              "type": "SQL",
              "state": "applied",
              "installedOn": "2025-01-19T14:30:05.500Z",
              "installedBy": "app",
              "durationMillis": 12,
              "stands": null,
              "statements": []
            },
            {
              "version": "2",
              "revision": null,
              "description": "add email to accounts",
              "type": "SQL",
              "state": "out of order",
              "installedOn": "2025-01-19T14:30:05.500Z",
              "installedBy": "app",
              "durationMillis": 187,
              "stands": null,
              "statements": []
            },
            {
              "version": null,
              "revision": null,
              "description": "active accounts view",
              "type": "SQL",
              "state": "applied",
              "installedOn": "2025-01-19T14:30:05.500Z",
              "installedBy": "app",
              "durationMillis": 5,
              "stands": null,
              "statements": []
            },
            {
              "version": "3",
              "revision": "0c11d2f3a4b5",
              "description": "migrate balances",
              "type": "SQL",
              "state": "pending",
              "installedOn": null,
              "installedBy": null,
              "durationMillis": null,
              "stands": null,
              "statements": []
            }
          ],
          "error": null
        }
        """,
        Reports.HISTORY);
  }

  @Test
  void aBaselineHasVersionAndDescription() {
    assertJson(
        """
        {
          "goal": "baseline",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "version": "7",
          "description": "state before migrations",
          "files": [],
          "notices": [],
          "error": null
        }
        """,
        Reports.BASELINE);
  }

  @Test
  void validateListsItsFindings() {
    assertJson(
        """
        {
          "goal": "validate",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "findings": [
            {
              "code": "drift",
              "severity": "warning",
              "file": null,
              "line": null,
              "statement": "ALTER TABLE `tasks` DROP INDEX `by_hand`",
              "message": "index tasks.by_hand is of no migration",
              "fix": "put it into a migration"
            }
          ],
          "allowed": [],
          "grants": [
            {
              "goal": "backup",
              "statements": [
                "GRANT SELECT ON `shop`.* TO `ci`@`%`"
              ]
            }
          ],
          "notices": [],
          "error": null
        }
        """,
        Reports.VALIDATE);
  }

  @Test
  void repairListsItsChanges() {
    assertJson(
        """
        {
          "goal": "repair",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "changes": [
            "Removed the failed entry of version 4.",
            "Realigned the checksum of version 2."
          ],
          "error": null
        }
        """,
        Reports.REPAIR);
  }

  @Test
  void generateListsItsFiles() {
    assertJson(
        """
        {
          "goal": "generate",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": null,
          "server": null,
          "files": [
            "/project/src/main/resources/db/migration/V4__create_tasks_table.sql",
            "/project/src/main/resources/db/migration/U4__create_tasks_table.sql"
          ],
          "version": "4",
          "revision": "ba4800daf143",
          "changes": [],
          "proof": null,
          "shown": [],
          "notices": [
            "The message was turned into create_tasks_table."
          ],
          "error": null
        }
        """,
        Reports.GENERATE);
  }

  @Test
  void aMigrationFromADifferenceHasItsChangesAndWhatWasProved() {
    assertJson(
        """
        {
          "goal": "generate",
          "outcome": "done",
          "operation": "op",
          "environment": "development",
          "database": null,
          "server": null,
          "files": [
            "/project/src/main/resources/db/migration/V4__change_tasks.sql",
            "/project/src/main/resources/db/migration/U4__change_tasks.sql"
          ],
          "version": "4",
          "revision": "ba4800daf143",
          "changes": [
            {
              "kind": "add",
              "type": "table",
              "object": "users",
              "detail": "",
              "destructive": null
            },
            {
              "kind": "alter",
              "type": "column",
              "object": "tasks.title",
              "detail": "varchar(100) → varchar(200)",
              "destructive": null
            },
            {
              "kind": "drop",
              "type": "column",
              "object": "tasks.note",
              "detail": "",
              "destructive": "the values of note"
            }
          ],
          "proof": {
            "up": true,
            "undo": true,
            "again": true,
            "rows": 4,
            "server": "MySQL 9.7.4"
          },
          "shown": [],
          "notices": [],
          "error": null
        }
        """,
        Reports.AUTO);
  }

  @Test
  void aFailureHasTheWholeProblem() {
    assertJson(
        """
        {
          "goal": "upgrade",
          "outcome": "failed",
          "operation": "op",
          "environment": "staging",
          "database": "127.0.0.1:33061/app",
          "server": {
            "vendor": "MariaDB",
            "version": "11.4.5"
          },
          "error": {
            "code": "statement-failed",
            "problem": "Statement 3 of 5 of V2 failed: Unknown column 'e-mail'",
            "where": "V2__add_email.sql:9\\nUPDATE accounts SET e-mail = ''",
            "committed": "statements 1 and 2 of V2",
            "fix": "correct V2__add_email.sql, then run: mvn migrate:upgrade"
          }
        }
        """,
        Reports.FAILURE);
  }

  @Test
  void aRefusalWithoutAServerKeepsEveryKey() {
    Report report =
        new Report.Failure(
            new Run("upgrade", "op", "development", null, null),
            Report.Outcome.REFUSED,
            Problem.of("version-duplicate", "Two files have version 3: <a> & \"b\""));
    assertJson(
        """
        {
          "goal": "upgrade",
          "outcome": "refused",
          "operation": "op",
          "environment": "development",
          "database": null,
          "server": null,
          "error": {
            "code": "version-duplicate",
            "problem": "Two files have version 3: <a> & \\"b\\"",
            "where": null,
            "committed": null,
            "fix": null
          }
        }
        """,
        report);
  }

  @Test
  void everyReportHasTheEnvelope() {
    for (Report report : Reports.ALL) {
      JsonObject json = JsonParser.parseString(JsonRenderer.render(report)).getAsJsonObject();
      List<String> envelope =
          List.of("goal", "outcome", "operation", "environment", "database", "server", "error");
      assertTrue(json.keySet().containsAll(envelope), json.toString());
      assertEquals(report instanceof Report.Failure, !json.get("error").isJsonNull());
    }
  }

  @Test
  void embeddedStopNamesTheFolder() {
    String json = JsonRenderer.render(Reports.EMBEDDED_STOP);
    assertEquals(
        "/project/.migrate/embedded",
        JsonParser.parseString(json).getAsJsonObject().get("folder").getAsString());
    assertTrue(json.contains("\"outcome\": \"done\""), json);
  }

  @Test
  void backupsAndWhatCameOfThemAreToldWhole() {
    assertKeys(
        "[goal, outcome, operation, environment, database, server, file, bytes, rows, tableCount,"
            + " durationMillis, sha256, position, verified, removed, notices, error]",
        new Report.Backup(
            Reports.run("backup"),
            Path.of("a.sql.zst"),
            9,
            8,
            7,
            Duration.ofMillis(6),
            "ab",
            null,
            "parse",
            List.of(Path.of("old")),
            List.of()));
    assertKeys(
        "[goal, outcome, operation, environment, database, server, file, rows, tableCount,"
            + " durationMillis, notices, error]",
        new Report.Restore(
            Reports.run("restore"), Path.of("a"), "shop", 8, 7, Duration.ofMillis(6), List.of()));
    Report list =
        new Report.Backups(
            Reports.run("backups"),
            List.of(
                new Report.BackupEntry(
                    Path.of("a.sql"), "staging", Instant.EPOCH, "3", 10, 5L, "restore")),
            List.of());
    assertEquals(
        "{\"file\":\"a.sql\",\"environment\":\"staging\",\"createdAt\":\"1970-01-01T00:00:00Z\","
            + "\"version\":\"3\",\"bytes\":10,\"rows\":5,\"verified\":\"restore\"}",
        json(list).getAsJsonArray("backups").get(0).toString());
  }

  private static void assertKeys(String expected, Report report) {
    assertEquals(expected, json(report).keySet().toString());
  }

  private static JsonObject json(Report report) {
    return JsonParser.parseString(JsonRenderer.render(report)).getAsJsonObject();
  }
}
