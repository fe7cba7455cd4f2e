package dev.migrate;

import dev.migrate.audit.AuditRow;
import dev.migrate.audit.AuditTable;
import dev.migrate.audit.Seal;
import dev.migrate.environment.Environment;
import dev.migrate.history.History;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.MigrateException;
import dev.migrate.validate.Finding;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers what a page tells of a database, and changes nothing. A part that cannot be had is a
 * notice; the others are told all the same.
 */
final class ReportRun {

  /** As many as a person looks through. */
  private static final int AUDIT_ROWS = 200;

  private final Environment environment;
  private final String project;
  private final Supplier<List<Place>> places;
  private final Instant now = Instant.now();
  private final Notes notes = new Notes();

  /**
   * A report.
   *
   * @param project what it is called
   * @param places the project's environments, looked at when they are asked for
   */
  ReportRun(Environment environment, String project, Supplier<List<Place>> places) {
    this.environment = environment;
    this.project = project;
    this.places = places;
  }

  /** What there is to tell without the database. */
  Overview unreachable(Run run, MigrateException reason) {
    notes.add("The database was not looked at. " + reason.problem().problem());
    Report.Validate files =
        Validation.unreachable(run, environment, reason, ValidateRequest.PENDING);
    List<Overview.Moment> timeline =
        notes.attempt("The migrations were not read", List.of(), this::files);
    return overview(DatabaseLook.NOTHING, timeline, List.of(), List.of(), files.findings());
  }

  /** The migrations there are, whatever became of them. */
  private List<Overview.Moment> files() {
    String name = environment.embedded().database();
    Migrations migrations =
        Migrations.load(
            environment.flyway(),
            environment.project(),
            new Migrations.Target(Workplace.schema(environment.flyway(), name), name, ""));
    History history = History.of(migrations, List.of());
    return history.entries().stream()
        .map(
            entry ->
                new Report.HistoryEntry(
                    entry.version() == null ? null : entry.version().getVersion(),
                    history.revision(entry),
                    entry.description(),
                    entry.type(),
                    "unknown",
                    null,
                    null,
                    null,
                    null))
        .map(entry -> new Overview.Moment(entry, List.of()))
        .toList();
  }

  /** All of it. */
  Overview overview(Workplace workplace, Run run) {
    Validation validation = new Validation(workplace, workplace::scratch);
    List<Finding> findings =
        notes.attempt("Nothing was validated", List.of(), () -> findings(validation, run));
    return overview(
        DatabaseLook.at(workplace, validation.rehearsed(), now, notes),
        notes.attempt("The history was not read", List.of(), () -> timeline(workplace, run)),
        notes.attempt("The audit was not read", List.of(), () -> audit(workplace)),
        notes.attempt("The audit was not checked", List.of(), () -> AuditCheck.findings(workplace)),
        findings);
  }

  private Overview overview(
      DatabaseLook database,
      List<Overview.Moment> timeline,
      List<AuditRow> audit,
      List<Finding> auditFindings,
      List<Finding> findings) {
    List<Place> environments =
        notes.attempt("The environments were not compared", List.of(), places::get);
    List<Report.BackupEntry> backups =
        notes.attempt("Backups were not listed", List.of(), this::backups);
    return new Overview(
        now,
        project,
        environments,
        timeline,
        database.tables(),
        database.indexes(),
        backups,
        audit,
        auditFindings,
        findings,
        database.diagram(),
        notes.all());
  }

  private List<Finding> findings(Validation validation, Run run) throws SQLException {
    Report.Validate validate = validation.report(run, ValidateRequest.PENDING);
    notes.addAll(validate.notices());
    return validate.findings();
  }

  private List<Overview.Moment> timeline(Workplace workplace, Run run) throws SQLException {
    Timings timings =
        notes.attempt(
            "The times of statements were not read", Timings.NONE, () -> Timings.of(workplace));
    return new Inspection(workplace)
        .history(run, timings).migrations().stream()
            .map(entry -> new Overview.Moment(entry, entry.statements()))
            .toList();
  }

  private List<Report.BackupEntry> backups() {
    BackupList list = new BackupList(environment);
    List<Report.BackupEntry> own =
        list.all().stream()
            .filter(entry -> entry.environment().equals(environment.name()))
            .toList();
    notes.addAll(list.notices());
    return own;
  }

  private static List<AuditRow> audit(Workplace workplace) throws SQLException {
    List<AuditRow> rows =
        new ArrayList<>(new AuditTable(workplace.schema(), Seal.OPEN).rows(workplace.connection()));
    Collections.reverse(rows);
    return rows.subList(0, Math.min(rows.size(), AUDIT_ROWS));
  }
}
