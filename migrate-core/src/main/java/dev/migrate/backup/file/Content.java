package dev.migrate.backup.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file's bytes as they were before encryption; read at any place, by any thread. */
abstract sealed class Content implements AutoCloseable permits PlainContent, EncryptedContent {

  /**
   * Opens a file.
   *
   * @throws dev.migrate.outcome.BackupException {@code backup-key-missing}, {@code
   *     backup-key-wrong}, {@code backup-file-broken}
   */
  static Content open(Path file, @Nullable BackupKey key) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return EncryptedContent.begins(channel)
          ? EncryptedContent.open(file, channel, key)
          : new PlainContent(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** How many there are. */
  abstract long size();

  /** Reads some; at least one, -1 at the end. */
  abstract int read(long position, byte[] bytes, int offset, int length) throws IOException;

  @Override
  public abstract void close() throws IOException;

  /** These bytes, all of them. */
  final byte[] bytes(long position, long length) throws IOException {
    if (position < 0 || length < 0 || length > size() - position) {
      throw new EOFException("the file ends too early");
    }
    byte[] bytes = new byte[Math.toIntExact(length)];
    int filled = 0;
    while (filled < bytes.length) {
      int count = read(position + filled, bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw new EOFException("the file ends too early");
      }
      filled += count;
    }
    return bytes;
  }

  /** These bytes, as a stream. */
  final InputStream stream(long position, long length) {
    return new Part(position, position + length);
  }

  static int read(FileChannel channel, long position, byte[] bytes, int offset, int length)
      throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, length), position);
  }

  private final class Part extends InputStream {
    private long position;
    private final long end;

    Part(long position, long end) {
      this.position = position;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position >= end) {
        return -1;
      }
      int count =
          Content.this.read(position, bytes, offset, (int) Math.min(length, end - position));
      position += Math.max(count, 0);
      return count;
    }

    /** GZIPInputStream asks whether another member follows. */
    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
  }
}
