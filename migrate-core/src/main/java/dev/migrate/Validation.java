package dev.migrate;

import dev.migrate.environment.BackupSource;
import dev.migrate.environment.Environment;
import dev.migrate.environment.Tls;
import dev.migrate.history.History;
import dev.migrate.history.HistoryRow;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import dev.migrate.validate.Checked;
import dev.migrate.validate.EnvironmentChecks;
import dev.migrate.validate.Facts;
import dev.migrate.validate.Finding;
import dev.migrate.validate.SafetyRules;
import dev.migrate.validate.ScriptFile;
import dev.migrate.validate.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether all is as it should be: server, history, files, and what they are about to do. */
final class Validation {

  private final Workplace workplace;
  private final Environment environment;
  private final Supplier<Scratch> scratch;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /**
   * A validation.
   *
   * @param scratch the server to replay the migrations on; asked for only for drift
   */
  Validation(Workplace workplace, Supplier<Scratch> scratch) {
    this.workplace = workplace;
    this.environment = workplace.environment();
    this.scratch = scratch;
  }

  /** Looks at what is asked for; changes nothing. */
  Report.Validate report(Run run, ValidateRequest request) throws SQLException {
    List<HistoryRow> rows = workplace.rows().orElse(List.of());
    History history = workplace.history(rows);
    stamp();
    findings.addAll(
        new HistoryChecks(workplace).find(history, HistoryChecks.half(workplace, history)));
    Checkable checkable = new Checkable(workplace.migrations());
    List<ScriptFile> scripts = scripts(checkable, history, request);
    List<Statement> pending =
        checkable.pending(environment, history, List.of()).stream()
            .filter(file -> !file.undo())
            .flatMap(file -> file.statements().stream())
            .toList();
    findings.addAll(surroundings(workplace, pending));
    rules(scripts, request);
    if (request.drift()) {
      drift(history);
    }
    notices.addAll(Steps.notices(workplace, history));
    return new Report.Validate(run, findings, grants(request), notices);
  }

  private void stamp() throws SQLException {
    Guard guard = new Guard(workplace);
    try {
      if (guard.check(workplace.found().stamp()) && workplace.rows().isPresent()) {
        guard.requireStampable();
      }
    } catch (RefusedException e) {
      add(e.problem(), findings);
    }
  }

  private void drift(History history) throws SQLException {
    try {
      findings.addAll(new Drift(workplace, scratch.get().server()).find(history));
    } catch (MigrateException e) {
      add(e.problem(), findings);
    }
  }

  private List<ScriptFile> scripts(Checkable checkable, History history, ValidateRequest request) {
    return switch (request.scope()) {
      case PENDING -> checkable.pending(environment, history, List.of());
      case ALL -> checkable.all(file -> true);
      case SINCE -> checkable.since(environment, request.since().orElseThrow());
    };
  }

  private void rules(List<ScriptFile> scripts, ValidateRequest request) {
    Facts facts =
        new Facts(
            Optional.of(workplace.found().database().version()),
            environment.scratch().target(),
            Optional.empty(),
            request.scope() == ValidateRequest.Scope.PENDING);
    Checked checked = SafetyRules.check(scripts, environment.rules(), facts);
    findings.addAll(checked.findings());
    checked.notice().ifPresent(notices::add);
  }

  private List<Report.Grants> grants(ValidateRequest request) throws SQLException {
    return request.grants() ? AccountGrants.of(workplace) : List.of();
  }

  /** What the files alone tell, and why the database, or the files as a whole, tell nothing. */
  static Report.Validate unreachable(
      Run run, Environment environment, MigrateException reason, ValidateRequest request) {
    Report.Validate files = offline(run, environment, request);
    List<Finding> findings = new ArrayList<>();
    add(environment, reason.problem(), findings);
    files.findings().stream()
        .filter(each -> !each.code().equals(reason.problem().code()))
        .forEach(findings::add);
    return new Report.Validate(run, findings, List.of(), files.notices());
  }

  /** What the files alone tell, where no database is asked. */
  static Report.Validate offline(Run run, Environment environment, ValidateRequest request) {
    List<Finding> findings = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    try {
      String name = environment.embedded().database();
      Migrations migrations =
          Migrations.load(
              environment.flyway(),
              environment.project(),
              new Migrations.Target(Workplace.schema(environment.flyway(), name), name, ""));
      Checkable checkable = new Checkable(migrations);
      List<ScriptFile> scripts =
          request.scope() == ValidateRequest.Scope.SINCE
              ? checkable.since(environment, request.since().orElseThrow())
              : checkable.all(file -> true);
      Checked checked =
          SafetyRules.check(
              scripts,
              environment.rules(),
              new Facts(Optional.empty(), environment.scratch().target(), Optional.empty(), false));
      findings.addAll(checked.findings());
      checked.notice().ifPresent(notices::add);
      notices.addAll(migrations.notices());
    } catch (MigrateException e) {
      add(environment, e.problem(), findings);
    }
    return new Report.Validate(run, findings, List.of(), notices);
  }

  /**
   * What a run is checked for before its first change.
   *
   * @param foreseen what the server said of its statements; may be empty
   * @return what was found and is no error
   * @throws RefusedException {@code validation-failed}
   */
  static List<Finding> beforeChange(Workplace workplace, Pending pending, List<Foreseen> foreseen)
      throws SQLException {
    List<Finding> findings = new ArrayList<>(surroundings(workplace, pending.statements()));
    Environment environment = workplace.environment();
    Facts facts =
        new Facts(
            Optional.of(workplace.found().database().version()),
            environment.scratch().target(),
            Optional.empty(),
            true);
    List<ScriptFile> scripts = Checkable.of(pending, foreseen);
    findings.addAll(SafetyRules.check(scripts, environment.rules(), facts).findings());
    Optional<Problem> problem = Verdict.of(environment.name(), findings);
    if (problem.isPresent()) {
      throw new RefusedException(problem.get().committed("nothing was changed"));
    }
    return findings;
  }

  private static List<Finding> surroundings(Workplace workplace, List<Statement> pending)
      throws SQLException {
    Environment environment = workplace.environment();
    EnvironmentChecks.Asked asked =
        new EnvironmentChecks.Asked(
            workplace.found().database().version(),
            workplace.address(),
            workplace.schema(),
            workplace.settings().onLoopback(),
            environment.policy().tls() != Tls.DISABLED || !environment.policy().embedded(),
            environment.scratch().target(),
            pending);
    List<Finding> findings =
        new ArrayList<>(EnvironmentChecks.find(workplace.connection(), asked, environment.rules()));
    boolean backup =
        environment.policy().backup()
            && environment.backups().source() instanceof BackupSource.Whole;
    if (backup && workplace.exists()) {
      try {
        DiskRoom.require(workplace, List.of());
      } catch (MigrateException e) {
        add(environment, e.problem(), findings);
      }
    }
    return findings;
  }

  private void add(Problem problem, List<Finding> to) {
    add(environment, problem, to);
  }

  private static void add(Environment environment, Problem problem, List<Finding> to) {
    Finding.of(problem, Severity.ERROR, environment.rules()).ifPresent(to::add);
  }
}
