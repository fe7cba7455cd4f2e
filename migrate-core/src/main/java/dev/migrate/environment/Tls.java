package dev.migrate.environment;

/**
 * How a connection is protected, weakest first; the names are Connector/J's {@code sslMode} values.
 */
public enum Tls {
  DISABLED,
  PREFERRED,
  REQUIRED,
  VERIFY_CA,
  VERIFY_IDENTITY;

  /** The name as written in a POM: {@code verify-ca}. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
