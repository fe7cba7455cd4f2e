package dev.migrate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads the end of a file of lines, however long the file is. */
final class LastLine {

  private static final int BLOCK = 64 * 1024;

  private LastLine() {}

  /** Whether a line ends at this place, which is not the beginning. */
  static boolean endsAt(FileChannel channel, long end) throws IOException {
    return bytes(channel, end - 1, 1).get(0) == '\n';
  }

  /** The line that ends before this place, without its end; empty at the beginning. */
  static String read(FileChannel channel, long end) throws IOException {
    long begin = Math.max(end, 0);
    while (begin > 0) {
      int length = (int) Math.min(BLOCK, begin);
      ByteBuffer block = bytes(channel, begin - length, length);
      for (int i = length - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return text(channel, begin - length + i + 1, end);
        }
      }
      begin -= length;
    }
    return text(channel, 0, Math.max(end, 0));
  }

  private static String text(FileChannel channel, long begin, long end) throws IOException {
    return UTF_8.decode(bytes(channel, begin, Math.toIntExact(end - begin))).toString();
  }

  private static ByteBuffer bytes(FileChannel channel, long begin, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, begin + buffer.position()) >= 0) {
      // until it is full
    }
    return buffer.flip();
  }
}
