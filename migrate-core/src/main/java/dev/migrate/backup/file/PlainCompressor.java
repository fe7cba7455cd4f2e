package dev.migrate.backup.file;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Leaves SQL as it is. */
final class PlainCompressor extends Compressor {

  @Override
  ByteBuffer compress(byte[] sql, int offset, int length) {
    return ByteBuffer.wrap(sql, offset, length);
  }

  @Override
  OutputStream stream(OutputStream target) {
    return target;
  }
}
