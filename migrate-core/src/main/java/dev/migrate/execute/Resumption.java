package dev.migrate.execute;

import dev.migrate.environment.Resume;
import dev.migrate.execute.JournalRow.State;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.schema.Fingerprint;
import dev.migrate.schema.Settlement;
import dev.migrate.server.Orphans;
import dev.migrate.sql.Statement;
import dev.migrate.sql.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a script that an earlier run left half done goes on.
 *
 * @param done the last statement that is done; 0 for none
 * @param session what the journal has of the session after it; null for nothing
 * @param settled own statements that write down what was found out
 * @param batch how far the next statement is, if it is a batched one
 */
record Resumption(
    int done, @Nullable String session, List<String> settled, @Nullable JournalRow batch) {

  /** What is decided with. */
  record Means(Connection connection, Run run, String command) {

    Journal journal() {
      return run.journal();
    }

    Resume choice() {
      return run.environment().resume();
    }

    /** Waits for what the run that wrote the row may still do at the server, or ends it. */
    void awaitOrphan(JournalRow row) throws SQLException {
      Surroundings around = run.around();
      Orphans.await(
          connection,
          row.connectionId(),
          row.operation(),
          journal().age(connection, row),
          around.settings().lockTimeouts().run(),
          around.environment().orphan(),
          around.events());
    }

    static Means of(Run run, Direction direction) throws SQLException {
      return new Means(run.channel().connection(), run, run.command(direction));
    }
  }

  /**
   * Finds out.
   *
   * @param rows of the script in the journal, at least one
   * @param statements of the script as it is now
   * @throws RefusedException {@code script-edited} when what is done was edited, {@code
   *     resume-undecided} when nobody but a person can know whether a statement ran
   */
  static Resumption of(List<JournalRow> rows, List<Statement> statements, Means means)
      throws SQLException {
    int done = 0;
    @Nullable String session = null;
    List<String> settled = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JournalRow row = rows.get(i);
      boolean wentOn = i + 1 < rows.size();
      if (row.state() == State.DONE || (wentOn && isOpen(row))) {
        Edits.requireNone(row, done, statements);
        done = row.last();
        session = row.session();
        if (row.state() != State.DONE) {
          settled.add(means.journal().writing(row.done()));
        }
      } else if (row.state() == State.BATCHES) {
        means.awaitOrphan(row);
        Edits.requireNone(row, done, statements);
        return new Resumption(row.last() - 1, row.session(), settled, row);
      } else if (isOpen(row) || row.state() == State.DOUBT) {
        return settled(row, done, session, statements, means).after(settled);
      }
    }
    return new Resumption(done, session, settled, null);
  }

  /** Something is written of a statement only after the one before it is done. */
  private static boolean isOpen(JournalRow row) {
    return row.state() == State.INTENT || row.state() == State.RUNNING;
  }

  private Resumption after(List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(settled);
    return new Resumption(done, session, all, batch);
  }

  static RefusedException partOfItsRows(JournalRow row, String command) {
    return new RefusedException(
        Problem.of("half-batched", "This statement is done for " + row.rows() + " rows so far.")
            .at(row.place())
            .fix("Let it end first, then take it back: " + command));
  }

  private static Resumption settled(
      JournalRow row, int done, @Nullable String session, List<Statement> statements, Means means)
      throws SQLException {
    means.awaitOrphan(row);
    boolean ran = hasRun(row, done, statements, means);
    if (ran) {
      Edits.requireNone(row, done, statements);
      return new Resumption(
          row.last(), row.session(), List.of(means.journal().writing(row.done())), null);
    }
    if (row.state() != State.RUNNING || row.last() - 1 == done) {
      return new Resumption(done, session, List.of(), null);
    }
    // Its marker can be read: what came before it in its transaction is committed.
    Edits.requireNone(row, done, statements);
    List<Statement> before = statements.subList(done, row.last() - 1);
    return new Resumption(
        row.last() - 1, row.session(), List.of(means.journal().writing(row.before(before))), null);
  }

  private static boolean hasRun(JournalRow row, int done, List<Statement> statements, Means means)
      throws SQLException {
    Statement statement = Edits.original(row, done, statements);
    Statement effective = Prepared.parsed(statement, row.executed());
    Fingerprint before = row.fingerprint() == null ? null : Fingerprint.decode(row.fingerprint());
    @Nullable Fingerprint now = before == null ? null : before.now(means.connection());
    Settlement settlement = settlement(row, effective, before, now);
    return switch (settlement.verdict()) {
      case RAN -> true;
      case RUN -> false;
      case UNDECIDED ->
          switch (means.choice()) {
            case SKIP -> true;
            case REDO -> false;
            case ASK -> throw undecided(row, settlement.reason(), now, means.command());
          };
    };
  }

  private static Settlement settlement(
      JournalRow row,
      Statement effective,
      @Nullable Fingerprint before,
      @Nullable Fingerprint now) {
    boolean seen =
        effective.kind() == StatementKind.DDL
            || effective.kind() == StatementKind.ACCOUNT
            || effective.kind() == StatementKind.ADMIN;
    Fingerprint none = new Fingerprint(List.of());
    if (seen && (row.state() != State.DOUBT || before != null)) {
      Settlement settlement =
          Settlement.of(effective, before == null ? none : before, now == null ? none : now);
      boolean partly = row.state() == State.DOUBT && settlement.verdict() == Settlement.Verdict.RAN;
      return partly
          ? new Settlement(Settlement.Verdict.UNDECIDED, String.valueOf(row.error()))
          : settlement;
    }
    return new Settlement(
        Settlement.Verdict.UNDECIDED,
        switch (row.state()) {
          case RUNNING -> "it committed a part of what it does before it ended";
          case DOUBT -> "it failed, and a part of what it did may have stayed: " + row.error();
          default -> "what it does cannot be seen from outside";
        });
  }

  private static RefusedException undecided(
      JournalRow row, String reason, @Nullable Fingerprint now, String command) {
    List<String> where = new ArrayList<>();
    where.add(row.script() + ":" + row.line() + ", statement " + row.last() + ": " + row.summary());
    if (now != null) {
      where.add("now: " + now.description());
    }
    return new RefusedException(
        Problem.of(
                "resume-undecided",
                "Whether this statement was executed to its end cannot be told: " + reason + ".")
            .at(String.join("\n", where))
            .committed("all statements before it are committed")
            .fix(
                "Look at what it was to do. If that is done: "
                    + command
                    + " -Dmigrate.resume=skip; if it is not, or can be done again: "
                    + command
                    + " -Dmigrate.resume=redo"));
  }
}
