package dev.migrate.backup.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.server.Database;
import dev.migrate.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {

  private static final int LONG_PACKET = 16 * 1024 * 1024;

  private Database database;
  private Wire wire;
  private final String schema = "wire_" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void connect() throws SQLException {
    database = Database.open(TestServer.admin(), "wire", event -> {});
    wire = Wire.of(database.worker());
    wire.execute("CREATE DATABASE " + schema);
    wire.execute("USE " + schema);
  }

  @AfterEach
  void disconnect() throws SQLException {
    wire.close();
    try (Wire last = Wire.of(database.worker())) {
      last.execute("DROP DATABASE " + schema);
    }
    database.close();
  }

  @Test
  void rows_come_as_the_bytes_the_server_sends() throws SQLException {
    List<Row> rows =
        wire.query(
            "SELECT 1, NULL, '', x'00FF0A', REPEAT('a', 300) UNION ALL SELECT 2, 'é', '', '', ''");

    assertEquals(2, rows.size());
    assertEquals(1, rows.get(0).number(0));
    assertNull(rows.get(0).bytes(1));
    assertEquals("", rows.get(0).text(2));
    assertArrayEquals(new byte[] {0, (byte) 0xFF, 10}, rows.get(0).bytes(3));
    assertEquals("a".repeat(300), rows.get(0).text(4));
    assertEquals("é", rows.get(1).text(1));
  }

  @Test
  void an_error_has_the_servers_code_and_leaves_the_connection_usable() throws SQLException {
    SQLException e = assertThrows(SQLException.class, () -> wire.execute("SELECT * FROM nowhere"));

    assertEquals(1146, e.getErrorCode());
    assertEquals("42S02", e.getSQLState());
    assertEquals("1", wire.query("SELECT 1").get(0).text(0));
  }

  @Test
  void a_statement_tells_rows_and_warnings() throws SQLException {
    wire.execute("CREATE TABLE t (id INT PRIMARY KEY, n TINYINT)");
    wire.execute("SET sql_mode = ''");

    Answer answer = wire.execute("INSERT INTO t VALUES (1, 1), (2, 1000)");

    assertEquals(2, answer.affectedRows());
    assertEquals(1, answer.warnings());
  }

  @Test
  void all_results_of_a_call_are_read() throws SQLException {
    wire.execute("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2, 3; DO 1; END");

    wire.execute("CALL p()");

    assertEquals("4", wire.query("SELECT 4").get(0).text(0));
  }

  @Test
  void a_file_is_loaded_and_one_that_was_not_offered_is_not() throws SQLException {
    if (wire.query("SELECT @@local_infile").get(0).number(0) == 0) {
      wire.execute("SET GLOBAL local_infile = 1");
    }
    wire.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(10))");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      lines.append(i).append("\tvalue\n");
    }

    Answer answer =
        wire.load(
            "LOAD DATA LOCAL INFILE 'rows' INTO TABLE t",
            new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));

    assertEquals(100_000, answer.affectedRows());
    assertEquals(0, answer.warnings());
    wire.execute("LOAD DATA LOCAL INFILE '/etc/passwd' IGNORE INTO TABLE t");
    assertEquals(100_000, wire.query("SELECT COUNT(*) FROM t").get(0).number(0));
  }

  @Test
  void a_stream_gives_short_rows_whole_and_long_ones_piece_by_piece() throws SQLException {
    long packet = wire.query("SELECT @@max_allowed_packet").get(0).number(0);
    int size = (int) Math.min(packet - 1024, 40_000_000);
    wire.execute("CREATE TABLE t (id INT PRIMARY KEY, b LONGBLOB)");
    wire.execute("INSERT INTO t VALUES (1, 'short'), (2, REPEAT('x', " + size + ")), (3, NULL)");

    RowStream rows = wire.stream("SELECT b, id FROM t ORDER BY id");

    assertTrue(rows.next());
    assertTrue(rows.isWhole());
    assertEquals(5, rows.buffer()[rows.position()]);
    rows.skip();
    assertTrue(rows.next());
    assertFalse(rows.isWhole());
    assertEquals(size, rows.length());
    assertEquals("x".repeat(100), new String(read(rows, size), 0, 100, UTF_8));
    assertEquals(1, rows.length());
    assertEquals('2', read(rows, 1)[0]);
    rows.finish();
    assertTrue(rows.next());
    rows.skip();
    assertFalse(rows.next());
    assertEquals("1", wire.query("SELECT 1").get(0).text(0));
  }

  private static byte[] read(RowStream rows, int count) throws SQLException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[65_536];
    while (all.size() < count) {
      all.write(piece, 0, rows.read(piece, 0, Math.min(piece.length, count - all.size())));
    }
    return all.toByteArray();
  }

  @Test
  void a_statement_longer_than_a_packet_is_sent_in_several() throws SQLException {
    long packet = wire.query("SELECT @@max_allowed_packet").get(0).number(0);
    if (packet < 2L * LONG_PACKET) {
      wire.execute("SET GLOBAL max_allowed_packet = " + 4L * LONG_PACKET);
      wire.close();
      wire = Wire.of(database.worker(schema));
    }
    String text = "y".repeat(LONG_PACKET + 5);

    assertEquals(text.length(), wire.query("SELECT LENGTH('" + text + "')").get(0).number(0));
  }

  @Test
  void an_aborted_connection_says_that_it_is_lost() {
    wire.abort();

    SQLException e = assertThrows(SQLException.class, () -> wire.query("SELECT 1"));

    assertEquals("08S01", e.getSQLState());
    wire = reconnected();
  }

  private Wire reconnected() {
    try {
      return Wire.of(database.worker(schema));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
