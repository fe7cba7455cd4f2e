package dev.migrate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What rows are chained with: SHA-256, which anyone can make anew, or HMAC-SHA256 with a key that
 * only those have who may write the audit.
 */
public final class Seal {

  /** Anyone can make it. */
  public static final Seal OPEN = new Seal(null);

  static final String SHA = "sha256";
  static final String HMAC = "hmac-sha256";

  /** The key is one for all rows, so that a check derives it once. */
  private static final byte[] SALT = "migrate_audit".getBytes(UTF_8);

  /** PBKDF2's rounds (OWASP's figure of 2023). */
  private static final int ROUNDS = 600_000;

  private final @Nullable SecretKeySpec key;

  private Seal(@Nullable SecretKeySpec key) {
    this.key = key;
  }

  /** With the key of this passphrase, which is not empty. */
  public static Seal of(String passphrase) {
    PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), SALT, ROUNDS, 256);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new Seal(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Whether a row has the hash that it has to have. */
  boolean equalsHash(AuditRow row) {
    return name().equals(row.chainedBy()) && row.hashedBy(this).equals(row.hash());
  }

  /** What rows say they are chained by. */
  String name() {
    return key == null ? SHA : HMAC;
  }

  /**
   * The hash of texts, in hexadecimal digits. Each has its length before it, so that no two lists
   * give the same bytes.
   */
  String of(Iterable<@Nullable String> texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
      all.writeBytes(((text == null ? -1 : bytes.length) + ":").getBytes(UTF_8));
      all.writeBytes(bytes);
    }
    return HexFormat.of().formatHex(digest(all.toByteArray()));
  }

  private byte[] digest(byte[] bytes) {
    try {
      if (key == null) {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
