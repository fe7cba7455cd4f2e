package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.environment.GitWorkTree;
import dev.migrate.generate.FileNames;
import dev.migrate.generate.Link;
import dev.migrate.generate.RevisionChain;
import dev.migrate.history.Checksum;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import dev.migrate.history.History.State;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.LineDifference;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/** What is wrong with a history and with the files as a whole, all of it. */
final class HistoryChecks {

  private static final int LINES = 20;

  private final Workplace workplace;
  private final Environment environment;
  private final List<Finding> findings = new ArrayList<>();

  HistoryChecks(Workplace workplace) {
    this.workplace = workplace;
    this.environment = workplace.environment();
  }

  /**
   * Looks.
   *
   * @param half a migration that is half done and can be gone on with; null for none
   */
  List<Finding> find(History history, @Nullable HalfDone half) {
    Soundness soundness = new Soundness(environment);
    for (History.Finding finding : history.findings()) {
      boolean resumable = half != null && Objects.equals(finding.entry().row(), half.entry().row());
      if (!resumable) {
        Problem problem = soundness.problem(finding);
        add(
            problem.code().equals("checksum-changed")
                ? explained(problem, finding.entry())
                : problem,
            Severity.ERROR);
      }
    }
    if (half != null) {
      add(soundness.halfDone(half), Severity.WARNING);
    }
    misnamed();
    forks(history);
    undos(history);
    return findings;
  }

  private void add(Problem problem, Severity severity) {
    Finding.of(problem, severity, environment.rules()).ifPresent(findings::add);
  }

  /** What was changed in the file, where git knows how it was. */
  private Problem explained(Problem problem, Entry entry) {
    ResolvedMigration resolved = Objects.requireNonNull(entry.resolved());
    Path base = environment.project().baseDirectory();
    Path file = base.resolve(String.valueOf(resolved.getPhysicalLocation()));
    Integer applied = entry.row() == null ? null : entry.row().checksum();
    if (applied == null || !Files.isRegularFile(file)) {
      return problem;
    }
    Optional<GitWorkTree.Version> then =
        GitWorkTree.of(base).version(file, text -> Checksum.of(text) == applied);
    return then.map(version -> explained(problem, file, version)).orElse(problem);
  }

  private Problem explained(Problem problem, Path file, GitWorkTree.Version then) {
    String commit = then.commit().substring(0, 10);
    return Problem.of(
            problem.code(),
            problem.problem()
                + " It was applied as commit "
                + commit
                + " of "
                + then.date()
                + " has it:"
                + difference(then.text(), file))
        .at(String.valueOf(problem.where()))
        .fix(
            "git checkout "
                + commit
                + " -- "
                + problem.where()
                + ", and write the change as a new migration; if only comments changed, accept it: "
                + environment.command("repair"));
  }

  private static String difference(String then, Path file) {
    try {
      String now = Files.readString(file);
      boolean secret =
          Splitter.split("then", then).stream().anyMatch(Statement::secret)
              || Splitter.split("now", now).stream().anyMatch(Statement::secret);
      return secret
          ? " a difference that is not shown, since there are statements about accounts in it"
          : LineDifference.of(then.lines().toList(), now.lines().toList(), LINES);
    } catch (IOException | MigrateException e) {
      return " a difference that cannot be shown: " + e.getMessage();
    }
  }

  private void misnamed() {
    for (Migrations.Misnamed each : workplace.migrations().misnamed()) {
      add(
          Problem.of("name-invalid", "The file is never run: " + each.why() + ".")
              .at(each.file())
              .fix("Rename the file, or move it out of the migrations' folder."),
          Severity.WARNING);
    }
  }

  private void forks(History history) {
    FileNames names =
        FileNames.of(
            workplace.migrations().configuration(), Migrations.undoPrefix(environment.flyway()));
    List<Link> links = new ArrayList<>(Links.of(workplace, history, names).keySet());
    for (List<Link> heads : RevisionChain.of(links).openForks()) {
      add(
          Problem.of(
                  "revision-heads",
                  "The chain of revisions has several heads: "
                      + heads.stream().map(Link::version).collect(Collectors.joining(", "))
                      + " all revise "
                      + heads.get(0).revises()
                      + ", as two branches that were merged do.")
              .fix("Put one behind the other: " + environment.command("rebase")),
          Severity.WARNING);
    }
  }

  private void undos(History history) {
    if (!environment.policy().undoRequired()) {
      return;
    }
    for (Entry entry : history.entries()) {
      if (entry.state() == State.PENDING && entry.version() != null) {
        try {
          DowngradeRun.requireUndo(workplace, entry);
        } catch (MigrateException e) {
          add(e.problem(), Severity.ERROR);
        }
      }
    }
  }

  /** The half done migration of a history, if there is one. */
  static @Nullable HalfDone half(Workplace workplace, History history) throws SQLException {
    return HalfDone.of(workplace, history).orElse(null);
  }
}
