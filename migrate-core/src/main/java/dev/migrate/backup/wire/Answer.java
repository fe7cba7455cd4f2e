package dev.migrate.backup.wire;

/**
 * What the server said of a statement without rows.
 *
 * @param affectedRows rows changed
 * @param warnings how many warnings it left; {@code SHOW WARNINGS} lists them
 * @param info in words, as of {@code LOAD DATA}: {@code Records: 3 Deleted: 0 …}; may be empty
 */
public record Answer(long affectedRows, int warnings, String info) {}
