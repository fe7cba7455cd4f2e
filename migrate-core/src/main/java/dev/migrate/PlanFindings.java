package dev.migrate;

import dev.migrate.sql.Statement;
import dev.migrate.validate.Checked;
import dev.migrate.validate.Facts;
import dev.migrate.validate.Finding;
import dev.migrate.validate.SafetyRules;
import dev.migrate.validate.ScriptFile;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the safety rules find in pending statements, by the statements. */
final class PlanFindings {

  private final List<Finding> findings;
  private final List<String> notices;

  private PlanFindings(List<Finding> findings, List<String> notices) {
    this.findings = findings;
    this.notices = notices;
  }

  static PlanFindings of(
      Workplace workplace, Pending pending, Rehearsed rehearsed, Background<EntityNeed> asking)
      throws SQLException {
    List<ScriptFile> files = Checkable.of(pending, rehearsed.statements());
    LiveSchema live = LiveSchema.around(workplace, files);
    Facts facts =
        new Facts(
            Optional.of(workplace.version()),
            workplace.environment().scratch().target(),
            live.schema(),
            true);
    EntityNeed need = asking.join();
    Checked checked = SafetyRules.check(files, workplace.environment().rules(), need.in(facts));
    return new PlanFindings(
        checked.findings(),
        Stream.of(live.notice(), need.notice(), checked.notice())
            .flatMap(Optional::stream)
            .toList());
  }

  List<Finding> of(Statement statement) {
    return findings.stream()
        .filter(
            finding ->
                statement.file().equals(finding.file())
                    && Objects.equals(finding.line(), statement.line()))
        .toList();
  }

  /** What they could not judge. */
  List<String> notices() {
    return notices;
  }
}
