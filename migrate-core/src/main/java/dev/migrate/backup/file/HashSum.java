package dev.migrate.backup.file;

/**
 * The sum, modulo 2^128, of the hashes of rows: the same for the same rows in any order, and,
 * unlike an exclusive or, another one when a row is there twice. What is hashed ({@link RowHash})
 * of a row are its bytes in the file, from {@code (} to {@code )}. Not thread-safe.
 */
public final class HashSum {

  private final RowHash row = new RowHash();
  private long low;
  private long high;

  /** A sum of no rows. */
  public HashSum() {}

  /** Adds one whole row. */
  public void add(byte[] bytes, int offset, int length) {
    row.add(bytes, offset, length);
    endRow();
  }

  /** Goes on with a row that comes in parts, of whatever lengths; {@link #endRow} ends it. */
  public void piece(byte[] bytes, int offset, int length) {
    row.add(bytes, offset, length);
  }

  /** Ends the row that came in parts, and adds it. */
  public void endRow() {
    row.end();
    sum(row.high(), row.low());
    row.begin();
  }

  /** Adds another sum. */
  public void add(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("a sum of hashes has 32 hex digits");
    }
    sum(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  /** The sum so far: 32 hex digits. */
  public String hex() {
    return digits(high) + digits(low);
  }

  /** Back to no rows. */
  public void reset() {
    low = 0;
    high = 0;
    row.begin();
  }

  private void sum(long addedHigh, long addedLow) {
    long sum = low + addedLow;
    high += addedHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  private static String digits(long value) {
    String hex = Long.toHexString(value);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
