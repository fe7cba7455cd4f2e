package dev.migrate.backup.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;

/** Writes a file's bytes encrypted, as {@link Cryptography} says. */
final class Encryption {

  private final FileChannel channel;
  private final Cryptography cryptography;
  private final byte[] chunk = new byte[Cryptography.CHUNK];
  private final byte[] encrypted = new byte[Cryptography.CHUNK + Cryptography.TAG];
  private int filled;
  private long number;

  private Encryption(FileChannel channel, Cryptography cryptography) {
    this.channel = channel;
    this.cryptography = cryptography;
  }

  static Encryption begin(FileChannel channel, BackupKey key) throws IOException {
    try {
      Cryptography cryptography = Cryptography.create(key);
      Output.all(channel, ByteBuffer.wrap(cryptography.header()));
      return new Encryption(channel, cryptography);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A full chunk waits for the next byte: only then it is known not to be the last. */
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (filled == chunk.length) {
        flush(false);
      }
      int taken = Math.min(bytes.remaining(), chunk.length - filled);
      bytes.get(chunk, filled, taken);
      filled += taken;
    }
  }

  void finish() throws IOException {
    flush(true);
  }

  private void flush(boolean last) throws IOException {
    try {
      int length = cryptography.encrypt(number, last, chunk, filled, encrypted);
      Output.all(channel, ByteBuffer.wrap(encrypted, 0, length));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    number++;
    filled = 0;
  }
}
