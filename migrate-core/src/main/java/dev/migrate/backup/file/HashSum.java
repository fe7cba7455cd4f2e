package dev.migrate.backup.file;

import net.openhft.hashing.LongTupleHashFunction;

/**
 * The sum, modulo 2^128, of the hashes of rows: the same for the same rows in any order, and,
 * unlike an exclusive or, another one when a row is there twice. A row's hash is XXH128 of its
 * bytes in the file, from {@code (} to {@code )}. A row longer than 1 MiB is hashed in pieces of 1
 * MiB, each seeded with the low 64 bits of the hash of the one before (0 for the first); the last
 * piece's hash is the row's. Not thread-safe.
 */
public final class HashSum {

  /** A piece's length, in bytes. */
  static final int PIECE = 1 << 20;

  private static final LongTupleHashFunction UNSEEDED = LongTupleHashFunction.xx128();

  private final long[] hash = new long[2];
  private long low;
  private long high;
  private byte[] piece = new byte[0];
  private int filled;
  private boolean begun;

  /** A sum of no rows. */
  public HashSum() {}

  /** Adds one whole row. */
  public void add(byte[] bytes, int offset, int length) {
    if (length > PIECE) {
      piece(bytes, offset, length);
      endRow();
    } else {
      UNSEEDED.hashBytes(bytes, offset, length, hash);
      sum(hash[1], hash[0]);
    }
  }

  /** Goes on with a row that comes in parts, of whatever lengths; {@link #endRow} ends it. */
  public void piece(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == 0 && left >= PIECE) {
        chain(bytes, from, PIECE);
        from += PIECE;
        left -= PIECE;
        continue;
      }
      int taken = Math.min(PIECE - filled, left);
      keep(bytes, from, taken);
      from += taken;
      left -= taken;
      if (filled == PIECE) {
        chain(piece, 0, PIECE);
        filled = 0;
      }
    }
  }

  /** Ends the row that came in parts, and adds it. */
  public void endRow() {
    if (filled > 0 || !begun) {
      chain(piece, 0, filled);
    }
    filled = 0;
    begun = false;
    sum(hash[1], hash[0]);
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
    filled = 0;
    begun = false;
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (piece.length < filled + length) {
      byte[] longer = new byte[Math.min(PIECE, Math.max(2 * piece.length, filled + length))];
      System.arraycopy(piece, 0, longer, 0, filled);
      piece = longer;
    }
    System.arraycopy(bytes, offset, piece, filled, length);
    filled += length;
  }

  private void chain(byte[] bytes, int offset, int length) {
    LongTupleHashFunction function = begun ? LongTupleHashFunction.xx128(hash[0]) : UNSEEDED;
    function.hashBytes(bytes, offset, length, hash);
    begun = true;
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
