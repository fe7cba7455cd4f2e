package dev.migrate.backup.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes gzip members, at zlib's fastest level. */
final class GzipCompressor extends Compressor {

  private static final int BUFFER = 64 << 10;

  private final Frames frames = new Frames();

  @Override
  ByteBuffer compress(byte[] sql, int offset, int length) throws IOException {
    frames.reset();
    try (OutputStream member = stream(frames)) {
      member.write(sql, offset, length);
    }
    return frames.buffer();
  }

  @Override
  OutputStream stream(OutputStream target) throws IOException {
    return new Member(target, Deflater.BEST_SPEED);
  }

  /** One member at a level of choice; the buffer is the largest piece handed on. */
  static final class Member extends GZIPOutputStream {
    Member(OutputStream target, int level) throws IOException {
      super(target, BUFFER);
      def.setLevel(level);
    }
  }

  /** The bytes without a copy. */
  private static final class Frames extends ByteArrayOutputStream {
    ByteBuffer buffer() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }
}
