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

  /** PBKDF2's rounds in the files this release writes (OWASP's figure of 2023). */
  static final int ITERATIONS = 600_000;

  private final char[] passphrase;

  private BackupKey(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("a passphrase has characters");
    }
    this.passphrase = passphrase;
  }

  /** The key of this passphrase, which is not empty. */
  public static BackupKey of(char[] passphrase) {
    return new BackupKey(passphrase.clone());
  }

  /** The key of this passphrase, which is not empty. */
  public static BackupKey of(String passphrase) {
    return new BackupKey(passphrase.toCharArray());
  }

  /** The AES-256 key of the file with this salt. */
  SecretKey derive(byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, 256);
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
