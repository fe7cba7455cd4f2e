package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.BackupWriter;
import dev.migrate.backup.file.Chunk;
import dev.migrate.backup.file.FrameKind;
import dev.migrate.backup.file.LongFrame;
import dev.migrate.backup.file.Session;

/** Writes the rows of one slice as data frames: an INSERT each. */
final class DataFrames implements RowSink {

  private static final byte[] LENIENT = Session.LENIENT.getBytes(UTF_8);
  private static final byte[] STRICT = Session.STRICT.getBytes(UTF_8);
  private static final byte[] END = {';', '\n'};

  private final BackupWriter writer;
  private final TableWork table;
  private final Slice slice;

  DataFrames(BackupWriter writer, TableWork table, Slice slice) {
    this.writer = writer;
    this.table = table;
    this.slice = slice;
  }

  @Override
  public int margin() {
    return LENIENT.length + table.insert().length;
  }

  @Override
  public void tuples(byte[] buffer, int end, long rows, String hash, boolean lenient) {
    byte[] insert = table.insert();
    System.arraycopy(insert, 0, buffer, LENIENT.length, insert.length);
    int last = put(END, buffer, end);
    int first = LENIENT.length;
    if (lenient) {
      first = 0;
      put(LENIENT, buffer, 0);
      last = put(STRICT, buffer, last);
    }
    Chunk chunk = new Chunk(slice.from(), slice.to(), rows, hash, lenient);
    writer.write(FrameKind.DATA, table.name(), buffer, first, last - first, chunk);
    table.add(rows, hash, last - first);
  }

  private static int put(byte[] bytes, byte[] buffer, int at) {
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    return at + bytes.length;
  }

  @Override
  public LongRow longRow() {
    return new LongRowFrame(writer.open(FrameKind.DATA, table.name()));
  }

  /**
   * One frame with one row. An enumeration in it may have its error value: it is read leniently.
   */
  private final class LongRowFrame implements LongRow {

    private final LongFrame frame;
    private final boolean lenient = table.hasEnum();
    private long size;

    LongRowFrame(LongFrame frame) {
      this.frame = frame;
      if (lenient) {
        write(LENIENT, LENIENT.length);
      }
      write(table.insert(), table.insert().length);
    }

    @Override
    public void write(byte[] bytes, int length) {
      frame.write(bytes, 0, length);
      size += length;
    }

    @Override
    public void finish(String hash) {
      write(END, END.length);
      if (lenient) {
        write(STRICT, STRICT.length);
      }
      frame.finish(new Chunk(slice.from(), slice.to(), 1, hash, lenient));
      table.add(1, hash, size);
    }

    @Override
    public void close() {
      frame.close();
    }
  }
}
