package dev.migrate.backup;

import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.wire.RowStream;
import java.sql.SQLException;
import java.util.List;

/** Reads one row that does not fit into a buffer and hands its tuple on in pieces. */
final class LongRowReader {

  private static final int READ = 64 * 1024;
  private static final int PIECE = 1024 * 1024;

  private final RowStream row;
  private final List<ColumnForm> forms;
  private final RowSink.LongRow sink;
  private final HashSum hash = new HashSum();
  private final byte[] in = new byte[READ];
  private final byte[] out = new byte[PIECE];
  private int filled;

  LongRowReader(RowStream row, RowFormatter formatter, RowSink.LongRow sink) {
    this.row = row;
    this.forms = formatter.forms();
    this.sink = sink;
  }

  void read() throws SQLException {
    put('(');
    for (int i = 0; i < forms.size(); i++) {
      if (i > 0) {
        put(',');
      }
      value(forms.get(i));
    }
    put(')');
    row.finish();
    piece();
    hash.endRow();
    sink.finish(hash.hex());
  }

  private void value(ColumnForm form) throws SQLException {
    long length = row.length();
    if (length == RowStream.NULL) {
      put(RowFormatter.NULL, RowFormatter.NULL.length);
      return;
    }
    boolean number = form == ColumnForm.NUMBER;
    if (number || form == ColumnForm.FLOAT || form == ColumnForm.DOUBLE) {
      number(Math.toIntExact(length), !number);
      return;
    }
    if (form == ColumnForm.UTF8) {
      put(RowFormatter.INTRODUCER, RowFormatter.INTRODUCER.length);
    }
    put('\'');
    quoted(length);
    put('\'');
  }

  private void number(int length, boolean floating) throws SQLException {
    int read = 0;
    while (read < length) {
      read += row.read(in, read, length - read);
    }
    put(in, length);
    if (floating && RowFormatter.isNegativeZero(in, 0, length)) {
      put('e');
      put('0');
    }
  }

  private void quoted(long length) throws SQLException {
    byte[] escaped = new byte[2 * READ];
    long left = length;
    while (left > 0) {
      int read = row.read(in, 0, (int) Math.min(left, READ));
      put(escaped, RowFormatter.escaped(in, 0, read, escaped, 0));
      left -= read;
    }
  }

  private void put(char c) {
    if (filled == out.length) {
      piece();
    }
    out[filled++] = (byte) c;
  }

  private void put(byte[] bytes, int length) {
    int from = 0;
    while (from < length) {
      if (filled == out.length) {
        piece();
      }
      int part = Math.min(length - from, out.length - filled);
      System.arraycopy(bytes, from, out, filled, part);
      from += part;
      filled += part;
    }
  }

  /** The pieces are those of the hash: each full one is hashed and handed on. */
  private void piece() {
    hash.piece(out, 0, filled);
    sink.write(out, filled);
    filled = 0;
  }
}
