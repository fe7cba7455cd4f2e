package dev.migrate.render;

import dev.migrate.Planned;
import dev.migrate.Report;
import dev.migrate.Run;
import dev.migrate.server.ServerVersion;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A plan, as the goal makes it. */
final class PlanReport {

  private static final String FILE = "db/migration/V4__orders.sql";

  static final Report.Plan PLAN =
      new Report.Plan(
          new Run(
              "plan",
              "op",
              "production",
              "127.0.0.1:33061/app",
              ServerVersion.parse("11.4.5-MariaDB-log")),
          "upgrade",
          "shop:0123456789abcdef",
          true,
          "mvn migrate:upgrade -Dmigrate.environment=production"
              + " -Dmigrate.confirm=shop:0123456789abcdef",
          List.of(
              new Planned.Migration("4", "ba4800daf143", "orders", "SQL", FILE, 2, 1),
              new Planned.Migration("5", null, "fill", "JDBC", "db.migration.V5__fill", null, 0)),
          List.of(
              new Planned.Statement(
                  FILE,
                  3,
                  "ALTER TABLE orders\n  MODIFY note VARCHAR(5)",
                  "ALTER TABLE orders\n  MODIFY note VARCHAR(5)",
                  "ddl",
                  List.of("table orders"),
                  "COPY",
                  "SHARED",
                  true,
                  1_234_567L,
                  1_200_000_000L,
                  List.of("items"),
                  "texts longer than 5 of orders.note",
                  null,
                  null,
                  List.of(
                      new Finding(
                          "L401",
                          Severity.WARNING,
                          FILE,
                          3,
                          "ALTER TABLE orders",
                          "It copies the table orders.",
                          "widen it later"))),
              new Planned.Statement(
                  FILE,
                  5,
                  "CALL refill()",
                  "CALL refill()",
                  "call",
                  List.of(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  List.of(),
                  null,
                  null,
                  "it is not tried out",
                  List.of())),
          List.of("afterMigrate: afterMigrate.sql"),
          new Planned.Rollback(
              "restore",
              List.of("mvn migrate:restore -Dmigrate.file=FILE"),
              List.of("V5 is written in Java")),
          new Planned.Backup(
              "whole",
              2_500_000_000L,
              400_000_000L,
              Instant.parse("2026-11-20T02:00:00Z"),
              Duration.ofSeconds(75)),
          List.of("db2:3306"),
          "MySQL 9.7.4",
          List.of("V4 has no undo file."));

  private PlanReport() {}
}
