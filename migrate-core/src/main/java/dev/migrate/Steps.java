package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.execute.Done;
import dev.migrate.history.History;
import dev.migrate.history.History.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done, as reports tell it. */
final class Steps {

  private Steps() {}

  /** The report's steps. */
  static List<Report.Step> of(Environment environment, List<Done> done, History history) {
    List<Report.Step> steps = new ArrayList<>();
    for (Done each : done) {
      Entry entry = each.entry();
      List<Report.StatementTime> times =
          environment.policy().timings()
              ? each.statements().stream()
                  .map(
                      s ->
                          new Report.StatementTime(
                              s.statement().where(), s.statement().summary(), s.duration()))
                  .toList()
              : List.of();
      steps.add(
          new Report.Step(
              entry.version() == null ? null : entry.version().getVersion(),
              history.revision(entry),
              entry.description(),
              each.statements().size(),
              each.duration(),
              times));
    }
    return steps;
  }

  /** What is worth telling of the files and the history. */
  static List<String> notices(Workplace workplace, History history) {
    List<String> notices = new ArrayList<>(workplace.migrations().notices());
    notices.addAll(Soundness.notices(history));
    return notices;
  }

  /** The history was read before the migrations ran; versions only grow in an upgrade. */
  static @Nullable String versionAfter(Workplace workplace, List<Done> done, History before)
      throws SQLException {
    return done.isEmpty()
        ? version(before)
        : version(workplace.history(workplace.rows().orElse(List.of())));
  }

  /** The newest version of a history; null for none. */
  static @Nullable String version(History history) {
    return history.current().map(Entry::version).map(v -> v.getVersion()).orElse(null);
  }
}
