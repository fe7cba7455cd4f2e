package dev.migrate.execute;

import dev.migrate.execute.JournalRow.State;
import dev.migrate.schema.Fingerprint;
import dev.migrate.schema.Settlement;
import dev.migrate.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the journal and the history hold of one script while it is being executed.
 *
 * <p>The history says first that the script is half done, in the packet of the first row here, so
 * that stock tools refuse to go on at every moment after anything of it is committed.
 */
final class ScriptJournal implements ScriptRecord {

  /** Beyond this many characters the statements of a row are kept as a hash only. */
  private static final int LONGEST_TEXT = 1 << 20;

  /** What of a script of one transaction is kept took at least that long. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final Journal journal;
  private final Channel channel;
  private final Writer writer;
  private final HistoryMarks history;
  private final List<Statement> statements;
  private final SessionMemory memory;
  private Progress open;
  private Progress committed;
  private int beforeMarker;
  private @Nullable JournalRow underWay;
  private boolean visible;
  private int batching;

  /** What is yet to be written, by the last of the statements it is of. */
  private final NavigableMap<Integer, Timing> took = new TreeMap<>();

  /**
   * Who writes, and to which migration.
   *
   * @param rank installed_rank of the migration's row in the history
   * @param schema the current database when a migration begins
   */
  record Writer(
      int rank, Direction direction, String operation, long connectionId, String schema) {}

  /**
   * What is written so far.
   *
   * @param begun whether the history says that the script is half done
   * @param last the last statement covered by a row
   * @param running the row that is to become done with the next position
   */
  private record Progress(boolean begun, int last, @Nullable Running running) {}

  private record Running(int last, Timing timing) {}

  /**
   * Nothing executed yet, or the script is gone on with.
   *
   * @param last the last statement that is done; 0 for a script that begins
   */
  ScriptJournal(
      Journal journal,
      Channel channel,
      Writer writer,
      HistoryMarks history,
      List<Statement> statements,
      SessionMemory memory,
      int last,
      boolean begun) {
    this.journal = journal;
    this.channel = channel;
    this.writer = writer;
    this.history = history;
    this.statements = statements;
    this.memory = memory;
    this.open = new Progress(begun, last, null);
    this.committed = open;
  }

  /** Whether the history says that the script is half done. */
  boolean isBegun() {
    return committed.begun();
  }

  @Override
  public List<String> start() {
    List<String> sql = begin();
    if (!sql.isEmpty()) {
      sql.add(journal.writing(beginning()));
    }
    return sql;
  }

  private List<String> begin() {
    List<String> sql = new ArrayList<>();
    if (!open.begun()) {
      sql.add(
          writer.direction() == Direction.UPGRADE
              ? journal.removal(writer.rank())
              : journal.removal(writer.rank(), writer.direction()));
      sql.addAll(history.begin());
      open = new Progress(true, open.last(), open.running());
    }
    return sql;
  }

  @Override
  public List<String> position(int last) throws SQLException {
    List<String> sql = begin();
    Running running = open.running();
    if (running != null) {
      sql.add(done(running, memory.remembered(channel)));
    }
    if (last > open.last()) {
      JournalRow row = row(statements.get(last - 1), State.DONE, null, null, null);
      Timing timing = taken(last);
      sql.add(journal.writing(timing == null ? row : row.took(timing)));
    }
    open = new Progress(true, Math.max(last, open.last()), null);
    return sql;
  }

  private @Nullable Timing taken(int last) {
    NavigableMap<Integer, Timing> covered = took.headMap(last, true);
    Timing all = covered.values().stream().reduce(Timing::and).orElse(null);
    covered.clear();
    return all;
  }

  @Override
  public void took(Statement last, Timing timing) {
    took.put(last.index(), timing);
  }

  /**
   * What of a script that is done took long and is not written yet.
   *
   * @return own statements; empty for nothing
   */
  List<String> late() {
    List<String> sql = new ArrayList<>();
    for (Map.Entry<Integer, Timing> each : took.entrySet()) {
      if (each.getValue().duration().compareTo(LONG) >= 0) {
        sql.add(late(each.getKey(), each.getValue()));
      }
    }
    if (!sql.isEmpty() && !open.begun()) {
      sql.add(
          0,
          writer.direction() == Direction.UPGRADE
              ? journal.removal(writer.rank())
              : journal.removal(writer.rank(), writer.direction()));
    }
    return sql;
  }

  private String late(int last, Timing timing) {
    return open.begun()
        ? journal.took(writer.rank(), writer.direction(), last, timing)
        : journal.writing(whole(statements.get(last - 1)).took(timing));
  }

  @Override
  public List<String> intent(Statement statement, Statement effective) throws SQLException {
    return before(State.INTENT, statement, effective);
  }

  @Override
  public List<String> marker(Statement statement, Statement effective) throws SQLException {
    return before(State.RUNNING, statement, effective);
  }

  private List<String> before(State state, Statement statement, Statement effective)
      throws SQLException {
    Fingerprint fingerprint = fingerprint(effective);
    List<String> sql = begin();
    Running running = open.running();
    if (running != null) {
      sql.add(done(running, memory.remembered(channel)));
      open = new Progress(true, open.last(), null);
    }
    String executed = effective.equals(statement) || statement.secret() ? null : effective.sql();
    String before = fingerprint == null ? null : fingerprint.encoded();
    JournalRow row = row(statement, state, executed, before, null);
    sql.add(journal.writing(row));
    underWay = row;
    visible = fingerprint != null && Settlement.isVisible(effective, fingerprint);
    beforeMarker = open.last();
    open = new Progress(true, statement.index(), null);
    return sql;
  }

