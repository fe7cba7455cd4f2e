package dev.migrate.backup.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Makes frames of one form, one at a time; a writer has as many as threads write at once. */
abstract sealed class Compressor implements AutoCloseable
    permits ZstdCompressor, GzipCompressor, PlainCompressor {

  static Compressor of(Form form) {
    return switch (form) {
      case ZSTD -> new ZstdCompressor();
      case GZIP -> new GzipCompressor();
      case PLAIN -> new PlainCompressor();
    };
  }

  /** The frame with this SQL; the buffer is good until the next call. */
  abstract ByteBuffer compress(byte[] sql, int offset, int length) throws IOException;

  /** A frame of any length, written to {@code target}; closing it ends the frame alone. */
  abstract OutputStream stream(OutputStream target) throws IOException;

  @Override
  public void close() {}
}
