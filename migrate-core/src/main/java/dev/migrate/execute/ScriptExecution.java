package dev.migrate.execute;

import dev.migrate.execute.ScriptJournal.Writer;
import dev.migrate.history.History.Entry;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.StatementException;
import dev.migrate.server.InterruptedRunException;
import dev.migrate.server.LockTimeoutException;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The execution of one script, from its beginning or from where an earlier run left it. */
final class ScriptExecution {

  private static final Pattern SQL_MODE =
      Pattern.compile("\\bsql_mode\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern LOCK_WAIT =
      Pattern.compile("\\block_wait_timeout\\b", Pattern.CASE_INSENSITIVE);

  private final Run run;
  private final Channel channel;
  private final Entry entry;
  private final List<Statement> statements;
  private final Direction direction;
  private final SessionMemory memory;
  private final HistoryMarks history;
  private final boolean journaled;
  private final long begin = System.nanoTime();
  private boolean lockWait;

  ScriptExecution(
      Run run, Entry entry, List<Statement> statements, Direction direction, HistoryMarks history) {
    this.run = run;
    this.channel = run.channel();
    this.entry = entry;
    this.statements = statements;
    this.direction = direction;
    this.memory = SessionMemory.of(statements);
    this.history = history;
    this.journaled =
        !Directives.notResumable(statements) || ScriptKind.isOneTransaction(statements);
  }

  /**
   * Executes what is left of the script.
   *
   * @param rank installed_rank of the migration's row
   * @param rows what the journal has of it; empty: it begins
   */
  Done execute(int rank, List<JournalRow> rows) {
    try {
      boolean own = statements.stream().anyMatch(s -> LOCK_WAIT.matcher(s.sql()).find());
      lockWait = !own && !run.around().setsLockWait();
      channel.lockWait(lockWait ? run.locks().sessionSeconds() : null);
      SessionState session = SessionState.before(channel.connection(), statements);
      Resumption from = resumption(rows);
      ScriptJournal journal = journal(rank, from, !rows.isEmpty());
      return execute(session, journal, from);
    } catch (SQLException e) {
      throw Failures.lost("executing " + entry.label(), e);
    }
  }

  private Resumption resumption(List<JournalRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return new Resumption(0, null, List.of(), null);
    }
    return Resumption.of(rows, statements, Resumption.Means.of(run, direction));
  }

  private ScriptJournal journal(int rank, Resumption from, boolean begun) throws SQLException {
    if (!isOneTransaction()) {
      run.journal().prepare(channel.connection());
    }
    Writer writer =
        new Writer(rank, direction, run.around().operation(), connectionId(), run.schema());
    ScriptJournal journal =
        new ScriptJournal(
            run.journal(), channel, writer, history, statements, memory, from.done(), begun);
    if (begun) {
      journal.goesOn(from.settled());
    }
    return journal;
  }

  private Done execute(SessionState session, ScriptJournal journal, Resumption from)
      throws SQLException {
    if (!journaled) {
      channel.transact(history.begin());
    }
    ScriptRecord record = journaled ? journal : ScriptRecord.None.NONE;
    ScriptRunner runner = new ScriptRunner(channel, beside(record, from.batch()), from.done());
    try {
      rebuild(runner, from);
      ScriptRunner.Ending ending =
          last -> journaled ? journal.complete(last, elapsed()) : history.complete(elapsed());
      List<Statement> rest = statements.subList(from.done(), statements.size());
      if (!runner.run(rest, session.mayDiffer() ? null : ending)) {
        end(session, runner, ending, journal);
      }
      keepLate(journal);
      runner.times().forEach(this::tell);
      return new Done(entry, runner.times(), elapsed());
    } catch (ScriptFailure e) {
      tell(e, runner.times());
      mark(e, session, journal);
      throw failed(e);
    }
  }

  /** The script is done: what cannot be written of its times is no reason to fail. */
  private void keepLate(ScriptJournal journal) {
    List<String> late = journaled ? journal.late() : List.of();
    if (late.isEmpty()) {
      return;
    }
    try {
      channel.flush();
      run.journal().prepare(channel.connection());
      channel.transact(late);
    } catch (SQLException | MigrateException e) {
      String what = "How long " + entry.label() + " took is not kept in the journal: ";
      run.around().events().accept(new Event.Detail(what + e.getMessage()));
    }
  }

