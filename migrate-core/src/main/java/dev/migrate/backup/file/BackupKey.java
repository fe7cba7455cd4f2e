package dev.migrate.backup.file;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The passphrase of encrypted backups. Each file has a key of its own, derived by
 * PBKDF2WithHmacSHA256 from the passphrase (as UTF-8) and the file's salt.
 */
public final class BackupKey {

  /** PBKDF2's rounds (OWASP's figure of 2023). */
  private static final int ITERATIONS = 600_000;

  private final char[] passphrase;
  private final int iterations;

  private BackupKey(char[] passphrase, int iterations) {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("a passphrase has characters");
    }
    this.passphrase = passphrase;
    this.iterations = iterations;
  }

  /** The key of this passphrase, which is not empty. */
  public static BackupKey of(char[] passphrase) {
    return new BackupKey(passphrase.clone(), ITERATIONS);
  }

  /** The key of this passphrase, which is not empty. */
  public static BackupKey of(String passphrase) {
    return new BackupKey(passphrase.toCharArray(), ITERATIONS);
  }

  /** The same passphrase for files written with other rounds. */
  BackupKey rounds(int rounds) {
    return new BackupKey(passphrase, rounds);
  }

  /** The rounds of the files written with it. */
  int iterations() {
    return iterations;
  }

  /** The AES-256 key of the file with this salt. */
  SecretKey derive(byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, rounds, 256);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new SecretKeySpec(key, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Never the passphrase. */
  @Override
  public String toString() {
    return "BackupKey";
  }
}
