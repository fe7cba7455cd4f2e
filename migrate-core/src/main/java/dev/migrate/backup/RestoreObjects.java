package dev.migrate.backup;

import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.wire.Answer;
import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Executes frames without rows, each noted when it is done. Of the frame that an earlier attempt
 * died at some statements may be done: those that create say so when they are executed again, since
 * nothing of their name was there when the restore began; all others may be executed twice.
 */
final class RestoreObjects {

  /** "Using storage engine … for table": another one than the backup's. */
  private static final int OTHER_ENGINE = 1266;

  private final RestorePlan plan;
  private final ObjectChanges changes;
  private final RestoreState state;

  RestoreObjects(RestorePlan plan, ObjectChanges changes, RestoreState state) {
    this.plan = plan;
    this.changes = changes;
    this.state = state;
  }

  /** All frames of a kind that are not done yet, in the file's order. */
  void restore(RestoreSession session, FrameKind kind) throws SQLException {
    for (int index : plan.frames(kind)) {
      if (!state.isDone(index)) {
        restore(session, index);
      }
    }
  }

  /** One frame. */
  void restore(RestoreSession session, int index) throws SQLException {
    session.enter(index);
    Frame frame = plan.frame(index);
    for (byte[] statement : plan.wanted(frame, session.statements(frame))) {
      execute(session, frame, changes.of(frame.kind(), statement));
    }
    state.done(session.wire(), index);
  }

  private void execute(RestoreSession session, Frame frame, byte[] statement) throws SQLException {
    try {
      Answer answer = session.wire().execute(statement);
      if (frame.kind() == FrameKind.TABLE && answer.warnings() > 0) {
        requireEngine(session, frame);
      }
    } catch (SQLException e) {
      if (!state.isResumed() || !RestoreFailure.isThere(e)) {
        String kind = frame.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String where = frame.object().isEmpty() ? kind : kind + " " + frame.object();
        throw RestoreFailure.of("Restoring " + where, where, e);
      }
    }
  }

  private static void requireEngine(RestoreSession session, Frame frame) throws SQLException {
    for (Row warning : session.wire().query("SHOW WARNINGS")) {
      if (warning.number(1) == OTHER_ENGINE) {
        throw new ServerException(
            Problem.of("restore-inexact", "Table " + frame.object() + ": " + warning.text(2))
                .at("table " + frame.object())
                .fix("install the storage engine at the server"));
      }
    }
  }
}
