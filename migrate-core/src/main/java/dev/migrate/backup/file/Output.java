package dev.migrate.backup.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file being written, in their order; digested, then encrypted if there is a key.
 */
final class Output extends OutputStream {

  private final FileChannel channel;
  private final @Nullable Encryption encryption;
  private final MessageDigest digest = Digests.sha256();
  private long position;

  Output(FileChannel channel, @Nullable BackupKey key) throws IOException {
    this.channel = channel;
    this.encryption = key == null ? null : Encryption.begin(channel, key);
  }

  /** How many bytes came, before encryption. */
  long position() {
    return position;
  }

  /** SHA-256 of the bytes so far, in hex. */
  String sha256() throws IOException {
    try {
      return Digests.hex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IOException(e);
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    digest.update(bytes.duplicate());
    if (encryption != null) {
      encryption.write(bytes);
    } else {
      all(channel, bytes);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    write(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Brings what came so far to the disk; others may write meanwhile. */
  void force() throws IOException {
    channel.force(false);
  }

  /** Ends the file and brings it to the disk. */
  @Override
  public void close() throws IOException {
    if (encryption != null) {
      encryption.finish();
    }
    channel.force(true);
  }

  static void all(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
