package dev.migrate.execute;

import dev.migrate.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the journal: statements of a script that are committed together, or one that commits
 * by itself. It covers the statements after the row before it up to {@code last}.
 *
 * @param rank installed_rank of the migration's row in the history
 * @param direction up or back
 * @param last position of the last statement covered, from 1
 * @param state how far it is
 * @param script the script's name in messages
 * @param line line of the statement {@code last}
 * @param summary its beginning, secrets masked
 * @param hash of the statements covered, null while nothing of them is committed
 * @param text the statements covered, secrets masked; null when they are too long to keep
 * @param executed what the statement made the server execute (EXECUTE); null for the statement
 * @param fingerprint of the objects it changes, as it was before; null where none was taken
 * @param session statements that put the session back as it was after {@code last}
 * @param position how far a batched statement is; null for any other
 * @param rows changed by the statements, as far as that is kept; behind the position of a batched
 *     one
 * @param error why it failed, secrets masked
 * @param operation the run's id
 * @param connectionId the connection that executed it
 * @param startedAt when, by the server's clock
 * @param duration null while it is not done
 */
public record JournalRow(
    int rank,
    Direction direction,
    int last,
    State state,
    String script,
    int line,
    String summary,
    @Nullable String hash,
    @Nullable String text,
    @Nullable String executed,
    @Nullable String fingerprint,
    @Nullable String session,
    @Nullable String position,
    long rows,
    @Nullable String error,
    String operation,
    long connectionId,
    Instant startedAt,
    @Nullable Duration duration) {

  /** {@code V3__x.sql:12: CREATE TABLE …}. */
  public String place() {
    return script + ":" + line + ": " + summary;
  }

  /** The same, done. */
  JournalRow took(Timing timing) {
    return with(State.DONE, error, timing.duration(), timing.rows() == null ? rows : timing.rows());
  }

  /** The same, failed with a part of it done, perhaps. */
  JournalRow failed(String reason) {
    return with(State.DOUBT, reason, null, rows);
  }

  /** The same, found done by a later run. */
  JournalRow done() {
    return with(State.DONE, null, null, rows);
  }

  /** Of the statements before the last one, which are done. */
  JournalRow before(List<Statement> done) {
    Statement end = done.get(done.size() - 1);
    return new JournalRow(
        rank,
        direction,
        end.index(),
        State.DONE,
        script,
        end.line(),
        end.summary(),
        StatementTexts.hash(done),
        StatementTexts.join(done, Integer.MAX_VALUE),
        null,
        null,
        session,
        null,
        0,
        null,
        operation,
        connectionId,
        startedAt,
        null);
  }

  /** The same, batched, at a position. */
  JournalRow at(String batch) {
    return new JournalRow(
        rank,
        direction,
        last,
        state,
        script,
        line,
        summary,
        hash,
        text,
        executed,
        fingerprint,
        session,
        batch,
        rows,
        error,
        operation,
        connectionId,
        startedAt,
        duration);
  }

  private JournalRow with(
      State now, @Nullable String reason, @Nullable Duration time, long changed) {
    return new JournalRow(
        rank,
        direction,
        last,
        now,
        script,
        line,
        summary,
        hash,
        text,
        executed,
        fingerprint,
        session,
        position,
        changed,
        reason,
        operation,
        connectionId,
        startedAt,
        time);
  }

  /** How far the statements of a row are. */
  public enum State {
    /** Written before a statement that commits by itself: it may have been executed, or not. */
    INTENT,
    /**
     * Written inside the transaction of a statement that may commit in its midst: that it can be
     * read says that the statement did, or ended.
     */
    RUNNING,
    /** A batched statement: committed up to {@code position}. */
    BATCHES,
    /** Committed. */
    DONE,
    /** The statement failed and left nothing. */
    FAILED,
    /** The statement failed, and a part of what it did may have stayed. */
    DOUBT
  }
}
