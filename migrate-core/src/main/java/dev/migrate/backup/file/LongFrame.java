package dev.migrate.backup.file;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One frame of any length, streamed to the file while other frames wait. Closed without {@link
 * #finish}, it leaves a file that cannot be finished.
 */
public final class LongFrame extends OutputStream {

  private final BackupWriter writer;
  private final FrameKind kind;
  private final String object;
  private final long offset;
  private final OutputStream sql;
  private long size;
  private boolean closed;

  LongFrame(BackupWriter writer, FrameKind kind, String object, long offset, OutputStream sql) {
    this.writer = writer;
    this.kind = kind;
    this.object = object;
    this.offset = offset;
    this.sql = sql;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * Goes on with the frame's SQL.
   *
   * @throws dev.migrate.outcome.BackupException {@code backup-disk-full}, {@code
   *     backup-write-failed}
   */
  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      sql.write(bytes, from, length);
    } catch (IOException e) {
      throw writer.failed(e);
    }
    size += length;
  }

  /**
   * Ends the frame.
   *
   * @param chunk the rows; null unless it is a data frame
   * @throws dev.migrate.outcome.BackupException {@code backup-disk-full}, {@code
   *     backup-write-failed}
   */
  public Frame finish(@Nullable Chunk chunk) {
    try {
      sql.close();
    } catch (IOException e) {
      throw writer.failed(e);
    }
    closed = true;
    return writer.ended(kind, object, offset, size, chunk);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      writer.abandoned();
    }
  }
}
