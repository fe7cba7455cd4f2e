package dev.migrate.environment;

import java.util.List;
import java.util.Locale;

/** Which settings are shown by name only. */
public final class Secrets {

  /** Stands for a secret that is there. */
  static final String SET = "(set)";

  private static final List<String> WORDS =
      List.of("password", "passwd", "passphrase", "pwd", "secret", "token", "credential", "apikey");

  private Secrets() {}

  /**
   * Whether a setting of that name may hold a secret: {@code clientCertificateKeyStorePassword}.
   */
  public static boolean isSecret(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return WORDS.stream().anyMatch(letters::contains) || letters.endsWith("licensekey");
  }

  /** The value as it may be shown. */
  static String shown(String name, String value) {
    return isSecret(name) ? SET : value;
  }
}
