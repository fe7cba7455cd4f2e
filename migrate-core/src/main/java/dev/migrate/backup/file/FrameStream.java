package dev.migrate.backup.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.migrate.outcome.BackupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The SQL of one frame; demands at its end that it was as long as the manifest says. */
final class FrameStream extends InputStream {

  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final Frame frame;
  private final InputStream sql;
  private long count;

  FrameStream(Path file, Frame frame, Form form, Content content) {
    this.file = file;
    this.frame = frame;
    try {
      this.sql = open(form, content.stream(frame.offset(), frame.length()));
    } catch (IOException e) {
      throw damaged(e);
    } catch (LinkageError e) {
      throw ZstdCompressor.missing(e);
    }
  }

  static InputStream open(Form form, InputStream bytes) throws IOException {
    return switch (form) {
      case ZSTD -> new ZstdInputStreamNoFinalizer(bytes);
      case GZIP -> new GZIPInputStream(bytes, BUFFER);
      case PLAIN -> bytes;
    };
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      int read = sql.read(bytes, offset, length);
      count += Math.max(read, 0);
      if (count > frame.size() || (read < 0 && count < frame.size())) {
        throw Damage.of(
            file, frame, "it has " + count + " bytes of SQL instead of " + frame.size(), null);
      }
      return read;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() {
    try {
      sql.close();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private BackupException damaged(IOException e) {
    return Damage.of(file, frame, Damage.reason(e), e);
  }
}
