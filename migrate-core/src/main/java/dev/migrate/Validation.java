package dev.migrate;

import dev.migrate.environment.BackupSource;
import dev.migrate.environment.Environment;
import dev.migrate.environment.Tls;
import dev.migrate.execute.Direction;
import dev.migrate.history.History;
import dev.migrate.history.Migrations;
import dev.migrate.history.Script;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Foreseen;
import dev.migrate.sql.Statement;
import dev.migrate.validate.Checked;
import dev.migrate.validate.EnvironmentChecks;
import dev.migrate.validate.Facts;
import dev.migrate.validate.Finding;
import dev.migrate.validate.RealData;
import dev.migrate.validate.SafetyRules;
import dev.migrate.validate.ScriptFile;
import dev.migrate.validate.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks whether all is as it should be: server, history, files, and what they are about to do. */
final class Validation {

  /** One answer of the rows, in seconds. */
  private static final int LONGEST_ANSWER = 300;

  private final Workplace workplace;
  private final Environment environment;
  private final Supplier<Scratch> scratch;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Checked.Allowed> allowed = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private @Nullable Rehearsed rehearsed;

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
    History history = workplace.history(workplace.rows().orElse(List.of()));
    stamp();
    findings.addAll(
        new HistoryChecks(workplace).find(history, HistoryChecks.half(workplace, history)));
    Pending pending = pending(history);
    findings.addAll(surroundings(workplace, pending.statements(), false));
    rules(history, pending, request);
    audit();
    if (request.drift()) {
      drift(history);
    }
    notices.addAll(Steps.notices(workplace, history));
    return new Report.Validate(run, findings, allowed, grants(request), notices);
  }

  /** What pending statements would do, as it was looked at for the rules; empty if it was not. */
  Optional<Rehearsed> rehearsed() {
    return Optional.ofNullable(rehearsed);
  }

  /** What an upgrade would execute; where it would refuse to, the rules say why, or a finding. */
  private Pending pending(History history) throws SQLException {
    try {
      return new UpgradeRun(workplace, new UpgradeTarget(environment, null)).pending(history);
    } catch (MigrateException e) {
      if (e.problem().code().equals("not-resumable")) {
        return unplanned(history);
      }
      if (!found(e.problem())) {
        add(e.problem(), findings);
      }
      return new Pending(Direction.UPGRADE, List.of());
    }
  }

  /** The same without a look at what an earlier run has left. */
  private Pending unplanned(History history) {
    return new Pending(
        Direction.UPGRADE,
        new UpgradeTarget(environment, null)
            .pending(history).stream()
                .map(entry -> Pending.Part.of(entry, statements(entry), null))
                .toList());
  }

  private @Nullable List<Statement> statements(History.Entry entry) {
    return Optional.ofNullable(entry.resolved())
        .flatMap(workplace.migrations()::script)
        .map(Script::statements)
        .orElse(null);
  }

  private boolean found(Problem problem) {
    return findings.stream().anyMatch(finding -> finding.code().equals(problem.code()));
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

  private void audit() {
    try {
      findings.addAll(AuditCheck.findings(workplace));
    } catch (MigrateException e) {
      add(e.problem(), findings);
    } catch (SQLException e) {
      notices.add(denied("The audit was not looked at", e));
    }
  }

  private void drift(History history) throws SQLException {
    try {
      findings.addAll(new Drift(workplace, scratch.get().server()).find(history));
    } catch (MigrateException e) {
      add(e.problem(), findings);
    }
  }

  private void rules(History history, Pending pending, ValidateRequest request)
      throws SQLException {
    Checkable checkable = new Checkable(workplace.migrations());
    boolean together = request.scope() == ValidateRequest.Scope.PENDING;
    Pending asked = together ? pending : new Pending(Direction.UPGRADE, List.of());
    Background<EntityNeed> asking = EntityNeed.asking(workplace, asked);
    List<ScriptFile> scripts =
        switch (request.scope()) {
          case PENDING -> checkable.pending(environment, history, foreseen(pending));
          case ALL -> checkable.all(file -> true);
          case SINCE -> checkable.since(environment, request.since().orElseThrow());
        };
    LiveSchema live = LiveSchema.around(workplace, together ? scripts : List.of());
    live.notice().ifPresent(notices::add);
    EntityNeed need = asking.join();
    need.notice().ifPresent(notices::add);
    Facts facts = need.in(facts(workplace, live, together));
    Checked checked =
        together && request.checkData() && workplace.exists()
            ? withRows(scripts, facts)
            : SafetyRules.check(scripts, environment.rules(), facts);
    findings.addAll(checked.findings());
    allowed.addAll(checked.allowed());
    checked.notice().ifPresent(notices::add);
  }

  private Checked withRows(List<ScriptFile> scripts, Facts facts) throws SQLException {
    try (Connection asking = workplace.observer()) {
      asking.setCatalog(workplace.schema());
      RealData rows = new RealData(asking, LONGEST_ANSWER);
      return SafetyRules.check(scripts, environment.rules(), facts.asking(rows));
    }
  }

  private List<Foreseen> foreseen(Pending pending) throws SQLException {
    try {
      rehearsed = Rehearsed.of(workplace, pending);
      notices.addAll(rehearsed.notices());
      return rehearsed.statements();
    } catch (MigrateException e) {
      add(e.problem(), findings);
      return List.of();
    } catch (SQLException e) {
      notices.add(denied("What pending statements would do was not asked", e));
      return List.of();
    }
  }

  /** Whoever may not look is told so; whoever has lost the server is told by the next question. */
  private static String denied(String what, SQLException e) {
    return what + ": " + e.getMessage();
  }

  private static Facts facts(Workplace workplace, LiveSchema live, boolean together) {
    return new Facts(
        Optional.of(workplace.version()),
        workplace.environment().scratch().target(),
        live.schema(),
        together);
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
    return new Report.Validate(run, findings, files.allowed(), List.of(), files.notices());
  }

  /** What the files alone tell, where no database is asked. */
  static Report.Validate offline(Run run, Environment environment, ValidateRequest request) {
    List<Finding> findings = new ArrayList<>();
    List<Checked.Allowed> allowed = new ArrayList<>();
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
      allowed.addAll(checked.allowed());
      checked.notice().ifPresent(notices::add);
      notices.addAll(migrations.notices());
    } catch (MigrateException e) {
      add(environment, e.problem(), findings);
    }
    return new Report.Validate(run, findings, allowed, List.of(), notices);
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
    List<Finding> findings = new ArrayList<>(surroundings(workplace, pending.statements(), true));
    Environment environment = workplace.environment();
    List<ScriptFile> scripts = Checkable.of(pending, foreseen);
    LiveSchema live = LiveSchema.around(workplace, scripts);
    live.notice().ifPresent(text -> workplace.events().accept(new Event.Detail(text)));
    Facts facts = facts(workplace, live, true);
    findings.addAll(SafetyRules.check(scripts, environment.rules(), facts).findings());
    Optional<Problem> problem = Verdict.of(environment.name(), findings);
    if (problem.isPresent()) {
      throw new RefusedException(problem.get().committed("nothing was changed"));
    }
    return findings;
  }

  private static List<Finding> surroundings(
      Workplace workplace, List<Statement> pending, boolean now) throws SQLException {
    Environment environment = workplace.environment();
    EnvironmentChecks.Asked asked =
        new EnvironmentChecks.Asked(
            workplace.version(),
            workplace.address(),
            workplace.schema(),
            workplace.settings().onLoopback(),
            environment.policy().tls() != Tls.DISABLED || !environment.policy().embedded(),
            environment.scratch().target(),
            pending,
            now);
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
