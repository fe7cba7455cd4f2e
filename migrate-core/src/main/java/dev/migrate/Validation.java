package dev.migrate;

import dev.migrate.history.History;
import dev.migrate.server.ScratchServer;
import dev.migrate.validate.Finding;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether a database is what its migrations say; changes nothing of it. */
final class Validation {

  private final Workplace workplace;
  private final Supplier<ScratchServer> scratch;

  /**
   * A validation.
   *
   * @param scratch the server to replay the migrations on; asked for only for drift
   */
  Validation(Workplace workplace, Supplier<ScratchServer> scratch) {
    this.workplace = workplace;
    this.scratch = scratch;
  }

  /**
   * Refuses an unsound history, as an upgrade does.
   *
   * @param drift whether to compare the database with its migrations
   */
  Report.Validate report(Run run, boolean drift) throws SQLException {
    new Guard(workplace).check(workplace.found().stamp());
    History history = workplace.history(workplace.rows().orElse(List.of()));
    Guard.requireSound(workplace, history, Optional.empty());
    List<Finding> findings = drift ? new Drift(workplace, scratch.get()).find(history) : List.of();
    return new Report.Validate(run, findings, Steps.notices(workplace, history));
  }
}
