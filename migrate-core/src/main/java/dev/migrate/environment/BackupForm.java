package dev.migrate.environment;

/** How a backup file is written. */
public enum BackupForm {
  /** SQL compressed by zstd. */
  ZSTD("zst"),
  /** SQL compressed by gzip. */
  GZIP("gz"),
  /** SQL as it is. */
  PLAIN("sql");

  private final String text;

  BackupForm(String text) {
    this.text = text;
  }

  /** As it is written in settings. */
  public String text() {
    return text;
  }
}
