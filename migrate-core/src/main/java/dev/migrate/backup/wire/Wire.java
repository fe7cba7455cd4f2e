package dev.migrate.backup.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.a.NativeServerSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection spoken to without a driver: statements as bytes, rows as bytes. Connector/J connects
 * and authenticates, with TLS as configured; then its socket is used here and nobody may use the
 * JDBC connection any more. Not for several threads at once, except {@link #abort()}.
 *
 * <p>Errors of the server are SQLExceptions with its code and SQLState; a connection that is lost
 * is an {@link SQLNonTransientConnectionException}.
 */
public final class Wire implements AutoCloseable {

  private static final int QUERY = 0x03;
  private static final int QUIT = 0x01;
  private static final int OK = 0x00;
  private static final int ERROR = 0xFF;
  private static final int LOCAL_FILE = 0xFB;
  private static final int END_OF_ROWS = 0xFE;
  private static final int MORE_RESULTS = 0x0008;
  private static final int BUFFER = 1024 * 1024;

  /** Kept: the driver ends a connection that nobody refers to. */
  private final Connection connection;

  private final Socket socket;
  private final PacketInput input;
  private final PacketOutput output;
  private final byte[] queryHead;
  private final boolean endsWithOk;

  private Wire(Connection connection, NativeSession session) throws IOException {
    this.connection = connection;
    this.socket = session.getProtocol().getSocketConnection().getMysqlSocket();
    this.input = new PacketInput(socket.getInputStream(), BUFFER);
    this.output = new PacketOutput(socket.getOutputStream());
    this.endsWithOk = session.getServerSession().isEOFDeprecated();
    boolean attributes =
        (session.getServerSession().getClientParam() & NativeServerSession.CLIENT_QUERY_ATTRIBUTES)
            != 0;
    // No attributes in one set of them.
    this.queryHead = attributes ? new byte[] {QUERY, 0, 1} : new byte[] {QUERY};
  }

  /** Takes over an idle connection made by Connector/J without compression. */
  public static Wire of(Connection connection) throws SQLException {
    try {
      JdbcConnection jdbc = connection.unwrap(JdbcConnection.class);
      return new Wire(connection, (NativeSession) jdbc.getSession());
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Executes a statement given as UTF-8; rows it returns are read and dropped. */
  public Answer execute(String sql) throws SQLException {
    return execute(sql.getBytes(UTF_8));
  }

  /** Executes a statement; rows it returns are read and dropped. */
  public Answer execute(byte[] sql) throws SQLException {
    return send(sql, null, null);
  }

  /** The rows of a small result. */
  public List<Row> query(String sql) throws SQLException {
    List<Row> rows = new ArrayList<>();
    send(sql.getBytes(UTF_8), null, rows);
    return rows;
  }

  /**
   * Executes {@code LOAD DATA LOCAL INFILE}, whose file is the data, whatever name it gives. When
   * reading the data fails, the connection is closed: the server must not take the part for a
   * whole.
   */
  public Answer load(String sql, InputStream data) throws SQLException {
    return send(sql.getBytes(UTF_8), data, null);
  }

  /**
   * Starts a query whose rows are read one by one, which has to be to the end before the connection
   * is used again.
   */
  public RowStream stream(String sql) throws SQLException {
    try {
      output.command(queryHead, sql.getBytes(UTF_8));
      input.next();
      requireNoError();
      int columns = Math.toIntExact(new Payload(input.take(), 0).number());
      skipDefinitions(columns);
      return new RowStream(this, input, columns);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Goes to the next row of a stream; false at their end. */
  boolean nextRow() throws SQLException {
    try {
      input.next();
      if (input.first() == ERROR) {
        throw Payload.error(input.take());
      }
      if (isEnd()) {
        requireNoMore(input.take());
        return false;
      }
      return true;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private Answer send(byte[] sql, @Nullable InputStream data, @Nullable List<Row> rows)
      throws SQLException {
    try {
      output.command(queryHead, sql);
      Reply reply = reply(data, rows);
      while (reply.more()) {
        reply = reply(data, rows);
      }
      return reply.answer();
    } catch (IOException e) {
      abort();
      throw lost(e);
    } catch (RuntimeException e) {
      // The data could not be read: half of it is sent, and the server must not see its end.
      abort();
      throw e;
    }
  }

  private record Reply(Answer answer, boolean more) {}

  private Reply reply(@Nullable InputStream data, @Nullable List<Row> rows)
      throws IOException, SQLException {
    input.next();
    requireNoError();
    if (input.first() == OK) {
      return ok(input.take());
    }
    if (input.first() == LOCAL_FILE) {
      input.take();
      sendFile(data);
      return reply(null, rows);
    }
    int columns = Math.toIntExact(new Payload(input.take(), 0).number());
    skipDefinitions(columns);
    return rows(columns, rows);
  }

  private void sendFile(@Nullable InputStream data) throws IOException {
    int sequence = input.sequence() + 1;
    if (data == null) {
      // Not asked for: no file is ever given to a server that asks by itself.
      output.end(sequence);
    } else {
      output.file(data, sequence);
    }
  }

  private Reply rows(int columns, @Nullable List<Row> rows) throws IOException, SQLException {
    while (true) {
      input.next();
      requireNoError();
      if (isEnd()) {
        byte[] end = input.take();
        int status = endsWithOk ? status(end) : new Payload(end, 3).fixed(2);
        return new Reply(new Answer(0, 0, ""), (status & MORE_RESULTS) != 0);
      }
      Payload payload = new Payload(input.take(), 0);
      byte[] @Nullable [] values = new byte[columns] @Nullable [];
      for (int i = 0; i < columns; i++) {
        values[i] = payload.value();
      }
      if (rows != null) {
        rows.add(new Row(values));
      }
    }
  }

  private boolean isEnd() {
    return input.first() == END_OF_ROWS && input.length() < (endsWithOk ? PacketInput.MAXIMUM : 9);
  }

  private void skipDefinitions(int columns) throws IOException {
    for (int i = 0; i < columns + (endsWithOk ? 0 : 1); i++) {
      input.next();
      input.take();
    }
  }

  private void requireNoError() throws IOException, SQLException {
    if (input.first() == ERROR) {
      throw Payload.error(input.take());
    }
  }

  private void requireNoMore(byte[] end) throws SQLException {
    int status = endsWithOk ? status(end) : new Payload(end, 3).fixed(2);
    if ((status & MORE_RESULTS) != 0) {
      throw new SQLException("a query to stream has one result");
    }
  }

  private static int status(byte[] ok) {
    Payload payload = new Payload(ok, 1);
    payload.number();
    payload.number();
    return payload.fixed(2);
  }

  private static Reply ok(byte[] bytes) {
    Payload payload = new Payload(bytes, 1);
    long affected = payload.number();
    payload.number();
    int status = payload.fixed(2);
    int warnings = payload.fixed(2);
    String info = payload.atEnd() ? "" : payload.rest();
    return new Reply(new Answer(affected, warnings, info), (status & MORE_RESULTS) != 0);
  }

  private static SQLException lost(IOException e) {
    return new SQLNonTransientConnectionException(
        "The connection to the server was lost: " + e.getMessage(), "08S01", e);
  }

  /** Cuts the connection, whatever is under way on it; from any thread. */
  public void abort() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is gone already.
      return;
    }
  }

  /** Says goodbye and closes. */
  @Override
  public void close() {
    try {
      output.command(new byte[] {QUIT}, new byte[0]);
    } catch (IOException ignored) {
      // Then the server has noticed already.
    } finally {
      abort();
      forget();
    }
  }

  private void forget() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException ignored) {
      // Its socket is closed, which is all that there is to end.
      return;
    }
  }
}
