package dev.migrate.backup.file;

import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/** The bytes of an encrypted file, laid out as {@link Cryptography} says, decrypted by chunk. */
final class EncryptedContent extends Content {

  private static final int FULL = Cryptography.CHUNK + Cryptography.TAG;

  private final FileChannel channel;
  private final Cryptography cryptography;
  private final long fileSize;
  private final long chunks;
  private final List<Reader> free = new ArrayList<>();

  private EncryptedContent(FileChannel channel, Cryptography cryptography) throws IOException {
    this.channel = channel;
    this.cryptography = cryptography;
    this.fileSize = channel.size();
    this.chunks = (fileSize - Cryptography.HEADER + FULL - 1) / FULL;
  }

  /** Whether the file begins like an encrypted one. */
  static boolean begins(FileChannel channel) throws IOException {
    return Cryptography.knows(header(channel));
  }

  static Content open(Path file, FileChannel channel, @Nullable BackupKey key) throws IOException {
    if (key == null) {
      throw new BackupException(
          Problem.of("backup-key-missing", "The backup is encrypted, and there is no passphrase")
              .at(file.toString())
              .fix("set the variable MIGRATE_BACKUP_KEY, or <encryption> in <backups>"));
    }
    try {
      EncryptedContent content =
          new EncryptedContent(channel, Cryptography.open(key, header(channel)));
      long tags = content.chunks * Cryptography.TAG;
      if (content.fileSize - Cryptography.HEADER <= tags) {
        throw new IOException("the file ends too early");
      }
      return content;
    } catch (AEADBadTagException e) {
      throw new BackupException(
          Problem.of(
                  "backup-key-wrong",
                  "The backup was encrypted with another passphrase, or its first bytes were"
                      + " changed")
              .at(file.toString())
              .fix("set MIGRATE_BACKUP_KEY to the passphrase it was taken with"),
          e);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  long size() {
    return fileSize - Cryptography.HEADER - chunks * Cryptography.TAG;
  }

  @Override
  int read(long position, byte[] bytes, int offset, int length) throws IOException {
    if (position >= size()) {
      return -1;
    }
    long number = position / Cryptography.CHUNK;
    Reader reader = take(number);
    try {
      reader.load(number);
      int from = (int) (position % Cryptography.CHUNK);
      int count = Math.min(length, reader.length - from);
      System.arraycopy(reader.chunk, from, bytes, offset, count);
      return count;
    } finally {
      synchronized (free) {
        free.add(reader);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** One that has the chunk already, if there is one. */
  private Reader take(long number) throws IOException {
    synchronized (free) {
      for (int i = 0; i < free.size(); i++) {
        if (free.get(i).number == number) {
          return free.remove(i);
        }
      }
      if (!free.isEmpty()) {
        return free.remove(0);
      }
    }
    try {
      return new Reader(cryptography.another());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static byte[] header(FileChannel channel) throws IOException {
    byte[] header = new byte[Cryptography.HEADER];
    ByteBuffer buffer = ByteBuffer.wrap(header);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {
      // Until it is full or the file ends; the rest stays zero.
    }
    return header;
  }

  /** A decrypted chunk. */
  private final class Reader {
    private final Cryptography own;
    private final byte[] encrypted = new byte[FULL];
    private final byte[] chunk = new byte[Cryptography.CHUNK];
    private long number = -1;
    private int length;

    Reader(Cryptography own) {
      this.own = own;
    }

    void load(long wanted) throws IOException {
      if (number == wanted) {
        return;
      }
      number = -1;
      long at = Cryptography.HEADER + wanted * FULL;
      int stored = (int) Math.min(FULL, fileSize - at);
      int filled = 0;
      while (filled < stored) {
        int count = Content.read(channel, at + filled, encrypted, filled, stored - filled);
        if (count < 0) {
          throw new IOException("the file ends too early");
        }
        filled += count;
      }
      try {
        length = own.decrypt(wanted, wanted == chunks - 1, encrypted, stored, chunk);
        number = wanted;
      } catch (GeneralSecurityException e) {
        throw new IOException("the encrypted bytes from " + at + " on were changed or cut off", e);
      }
    }
  }
}
