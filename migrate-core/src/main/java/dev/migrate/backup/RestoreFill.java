package dev.migrate.backup;

import static dev.migrate.server.Identifier.quote;

import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.TableFacts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes the tables of a backup in one database, with all their rows, indexes and foreign keys. */
final class RestoreFill {

  private final RestoreWork work;
  private final RestorePlan plan;
  private final RestoreState state;
  private final RestoreObjects objects;
  private final Progress progress;

  RestoreFill(RestoreWork work, RestoreState state) {
    this.work = work;
    this.plan = work.plan();
    this.state = state;
    this.objects = new RestoreObjects(plan, ObjectChanges.NONE, state);
    this.progress =
        new Progress("restore into " + state.database(), rowsDone(), plan.rows(), work.events());
  }

  private long rowsDone() {
    return plan.frames(FrameKind.DATA).stream()
        .filter(state::isDone)
        .mapToLong(index -> RestorePlan.chunk(plan.frame(index)).rows())
        .sum();
  }

  /** How many rows are in. */
  long rows() {
    return progress.rows();
  }

  /**
   * Goes on where an earlier attempt stopped.
   *
   * @param foreignKeys whether they are made, too
   */
  void run(RestoreSession session, boolean foreignKeys) throws SQLException {
    objects.restore(session, FrameKind.HEAD);
    if (state.isResumed()) {
      beginAnew(session);
    }
    objects.restore(session, FrameKind.SEQUENCE);
    objects.restore(session, FrameKind.TABLE);
    new RestoreWorkers(work, state, progress).run();
    if (foreignKeys) {
      objects.restore(session, FrameKind.FOREIGN_KEY);
    }
  }

  /** Drops what took no part in the transactions that died, unless it is complete. */
  private void beginAnew(RestoreSession session) throws SQLException {
    for (TableFacts table : plan.tables()) {
      List<Integer> data = frames(table, FrameKind.DATA);
      if (plan.isTransactional(table) || data.stream().allMatch(state::isDone)) {
        continue;
      }
      List<Integer> all = new ArrayList<>(data);
      all.addAll(frames(table, FrameKind.TABLE));
      all.addAll(frames(table, FrameKind.INDEX));
      state.undone(session.wire(), all);
      session.wire().execute("DROP TABLE IF EXISTS " + quote(table.name()));
    }
  }

  private List<Integer> frames(TableFacts table, FrameKind kind) {
    return plan.frames(kind).stream().filter(index -> isOf(plan.frame(index), table)).toList();
  }

  private static boolean isOf(Frame frame, TableFacts table) {
    return frame.object().equals(table.name());
  }
}
