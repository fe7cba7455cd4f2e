package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.migrate.backup.file.BackupFile;
import dev.migrate.backup.file.Frame;
import dev.migrate.backup.file.TableFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The tuples of a data frame, without the INSERT before them and the semicolon after them, nor the
 * first and last parenthesis: what LOAD DATA reads with lines terminated by {@code ),\n(}. A frame
 * that is not whole fails with a {@link dev.migrate.outcome.BackupException} before its end is
 * reached.
 */
final class TupleInput extends InputStream {

  private static final byte[] END = {')', ';', '\n'};

  private final BackupFile file;
  private final Frame frame;
  private final InputStream sql;
  private long left;
  private boolean checked;

  private TupleInput(BackupFile file, Frame frame, InputStream sql, long left) {
    this.file = file;
    this.frame = frame;
    this.sql = sql;
    this.left = left;
  }

  static TupleInput of(BackupFile file, Frame frame, TableFacts table) {
    byte[] begin = (table.insert() + "(").getBytes(UTF_8);
    try {
      InputStream sql = file.sql(frame);
      if (!Arrays.equals(begin, sql.readNBytes(begin.length))) {
        sql.close();
        throw new IOException("it does not begin with the table's INSERT");
      }
      return new TupleInput(file, frame, sql, frame.size() - begin.length - END.length);
    } catch (IOException e) {
      throw RestoreSession.unreadable(file, frame, e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    try {
      if (left == 0) {
        requireEnd();
        return -1;
      }
      int read = sql.read(into, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new IOException("it ends too early");
      }
      left -= read;
      return read;
    } catch (IOException e) {
      throw RestoreSession.unreadable(file, frame, e);
    }
  }

  /** To the end of the frame, where its checksum is. */
  private void requireEnd() throws IOException {
    if (checked) {
      return;
    }
    if (!Arrays.equals(END, sql.readNBytes(END.length)) || sql.read() >= 0) {
      throw new IOException("it does not end with its last row");
    }
    checked = true;
  }

  @Override
  public void close() {
    try {
      sql.close();
    } catch (IOException ignored) {
      // Read to its end already, or the error that kept it from that is on its way.
      return;
    }
  }
}
