package dev.migrate;

import dev.migrate.execute.Direction;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Destruction;
import dev.migrate.plan.Foreseen;
import dev.migrate.plan.TableSize;
import dev.migrate.sql.ObjectName;
import dev.migrate.sql.Statement;
import dev.migrate.validate.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what a run would do; changes nothing of the environment's database. */
final class Planning {

  private final Workplace workplace;
  private final PlanRequest request;
  private final Supplier<Optional<Earlier>> earlier;
  private final List<String> notices = new ArrayList<>();

  /**
   * A plan.
   *
   * @param earlier what is known of the environment before this one
   */
  Planning(Workplace workplace, PlanRequest request, Supplier<Optional<Earlier>> earlier) {
    this.earlier = earlier;
    this.workplace = workplace;
    this.request = request;
  }

  Report.Plan report(Run run) throws SQLException {
    Optional<List<HistoryRow>> rows = workplace.rows();
    History history = workplace.history(rows.orElse(List.of()));
    Pending pending = request.downgrade() ? downgrade(rows, history) : upgrade(rows, history);
    notices.addAll(Steps.notices(workplace, history));
    boolean asks = pending.direction() == Direction.UPGRADE && !pending.isEmpty();
    Background<Optional<Earlier>> asking =
        Background.run(asks ? earlier : Optional::<Earlier>empty);
    Background<EntityNeed> need = EntityNeed.asking(workplace, pending);
    Rehearsed rehearsed = Rehearsed.of(workplace, pending);
    notices.addAll(rehearsed.notices());
    PlanFindings findings = PlanFindings.of(workplace, pending, rehearsed, need);
    notices.addAll(findings.notices());
    List<Planned.Statement> statements =
        statements(findings, rehearsed, asking.join().orElse(null));
    Vicinity around = new Vicinity(workplace);
    notices.addAll(around.notices());
    String confirmation = Reviewed.confirmation(workplace, pending, rows.orElse(List.of()));
    boolean confirmed = isConfirmed(pending, rehearsed);
    return new Report.Plan(
        run,
        pending.direction() == Direction.UPGRADE ? "upgrade" : "downgrade",
        confirmation,
        confirmed,
        pending.isEmpty() ? null : next(confirmed ? confirmation : null),
        migrations(pending, history),
        statements,
        pending.isEmpty() ? List.of() : callbacks(pending.direction()),
        new WayBack(workplace, history).of(pending, statements),
        pending.isEmpty() ? null : around.backup(),
        around.replicas(),
        rehearsed.on().isEmpty() ? null : rehearsed.on(),
        notices);
  }

  private Pending upgrade(Optional<List<HistoryRow>> rows, History history) throws SQLException {
    UpgradeRun upgrade = new UpgradeRun(workplace, request.to());
    try {
      upgrade.requireReady(rows);
    } catch (RefusedException e) {
      if (!e.problem().code().equals("stamp-missing")) {
        throw e;
      }
      notices.add(e.problem().problem() + " " + e.problem().fix());
    }
    Guard.requireSound(workplace, history, HalfDone.of(workplace, history));
    return upgrade.pending(history);
  }

  private Pending downgrade(Optional<List<HistoryRow>> rows, History history) throws SQLException {
    new Guard(workplace).check();
    if (rows.isEmpty()) {
      return new Pending(Direction.DOWNGRADE, List.of());
    }
    String to = request.to();
    Integer steps = request.steps();
    DowngradeRun downgrade =
        to == null
            ? DowngradeRun.steps(workplace, steps == null ? 1 : steps, options -> {})
            : DowngradeRun.to(workplace, to);
    return downgrade.pending(history);
  }

  private boolean isConfirmed(Pending pending, Rehearsed rehearsed) {
    return workplace.environment().policy().confirm()
        && !Consent.lost(workplace.migrations(), pending, rehearsed.statements()).isEmpty();
  }

  /** The command that does what is planned, and no more. */
  private String next(@Nullable String confirmation) {
    Integer steps = request.steps();
    return workplace.environment().command(request.downgrade() ? "downgrade" : "upgrade")
        + (request.to() == null ? "" : " -Dmigrate.to=" + request.to())
        + (steps == null ? "" : " -Dmigrate.steps=" + steps)
        + (confirmation == null ? "" : " -Dmigrate.confirm=" + confirmation);
  }

  private static List<Planned.Migration> migrations(Pending pending, History history) {
    List<Planned.Migration> migrations = new ArrayList<>();
    for (Pending.Part part : pending.parts()) {
      Entry entry = part.entry();
      migrations.add(
          new Planned.Migration(
              entry.version() == null ? null : entry.version().getVersion(),
              history.revision(entry),
              entry.description(),
              entry.type(),
              file(part),
              part.statements() == null ? null : part.open().size(),
              part.done()));
    }
    return migrations;
  }

  private static String file(Pending.Part part) {
    List<Statement> statements = part.statements();
    if (statements != null && !statements.isEmpty()) {
      return statements.get(0).file();
    }
    Entry entry = part.entry();
    return entry.resolved() != null
        ? entry.resolved().getScript()
        : Objects.requireNonNull(entry.row()).script();
  }

  private static List<Planned.Statement> statements(
      PlanFindings findings, Rehearsed rehearsed, @Nullable Earlier before) {
    List<Planned.Statement> statements = new ArrayList<>();
    for (int i = 0; i < rehearsed.statements().size(); i++) {
      Foreseen foreseen = rehearsed.statements().get(i);
      List<String> references = rehearsed.children().getOrDefault(i, List.of());
      statements.add(statement(foreseen, references, findings.of(foreseen.statement()), before));
    }
    return statements;
  }

  private static Planned.Statement statement(
      Foreseen foreseen,
      List<String> references,
      List<Finding> findings,
      @Nullable Earlier before) {
    Statement statement = foreseen.statement();
    List<TableSize> sizes = foreseen.sizes();
    List<String> lost = Destruction.of(foreseen);
    boolean telltale = statement.isTelltale();
    Long rows = sizes.isEmpty() ? null : (Long) sizes.stream().mapToLong(TableSize::rows).sum();
    return new Planned.Statement(
        statement.file(),
        statement.line(),
        telltale ? statement.summary() : statement.sql(),
        telltale ? null : statement.sql(),
        statement.kind().name().toLowerCase(Locale.ROOT),
        statement.objects().stream().map(Planning::text).distinct().toList(),
        foreseen.algorithm(),
        foreseen.lock(),
        foreseen.rebuild(),
        rows,
        sizes.isEmpty() ? null : (Long) sizes.stream().mapToLong(TableSize::bytes).sum(),
        references,
        lost.isEmpty() ? null : String.join("; ", lost),
        foreseen.failure(),
        foreseen.unknown(),
        before == null ? null : Estimate.of(before, statement, rows).orElse(null),
        findings);
  }

  private static String text(ObjectName object) {
    String type = object.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return type + " " + (object.schema() == null ? "" : object.schema() + ".") + object.name();
  }

  private List<String> callbacks(Direction direction) {
    return Consent.fired(workplace.migrations(), direction).stream()
        .map(callback -> callback.event() + ": " + callback.script().file())
        .toList();
  }
}
