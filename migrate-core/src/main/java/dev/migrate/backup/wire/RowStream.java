package dev.migrate.backup.wire;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * The rows of one query, each as the server sends it: for each column a length and its bytes ("Text
 * Resultset Row" in MySQL's protocol manual). A row of up to 1 MiB lies whole in {@link #buffer()};
 * a longer one is read value by value, so that no value need fit into memory.
 */
public final class RowStream {

  /** The length of NULL. */
  public static final long NULL = -1;

  private final Wire wire;
  private final PacketInput input;
  private final int columns;

  RowStream(Wire wire, PacketInput input, int columns) {
    this.wire = wire;
    this.input = input;
    this.columns = columns;
  }

  /** How many values a row has. */
  public int columns() {
    return columns;
  }

  /** Goes to the next row; false at their end. The row before must have been read or skipped. */
  public boolean next() throws SQLException {
    return wire.nextRow();
  }

  /** Whether all of the row lies in the buffer. */
  public boolean isWhole() {
    return input.isWhole();
  }

  /** The bytes with the row in them; valid until the next call of {@link #next()}. */
  public byte[] buffer() {
    return input.buffer();
  }

  /** Where in the buffer the row begins. */
  public int position() {
    return input.position();
  }

  /** How many bytes a whole row has, its lengths included. */
  public int size() {
    return input.length();
  }

  /** Leaves a whole row behind. */
  public void skip() {
    input.skip();
  }

  /** Begins the next value of a row that is not whole: its length, or {@link #NULL}. */
  public long length() throws SQLException {
    try {
      int first = input.read();
      if (first == 0xFB) {
        return NULL;
      }
      if (first < 0xFB) {
        return first;
      }
      int count = first == 0xFC ? 2 : first == 0xFD ? 3 : 8;
      long length = 0;
      for (int i = 0; i < count; i++) {
        length |= (long) input.read() << (8 * i);
      }
      return length;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Some of the value's bytes: at least one, at most {@code count}. */
  public int read(byte[] into, int offset, int count) throws SQLException {
    try {
      return input.read(into, offset, count);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Ends a row that is not whole. */
  public void finish() throws SQLException {
    try {
      input.finish();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static SQLException lost(IOException e) {
    return new SQLNonTransientConnectionException(
        "The connection to the server was lost: " + e.getMessage(), "08S01", e);
  }
}
