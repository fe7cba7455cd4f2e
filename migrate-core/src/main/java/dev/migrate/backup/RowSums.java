package dev.migrate.backup;

import dev.migrate.backup.file.HashSum;
import dev.migrate.backup.wire.Wire;
import java.sql.SQLException;

/** Reads a table as a backup does, and keeps only how many rows it has and their sum. */
final class RowSums implements RowSink {

  /** A table's rows: how many, and the sum of their hashes in hexadecimal. */
  record Sum(long rows, String hash) {}

  private final HashSum hash = new HashSum();
  private long rows;

  private RowSums() {}

  /** The sum of all rows of a table, read in a session that {@link DumpSession} prepared. */
  static Sum of(Wire wire, TableSource table) throws SQLException {
    return of(wire, table, Slice.WHOLE);
  }

  /** The sum of a part of a table. */
  static Sum of(Wire wire, TableSource table, Slice slice) throws SQLException {
    RowSums sums = new RowSums();
    RowFormatter formatter = new RowFormatter(table.forms());
    new RowReader(formatter, RowReader.FRAME, sums, more -> {})
        .read(wire.stream(slice.query(table)));
    return new Sum(sums.rows, sums.hash.hex());
  }

  @Override
  public int margin() {
    return 0;
  }

  @Override
  public void tuples(byte[] buffer, int end, long more, String sum, boolean lenient) {
    hash.add(sum);
    rows += more;
  }

  @Override
  public LongRow longRow() {
    return new LongRow() {
      @Override
      public void write(byte[] bytes, int length) {
        // Only its sum is wanted.
      }

      @Override
      public void finish(String sum) {
        hash.add(sum);
        rows++;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
