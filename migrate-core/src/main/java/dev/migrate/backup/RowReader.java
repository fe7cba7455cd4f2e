package dev.migrate.backup;

import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.wire.RowStream;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * Reads rows from the server and hands them on as tuples, some MiB at a time. What it needs of
 * memory depends on neither the number nor the width of the rows.
 */
final class RowReader {

  /** The bytes of a frame's SQL before it is handed on. */
  static final int FRAME = 4 * 1024 * 1024;

  /** The longest row that a stream gives whole. */
  private static final int WHOLE_ROW = 1024 * 1024;

  private final RowFormatter formatter;
  private final int frame;
  private final LongConsumer progress;
  private final byte[] buffer;
  private final HashSum hash = new HashSum();
  private final RowSink sink;
  private int position;
  private long rows;

  /**
   * For the rows of one table.
   *
   * @param frame the bytes of a frame at which it is handed on
   * @param progress told how many rows more were read
   */
  RowReader(RowFormatter formatter, int frame, RowSink sink, LongConsumer progress) {
    this.formatter = formatter;
    this.frame = frame;
    this.progress = progress;
    this.sink = sink;
    this.buffer = new byte[2 * sink.margin() + frame + formatter.bound(WHOLE_ROW) + 2];
    this.position = sink.margin();
  }

  /** Reads all rows of a stream. */
  void read(RowStream stream) throws SQLException {
    while (stream.next()) {
      if (stream.isWhole()) {
        whole(stream);
      } else {
        flush();
        try (RowSink.LongRow row = sink.longRow()) {
          new LongRowReader(stream, formatter, row).read();
        }
        progress.accept(1);
      }
    }
    flush();
  }

  private void whole(RowStream stream) {
    if (rows > 0) {
      buffer[position++] = ',';
      buffer[position++] = '\n';
    }
    int start = position;
    position = formatter.format(stream.buffer(), stream.position(), buffer, start);
    hash.add(buffer, start, position - start);
    rows++;
    stream.skip();
    if (position - sink.margin() >= frame) {
      flush();
    }
  }

  private void flush() {
    if (rows == 0) {
      return;
    }
    sink.tuples(buffer, position, rows, hash.hex(), formatter.takeLenient());
    progress.accept(rows);
    position = sink.margin();
    rows = 0;
    hash.reset();
  }
}
