package dev.migrate.backup.file;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The bytes of a file that is not encrypted. */
final class PlainContent extends Content {

  /** A longer read would let the JDK keep as long a buffer for each thread. */
  private static final int AT_ONCE = 256 << 10;

  private final FileChannel channel;
  private final long size;

  PlainContent(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  @Override
  long size() {
    return size;
  }

  @Override
  int read(long position, byte[] bytes, int offset, int length) throws IOException {
    return read(channel, position, bytes, offset, Math.min(length, AT_ONCE));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
