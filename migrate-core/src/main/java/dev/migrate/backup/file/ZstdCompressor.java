package dev.migrate.backup.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Makes zstd frames. Works on direct buffers: compressing Java arrays in place would hold up the
 * garbage collector in every thread.
 */
final class ZstdCompressor extends Compressor {

  private static final int LEVEL = 1;
  private static final int STEP = 1 << 20;

  /**
   * A table of 16 KiB, which the processor's first cache holds, and the window that it can know:
   * measured a tenth faster, and rows 0 to 5 % smaller (long prose a tenth larger).
   */
  private static final int HASH_LOG = 12;

  private static final int WINDOW_LOG = 17;

  private final ZstdCompressCtx context;
  private ByteBuffer from = ByteBuffer.allocateDirect(0);
  private ByteBuffer to = ByteBuffer.allocateDirect(0);

  ZstdCompressor() {
    try {
      context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
      context.setHashLog(HASH_LOG).setWindowLog(WINDOW_LOG);
    } catch (LinkageError e) {
      throw missing(e);
    }
  }

  /** The native part of zstd cannot be loaded here. */
  static BackupException missing(LinkageError e) {
    return new BackupException(
        Problem.of("backup-zstd-missing", "zstd does not run on this machine: " + e.getMessage())
            .fix(
                "let the JVM run libraries from its folder for temporary files (-Djava.io.tmpdir),"
                    + " or name another in -DZstdTempFolder"),
        e);
  }

  @Override
  ByteBuffer compress(byte[] sql, int offset, int length) {
    if (from.capacity() < length) {
      int capacity = (length + STEP - 1) / STEP * STEP;
      from = ByteBuffer.allocateDirect(capacity);
      to = ByteBuffer.allocateDirect(Math.toIntExact(Zstd.compressBound(capacity)));
    }
    from.clear().put(sql, offset, length).flip();
    to.clear();
    context.compress(to, from);
    return to.flip();
  }

  @Override
  OutputStream stream(OutputStream target) throws IOException {
    return new Kept(target);
  }

  @Override
  public void close() {
    context.close();
  }

  /** A frame of unknown length; leaves the target open. */
  private static final class Kept extends OutputStream {
    private final ZstdOutputStreamNoFinalizer frame;

    Kept(OutputStream target) throws IOException {
      frame = new ZstdOutputStreamNoFinalizer(target, LEVEL).setChecksum(true);
    }

    @Override
    public void write(int b) throws IOException {
      frame.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      frame.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      frame.closeWithoutClosingParentStream();
    }
  }
}