  private @Nullable Fingerprint fingerprint(Statement effective) throws SQLException {
    if (effective.objects().isEmpty()) {
      return null;
    }
    return Fingerprint.of(channel.connection(), memory.schema(writer.schema()), effective);
  }

  @Override
  public void ran(Statement statement, Timing timing, boolean inTransaction) throws SQLException {
    Running running = new Running(statement.index(), timing);
    if (inTransaction) {
      open = new Progress(true, open.last(), running);
      return;
    }
    channel.later(List.of(done(running, null)));
    if (!visible) {
      // Nobody could tell later that it ran: not left to the next packet.
      channel.flush();
    }
  }

  @Override
  public void ranAndCommitted(Statement statement, Timing timing) throws SQLException {
    // Its marker may have been committed or rolled back with the transaction: written anew.
    open = new Progress(true, beforeMarker, null);
    JournalRow row = row(statement, State.DONE, null, null, null);
    channel.transact(List.of(journal.writing(row.took(timing))));
    open = new Progress(true, statement.index(), null);
    committed = open;
  }

  @Override
  public List<String> batches(Statement statement, String position) throws SQLException {
    List<String> sql = begin();
    sql.add(journal.writing(row(statement, State.BATCHES, null, null, null).at(position)));
    goesOnWithBatch(statement);
    return sql;
  }

  @Override
  public void goesOnWithBatch(Statement statement) {
    open = new Progress(true, statement.index(), null);
    visible = false;
    batching = statement.index();
  }

  @Override
  public String batch(Statement statement, String position, long rows) {
    return journal.batch(writer.rank(), writer.direction(), statement.index(), position, rows);
  }

  @Override
  public String table() {
    return journal.quoted();
  }

  @Override
  public void committed() {
    committed = open;
  }

  @Override
  public void rolledBack() {
    open = committed;
    took.tailMap(committed.last(), false).clear();
  }

  /** An earlier run left statements done; what is left of the others is removed. */
  void goesOn(List<String> settled) throws SQLException {
    // At once: what is left of a statement would be taken for done beside a row of a later one.
    channel.later(List.of(journal.removalOfUndone(writer.rank(), writer.direction())));
    channel.later(settled);
    if (open.last() == 0) {
      // Without any row nobody would know that the script can be gone on with.
      channel.later(List.of(journal.writing(beginning())));
    }
    channel.flush();
  }

  /** The statement failed; what the journal says of it from now on. */
  List<String> failed(Statement statement, String error, boolean doubt) throws SQLException {
    if (batching == statement.index()) {
      return List.of(
          journal.batchFailed(writer.rank(), writer.direction(), statement.index(), error));
    }
    List<String> sql = new ArrayList<>();
    if (doubt && !open.begun()) {
      // That it is begun may have been committed by the statement itself.
      sql.addAll(history.forget());
    }
    sql.addAll(begin());
    JournalRow before = underWay;
    sql.add(
        journal.writing(
            doubt && before != null && before.last() == statement.index()
                ? before.failed(error)
                : row(statement, doubt ? State.DOUBT : State.FAILED, null, null, error)));
    return sql;
  }

  /** Nothing of the script is committed: as if it had never begun. */
  List<String> forget() {
    List<String> sql = new ArrayList<>();
    sql.add(journal.removal(writer.rank(), writer.direction()));
    sql.addAll(history.forget());
    return sql;
  }

  /**
   * The whole script is done.
   *
   * @param last the last statement that left something behind
   */
  List<String> complete(int last, Duration duration) throws SQLException {
    if (!open.begun()) {
      return history.record(duration);
    }
    List<String> sql = new ArrayList<>(position(last));
    sql.add(journal.whole(writer.rank(), writer.direction()));
    sql.addAll(history.complete(duration));
    return sql;
  }

  private String done(Running running, @Nullable String session) {
    return journal.done(
        writer.rank(), writer.direction(), running.last(), running.timing(), session);
  }

  /** The row that says that the script is begun and nothing of it is done. */
  private JournalRow beginning() {
    String file = statements.get(0).file();
    return done(0, file, 1, "", StatementTexts.hash(List.of()));
  }

  /** The row of a statement of a script that is done as a whole. */
  private JournalRow whole(Statement statement) {
    return done(statement.index(), statement.file(), statement.line(), statement.summary(), null);
  }

  private JournalRow done(int last, String file, int line, String summary, @Nullable String hash) {
    return new JournalRow(
        writer.rank(),
        writer.direction(),
        last,
        State.DONE,
        file,
        line,
        summary,
        hash,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        writer.operation(),
        writer.connectionId(),
        Instant.EPOCH,
        null);
  }

  private JournalRow row(
      Statement statement,
      State state,
      @Nullable String executed,
      @Nullable String fingerprint,
      @Nullable String error)
      throws SQLException {
    boolean failed = state == State.FAILED || state == State.DOUBT;
    List<Statement> covered = statements.subList(open.last(), statement.index());
    return new JournalRow(
        writer.rank(),
        writer.direction(),
        statement.index(),
        state,
        statement.file(),
        statement.line(),
        statement.summary(),
        failed ? null : StatementTexts.hash(covered),
        failed ? null : StatementTexts.join(covered, LONGEST_TEXT),
        executed,
        fingerprint,
        failed ? null : memory.remembered(channel),
        null,
        0,
        error,
        writer.operation(),
        writer.connectionId(),
        Instant.EPOCH,
        null);
  }
}
