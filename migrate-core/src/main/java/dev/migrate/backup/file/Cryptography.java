package dev.migrate.backup.file;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * How a file is encrypted: AES-256-GCM in chunks of 1 MiB (the last one shorter), each followed by
 * its tag of 16 bytes. A file begins with 56 bytes, numbers big-endian:
 *
 * <pre>
 *  0  8  "MIGRENC" and the version of this layout, 1
 *  8  4  iterations of PBKDF2WithHmacSHA256
 * 12  4  length of a chunk before encryption, 1048576
 * 16 16  salt of PBKDF2
 * 32  7  nonce prefix
 * 39  1  zero
 * 40 16  tag of an empty text with the 40 bytes before as associated data
 * </pre>
 *
 * A chunk's nonce is the prefix, its number from 0 (4 bytes) and one byte: 1 for the last chunk, 0
 * for the others (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár), 2 with the
 * number 0 for the header's tag. The header is the associated data of every chunk. So no chunk can
 * be changed, moved, left out, cut off or added.
 */
final class Cryptography {

  static final int CHUNK = 1 << 20;
  static final int TAG = 16;
  static final int HEADER = 56;
  private static final byte[] MAGIC = {'M', 'I', 'G', 'R', 'E', 'N', 'C', 1};
  private static final int MOST_ITERATIONS = 100_000_000;
  private static final int SEALED = 40;
  private static final byte ONE_OF_MANY = 0;
  private static final byte LAST = 1;
  private static final byte OF_HEADER = 2;

  private final SecretKey key;
  private final byte[] header;
  private final Cipher cipher;

  private Cryptography(SecretKey key, byte[] header) throws GeneralSecurityException {
    this.key = key;
    this.header = header;
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
  }

  /** A new file's. */
  static Cryptography create(BackupKey key) throws GeneralSecurityException {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    byte[] prefix = new byte[7];
    random.nextBytes(prefix);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(key.iterations()).putInt(CHUNK).put(salt).put(prefix);
    SecretKey derived = key.derive(salt, key.iterations());
    Cryptography made = new Cryptography(derived, header.array());
    made.start(Cipher.ENCRYPT_MODE, 0, OF_HEADER, SEALED);
    made.cipher.doFinal(header.array(), 0, 0, header.array(), SEALED);
    return made;
  }

  /** Whether a file that begins so is laid out as said above. */
  static boolean knows(byte[] header) {
    ByteBuffer fields = ByteBuffer.wrap(header);
    byte[] magic = new byte[MAGIC.length];
    fields.get(magic);
    int iterations = fields.getInt();
    return Arrays.equals(magic, MAGIC)
        && iterations > 0
        && iterations <= MOST_ITERATIONS
        && fields.getInt() == CHUNK;
  }

  /**
   * The file's that begins so.
   *
   * @throws AEADBadTagException if the key is another one, or the header was changed
   */
  static Cryptography open(BackupKey key, byte[] header) throws GeneralSecurityException {
    byte[] salt = Arrays.copyOfRange(header, 16, 32);
    int iterations = ByteBuffer.wrap(header).getInt(MAGIC.length);
    Cryptography opened = new Cryptography(key.derive(salt, iterations), header);
    opened.start(Cipher.DECRYPT_MODE, 0, OF_HEADER, SEALED);
    opened.cipher.doFinal(header, SEALED, TAG);
    return opened;
  }

  /** The same file's for another thread. */
  Cryptography another() throws GeneralSecurityException {
    return new Cryptography(key, header);
  }

  byte[] header() {
    return header;
  }

  /** Encrypts a chunk; {@code encrypted} takes {@link #TAG} bytes more than the chunk has. */
  int encrypt(long number, boolean last, byte[] chunk, int length, byte[] encrypted)
      throws GeneralSecurityException {
    start(Cipher.ENCRYPT_MODE, number, last ? LAST : ONE_OF_MANY, HEADER);
    return cipher.doFinal(chunk, 0, length, encrypted, 0);
  }

  /**
   * Decrypts a chunk.
   *
   * @throws AEADBadTagException if it is not that chunk of that file
   */
  int decrypt(long number, boolean last, byte[] encrypted, int length, byte[] chunk)
      throws GeneralSecurityException {
    start(Cipher.DECRYPT_MODE, number, last ? LAST : ONE_OF_MANY, HEADER);
    return cipher.doFinal(encrypted, 0, length, chunk, 0);
  }

  private void start(int mode, long number, byte flag, int associated)
      throws GeneralSecurityException {
    ByteBuffer nonce = ByteBuffer.allocate(12);
    nonce.put(header, 32, 7).putInt((int) number).put(flag);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce.array()));
    cipher.updateAAD(header, 0, associated);
  }
}
