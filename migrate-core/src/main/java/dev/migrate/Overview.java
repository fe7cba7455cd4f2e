package dev.migrate;

import dev.migrate.audit.AuditRow;
import dev.migrate.report.Diagram;
import dev.migrate.report.IndexFacts;
import dev.migrate.report.TableFacts;
import dev.migrate.validate.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report page tells of a database.
 *
 * @param at when it was looked at
 * @param project what it is called
 * @param places the environments, in the project's order; the first of them is not always the run's
 *     own
 * @param timeline what was applied, oldest first, then what is pending; where the database was not
 *     reached, all migrations there are, their state unknown
 * @param tables by name; none of the tool's own
 * @param backups of the environment, newest first
 * @param audit the newest rows, newest first
 * @param auditFindings what shows that the audit is not as it was written
 * @param findings of validate
 * @param notices what could not be looked at, and why
 */
public record Overview(
    Instant at,
    String project,
    List<Place> places,
    List<Moment> timeline,
    List<TableFacts> tables,
    IndexFacts indexes,
    List<Report.BackupEntry> backups,
    List<AuditRow> audit,
    List<Finding> auditFindings,
    List<Finding> findings,
    Diagram diagram,
    List<String> notices) {

  public Overview {
    places = List.copyOf(places);
    timeline = List.copyOf(timeline);
    tables = List.copyOf(tables);
    backups = List.copyOf(backups);
    audit = List.copyOf(audit);
    auditFindings = List.copyOf(auditFindings);
    findings = List.copyOf(findings);
    notices = List.copyOf(notices);
  }

  /**
   * A migration in the timeline.
   *
   * @param migration as {@code history} tells it
   * @param statements what was kept of its statements; empty for none
   */
  public record Moment(Report.HistoryEntry migration, List<Timed> statements) {

    /** Keeps a copy of the list. */
    public Moment {
      statements = List.copyOf(statements);
    }
  }

  /**
   * A statement that was executed, or several that were committed together.
   *
   * @param line of the last one
   * @param summary its beginning, without secrets
   * @param duration null where it is not known
   * @param table whose sizes are told; null for none
   * @param rowsBefore about; null where not known
   * @param rowsAfter about; null where not known
   * @param bytesBefore data and indexes; null where not known
   * @param bytesAfter data and indexes; null where not known
   */
  public record Timed(
      String file,
      int line,
      String summary,
      @Nullable Duration duration,
      @Nullable String table,
      @Nullable Long rowsBefore,
      @Nullable Long rowsAfter,
      @Nullable Long bytesBefore,
      @Nullable Long bytesAfter) {}
}
