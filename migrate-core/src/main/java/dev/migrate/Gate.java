package dev.migrate;

import dev.migrate.environment.AllowedHours;
import dev.migrate.environment.Environment;
import dev.migrate.environment.GitWorkTree;
import dev.migrate.environment.GuardSettings;
import dev.migrate.environment.GuardSettings.Kind;
import dev.migrate.history.AppliedVersion;
import dev.migrate.history.HistoryRow;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.plan.Foreseen;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may stop a run once it is known what it would do, and before its first change: the hours,
 * the project's files, what validation finds, the copy of a table that is too large, and what
 * nobody has confirmed.
 */
final class Gate {

  /** How many of many are named. */
  private static final int NAMED = 10;

  private final Workplace workplace;
  private final Environment environment;
  private final String goal;
  private final String options;
  private final List<String> overridden = new ArrayList<>();
  private String passed = "";

  /**
   * A gate.
   *
   * @param goal {@code upgrade} or {@code downgrade}
   * @param options of its command line that say how far it goes, each with a blank before it
   */
  Gate(Workplace workplace, String goal, String options) {
    this.workplace = workplace;
    this.environment = workplace.environment();
    this.goal = goal;
    this.options = options;
  }

  /** Whether nothing could stop a run here. */
  boolean isOpen() {
    GuardSettings guards = environment.guards();
    return !environment.policy().validate()
        && !environment.policy().confirm()
        && guards.confirm().isEmpty()
        && guards.hours().isEmpty()
        && guards.maximumCopy().isEmpty()
        && !guards.cleanGit();
  }

  /**
   * Lets a run pass, or refuses it while nothing is changed; what has passed may pass again.
   *
   * @param pending what it would execute
   * @param rows of the history as it is now
   * @throws RefusedException {@code hours-not-allowed}, {@code git-not-clean}, {@code
   *     validation-failed}, {@code copy-too-large}, {@code not-confirmed}
   */
  void pass(Pending pending, List<HistoryRow> rows) throws SQLException {
    if (pending.isEmpty() || isOpen()) {
      return;
    }
    String confirmation = Reviewed.confirmation(workplace, pending, rows);
    if (confirmation.equals(passed)) {
      return;
    }
    try {
      check(pending, confirmation);
      passed = confirmation;
    } catch (RefusedException e) {
      writeDown(rows, e);
      throw e.problem().committed() == null
          ? e.with(e.problem().committed("nothing was changed"))
          : e;
    }
  }

  private void check(Pending pending, String confirmation) throws SQLException {
    hours();
    cleanGit();
    List<Foreseen> foreseen = Foresight.of(workplace, pending);
    if (environment.policy().validate()) {
      tell(Validation.beforeChange(workplace, pending, foreseen));
    }
    copies(foreseen);
    new Consent(workplace, goal, options).require(pending, foreseen, confirmation);
  }

  /** So that the audit has a run that did not come to its first change, too. */
  private void writeDown(List<HistoryRow> rows, RefusedException reason) throws SQLException {
    try {
      workplace.trail().begin(goal, AppliedVersion.of(rows).orElse(null), null);
    } catch (MigrateException e) {
      reason.addSuppressed(e);
    }
  }

  private void hours() {
    Optional<AllowedHours> hours = environment.guards().hours();
    Instant now = Instant.now();
    if (hours.isEmpty() || hours.get().contain(now)) {
      return;
    }
    refuse(
        Kind.HOURS,
        Problem.of(
                "hours-not-allowed",
                environment.name()
                    + " is changed in the hours "
                    + hours.get().text()
                    + " only, and it is "
                    + hours.get().timeOf(now).truncatedTo(ChronoUnit.MINUTES)
                    + " there.")
            .at("<policy><allowedHours>")
            .fix("Run it then" + unless(Kind.HOURS)));
  }

  private void cleanGit() {
    if (!environment.guards().cleanGit()) {
      return;
    }
    Optional<GitWorkTree.Head> head = AuditPlace.head(environment);
    Path base = environment.project().baseDirectory();
    if (head.isEmpty()) {
      refuse(
          Kind.GIT,
          Problem.of("git-not-clean", "Git does not know what the project's files are.")
              .at(base.toString())
              .fix("Run it in a work tree of git, with git installed" + unless(Kind.GIT)));
    } else if (head.get().dirty()) {
      refuse(
          Kind.GIT,
          Problem.of(
                  "git-not-clean",
                  "The project's files are not those of commit "
                      + head.get().commit().substring(0, 10)
                      + ": "
                      + named(head.get().changed().stream().map(Path::toString).toList())
                      + ".")
              .at(base.toString())
              .fix("Commit them, or let git ignore them" + unless(Kind.GIT)));
    }
  }

  private void copies(List<Foreseen> foreseen) {
    Optional<Long> most = environment.guards().maximumCopy();
    if (most.isEmpty()) {
      return;
    }
    List<String> large =
        foreseen.stream()
            .filter(Foresight::mayCopy)
            .flatMap(
                each ->
                    each.sizes().stream()
                        .filter(size -> size.bytes() > most.get())
                        .map(size -> Foresight.copy(each, size)))
            .toList();
    if (!large.isEmpty()) {
      refuse(
          Kind.COPY,
          Problem.of(
                  "copy-too-large",
                  "A table of more than "
                      + Foresight.bytes(most.get())
                      + " is copied or may be, which keeps others waiting: "
                      + named(large)
                      + ".")
              .at("<policy><maximumCopy>")
              .fix(
                  "See how each statement would be executed: "
                      + environment.command("plan" + planned())
                      + ". Change such a table another way"
                      + unless(Kind.COPY)));
    }
  }

  private String planned() {
    return (goal.equals("downgrade") ? " -Dmigrate.downgrade" : "") + options;
  }

  private void refuse(Kind kind, Problem problem) {
    if (!environment.guards().overridden().contains(kind)) {
      throw new RefusedException(problem);
    }
    overridden.add(kind.text());
    workplace.trail().overridden(String.join(",", overridden));
    workplace
        .events()
        .accept(new Event.Notice("Overridden (" + kind.text() + "): " + problem.problem()));
  }

  private String unless(Kind kind) {
    return ", or say that it does not count this time, which is written down: "
        + environment.command(goal + options)
        + " -Dmigrate.override="
        + kind.text();
  }

  private void tell(List<Finding> findings) {
    List<String> told =
        findings.stream()
            .filter(finding -> finding.severity() == Severity.WARNING)
            .map(Gate::text)
            .toList();
    told.stream().limit(NAMED).forEach(text -> workplace.events().accept(new Event.Notice(text)));
    if (told.size() > NAMED) {
      String all = environment.command("validate");
      int more = told.size() - NAMED;
      workplace.events().accept(new Event.Notice(more + " more findings: " + all));
    }
  }

  private static String text(Finding finding) {
    String where =
        finding.file() == null
            ? ""
            : " at " + finding.file() + (finding.line() == null ? "" : ":" + finding.line());
    return finding.code() + where + ": " + finding.message();
  }

  private static String named(List<String> all) {
    String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() > NAMED ? first + " and " + (all.size() - NAMED) + " more" : first;
  }
}
