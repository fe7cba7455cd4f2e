package dev.migrate.backup.file;

/** How a backup's SQL is stored. */
public enum Form {
  /**
   * Each frame a zstd frame of its own (RFC 8878, level 1, content checksum), manifest and seek
   * table in skippable frames: {@code zstdcat FILE} gives the SQL and nothing else.
   */
  ZSTD(".sql.zst"),
  /** Each frame a gzip member of its own (RFC 1952); the manifest follows as SQL comments. */
  GZIP(".sql.gz"),
  /** The SQL as it is; the manifest follows as SQL comments. */
  PLAIN(".sql");

  private final String extension;

  Form(String extension) {
    this.extension = extension;
  }

  /** What the names of such files end with, before {@code .enc} for an encrypted one. */
  public String extension() {
    return extension;
  }
}