  private void tell(StatementTime time) {
    tell(time.statement(), time.effect(), time.duration(), null);
  }

  /** Of a script that failed: what stays of it, and what failed. */
  private void tell(ScriptFailure failure, List<StatementTime> times) {
    times.stream()
        .filter(time -> time.statement().index() <= failure.committed())
        .forEach(this::tell);
    String reason = Failures.describe(failure.reason());
    tell(failure.statement(), Effect.NONE, Duration.ZERO, reason);
  }

  private void tell(
      Statement statement, Effect effect, Duration duration, @Nullable String failure) {
    run.around()
        .events()
        .accept(
            new Event.StatementExecuted(
                statement.where(),
                statement.sha256(),
                statement.summary(),
                effect.rows(),
                effect.warnings(),
                duration,
                failure));
  }

  private ScriptRunner.Beside beside(ScriptRecord record, @Nullable JournalRow batch) {
    boolean plain =
        run.around().hasPlainSyntax()
            && statements.stream().noneMatch(s -> SQL_MODE.matcher(s.sql()).find());
    return new ScriptRunner.Beside(
        run.callbacks().isEmpty()
            ? null
            : (event, statement) -> run.callbacks().statement(event, entry, statement),
        record,
        memory,
        run.engines(),
        new Waits(run.locks(), run.lag(), run.around().events(), lockWait),
        run.sizes(),
        batch,
        run.schema(),
        plain && !run.environment().policy().timings());
  }

  private void rebuild(ScriptRunner runner, Resumption from) throws SQLException {
    if (from.done() > 0) {
      runner.rebuild(Rebuild.after(statements.subList(0, from.done()), from.session(), memory));
    }
  }

  private void end(
      SessionState session, ScriptRunner runner, ScriptRunner.Ending ending, ScriptJournal journal)
      throws SQLException {
    if (session.mayDiffer()) {
      // Its row is to be written in a session as it was: read-only, another character set, …
      runner.transaction().end();
    }
    restore(session);
    if (journaled && journal.isBegun() && !runner.transaction().isAny()) {
      channel.later(ending.sql(runner.transaction().lasting()));
    } else {
      runner.transaction().finish(ending);
    }
  }

  private void restore(SessionState session) throws SQLException {
    session.restore(channel.connection(), run.schema());
    channel.locksTables(false);
    if (session.mayDiffer()) {
      channel.sessionRestored();
    }
  }

  private long connectionId() {
    return run.around().database().facts().connectionId();
  }

  private boolean isOneTransaction() throws SQLException {
    if (!ScriptKind.isOneTransaction(statements)) {
      return false;
    }
    for (Statement statement : statements) {
      if (!run.engines().isTransactional(statement, run.schema())) {
        return false;
      }
    }
    return true;
  }

  /** Makes history and journal say what is true after the failure. */
  private void mark(ScriptFailure failure, SessionState session, ScriptJournal journal) {
    try {
      if (Failures.isLost(failure.reason())) {
        return;
      }
      restore(session);
      if (!journaled) {
        channel.transact(failure.leavesTraces() ? List.of() : history.forget());
      } else if (failure.leavesTraces()) {
        String error = Failures.describe(failure.reason());
        run.journal().prepare(channel.connection());
        channel.transact(journal.failed(failure.statement(), error, failure.doubt() != null));
      } else if (journal.isBegun()) {
        channel.transact(journal.forget());
      } else {
        channel.flush();
      }
    } catch (SQLException e) {
      failure.reason().addSuppressed(e);
    }
  }

  private RuntimeException failed(ScriptFailure failure) {
    SQLException reason = failure.reason();
    if (Failures.isLost(reason)) {
      return Failures.lost(failure, statements.size(), run.command(direction));
    }
    if (reason instanceof InterruptedRunException) {
      return Failures.interrupted(failure, statements.size(), run, direction);
    }
    if (reason instanceof LockTimeoutException waited) {
      return new StatementException(
          waited
              .problem()
              .committed(Failures.committed(failure, statements.size()))
              .fix(waited.problem().fix() + ": " + run.command(direction)),
          reason);
    }
    return new StatementException(
        Problem.of("statement-failed", Failures.describe(reason))
            .at(Failures.place(failure.statement()))
            .committed(Failures.committed(failure, statements.size()))
            .fix(Failures.fix(failure, run, direction)),
        reason);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
