package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.Chunk;
import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.Session;
import dev.migrate.backup.file.TableFacts;
import dev.migrate.backup.wire.Answer;
import dev.migrate.backup.wire.Row;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of data frames in, each in a transaction of its own together with the note that it
 * is done. Every row has to arrive, and without a warning: LOAD DATA LOCAL, which never fails,
 * makes warnings of wrong values.
 */
final class RestoreChunk {

  /** LOAD DATA LOCAL is switched off, at the server or between it and us. */
  private static final Set<Integer> NO_LOAD = Set.of(1148, 3948, 3950, 4166);

  /** "Data truncated for column": what an ENUM's error value leaves. */
  private static final int TRUNCATED = 1265;

  private static final int ATTEMPTS = 5;

  private final RestorePlan plan;
  private final RestoreTarget target;
  private final RestoreState state;

  RestoreChunk(RestorePlan plan, RestoreTarget target, RestoreState state) {
    this.plan = plan;
    this.target = target;
    this.state = state;
  }

  /** One frame; a deadlock or a wait for a lock is tried again. */
  void restore(RestoreSession session, int index) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        put(session, index);
        state.done(session.wire(), index);
        return;
      } catch (SQLException e) {
        if (!RestoreFailure.isPassing(e) || attempt == ATTEMPTS) {
          throw e;
        }
        session.wire().execute("ROLLBACK");
      }
    }
  }

  private void put(RestoreSession session, int index) throws SQLException {
    Frame frame = plan.frame(index);
    if (target.loads(plan, frame) && load(session, frame)) {
      return;
    }
    session.enter(index);
    insert(session, frame);
  }

  /** False if that was not possible, and nothing is left of it. */
  private boolean load(RestoreSession session, Frame frame) throws SQLException {
    TableFacts table = plan.table(frame.object());
    Chunk chunk = RestorePlan.chunk(frame);
    // Its own character set holds for the rows, whatever the session has.
    session.enterUtf8();
    try (InputStream rows = rows(session, frame, table)) {
      Answer answer = session.wire().load(LoadStatement.of(table), rows);
      if (answer.affectedRows() == chunk.rows() && answer.warnings() == 0) {
        return true;
      }
      String trouble = trouble(session, answer, chunk);
      session.wire().execute("ROLLBACK");
      if (frame.size() >= target.maxAllowedPacket()) {
        throw inexact(frame, trouble);
      }
      return false;
    } catch (IOException e) {
      throw RestoreSession.unreadable(session.file(), frame, e);
    } catch (SQLException e) {
      if (NO_LOAD.contains(e.getErrorCode())) {
        return false;
      }
      throw e;
    }
  }

  private static InputStream rows(RestoreSession session, Frame frame, TableFacts table) {
    InputStream tuples = TupleInput.of(session.file(), frame, table);
    return table.utf8Columns().isEmpty() ? tuples : new IntroducerInput(tuples);
  }

  private void insert(RestoreSession session, Frame frame) throws SQLException {
    Chunk chunk = RestorePlan.chunk(frame);
    byte[] sql = bytes(session, frame);
    int start = chunk.lenient() ? Session.LENIENT.length() : 0;
    int end = sql.length - (chunk.lenient() ? Session.STRICT.length() : 0) - ";\n".length();
    if (chunk.lenient()) {
      session.wire().execute(setting(Session.LENIENT));
    }
    String before = plan.table(frame.object()).insert();
    while (before.startsWith("SET ")) {
      int length = before.indexOf(";\n") + ";\n".length();
      session.wire().execute(setting(before.substring(0, length)));
      before = before.substring(length);
      start += length;
    }
    Answer answer = session.wire().execute(Arrays.copyOfRange(sql, start, end));
    String trouble = trouble(session, answer, chunk);
    if (chunk.lenient()) {
      session.wire().execute(setting(Session.STRICT));
    }
    if (trouble != null) {
      session.wire().execute("ROLLBACK");
      throw inexact(frame, trouble);
    }
  }

  private static String setting(String line) {
    return line.substring(0, line.length() - ";\n".length());
  }

  private byte[] bytes(RestoreSession session, Frame frame) {
    String insert = plan.table(frame.object()).insert();
    String begin = RestorePlan.chunk(frame).lenient() ? Session.LENIENT + insert : insert;
    byte[] expected = begin.getBytes(UTF_8);
    try (InputStream in = session.file().sql(frame)) {
      byte[] sql = in.readAllBytes();
      if (sql.length <= expected.length
          || !Arrays.equals(expected, 0, expected.length, sql, 0, expected.length)) {
        throw new IOException("it does not begin with the table's INSERT");
      }
      return sql;
    } catch (IOException e) {
      throw RestoreSession.unreadable(session.file(), frame, e);
    }
  }

  private static @Nullable String trouble(RestoreSession session, Answer answer, Chunk chunk)
      throws SQLException {
    if (answer.warnings() > 0) {
      List<Row> warnings = session.wire().query("SHOW WARNINGS");
      for (Row warning : warnings) {
        if (!chunk.lenient() || warning.number(1) != TRUNCATED) {
          return "the server warned: " + warning.text(2);
        }
      }
    }
    return answer.affectedRows() == chunk.rows()
        ? null
        : answer.affectedRows() + " of " + chunk.rows() + " rows went in";
  }

  private static ServerException inexact(Frame frame, @Nullable String trouble) {
    return new ServerException(
        Problem.of("restore-inexact", "Rows of `" + frame.object() + "` are not stored: " + trouble)
            .at("table " + frame.object())
            .fix(
                "restore into a server of the version and the settings that the backup was taken"
                    + " from, then run the same goal again: it goes on where it stopped"));
  }
}
