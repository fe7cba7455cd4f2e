package dev.migrate.backup.file;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads zstd frames of known size, one at a time; on direct buffers, as {@link ZstdCompressor}. */
final class Decompressor implements AutoCloseable {

  private static final int STEP = 1 << 20;

  private final ZstdDecompressCtx context;
  private ByteBuffer from = ByteBuffer.allocateDirect(0);
  private ByteBuffer to = ByteBuffer.allocateDirect(0);

  Decompressor() {
    try {
      context = new ZstdDecompressCtx();
    } catch (LinkageError e) {
      throw ZstdCompressor.missing(e);
    }
  }

  byte[] decompress(byte[] frame, int size) throws IOException {
    from = room(from, frame.length);
    to = room(to, size);
    from.put(frame).flip();
    to.limit(size);
    try {
      int count = context.decompress(to, from);
      if (count != size || from.hasRemaining()) {
        throw new IOException("it has " + count + " bytes of SQL instead of " + size);
      }
    } catch (ZstdException e) {
      throw new IOException(e.getMessage(), e);
    }
    byte[] sql = new byte[size];
    to.flip().get(sql);
    return sql;
  }

  @Override
  public void close() {
    context.close();
  }

  private static ByteBuffer room(ByteBuffer buffer, int size) {
    return buffer.capacity() >= size
        ? buffer.clear()
        : ByteBuffer.allocateDirect((size + STEP - 1) / STEP * STEP);
  }
}
