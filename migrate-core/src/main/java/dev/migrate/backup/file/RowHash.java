package dev.migrate.backup.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A hash of 128 bits for a row's bytes, made to tell damage, not to withstand an attacker: blocks
 * of 16 bytes are multiplied into the state, 64 by 64 bits to 128. It costs a fraction of reading
 * and compressing the row, which the Java ports of the known hashes do not. README says how it is
 * computed; a test computes it in another way. Not thread-safe.
 */
final class RowHash {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 16;

  /** The first digits of pi's fraction, made odd where they multiply. */
  static final long HIGH_SEED = 0x243F6A8885A308D3L;

  static final long LOW_SEED = 0x13198A2E03707344L;
  static final long HIGH_FACTOR = 0xA4093822299F31D1L;
  static final long LOW_FACTOR = 0x082EFA98EC4E6C89L;

  private final byte[] rest = new byte[BLOCK];
  private int filled;
  private long length;
  private long high = HIGH_SEED;
  private long low = LOW_SEED;

  /** Goes on with the row. */
  void add(byte[] bytes, int offset, int count) {
    length += count;
    int from = offset;
    int end = offset + count;
    if (filled > 0) {
      int some = Math.min(BLOCK - filled, count);
      keep(bytes, from, some);
      from += some;
      if (filled == BLOCK) {
        mixRest();
      }
    }
    long first = high;
    long second = low;
    for (; from + BLOCK <= end; from += BLOCK) {
      long a = (long) LONGS.get(bytes, from) ^ first;
      long b = (long) LONGS.get(bytes, from + Long.BYTES) ^ second;
      first = a * HIGH_FACTOR ^ Math.multiplyHigh(b, LOW_FACTOR);
      second = b * LOW_FACTOR ^ Math.multiplyHigh(a, HIGH_FACTOR);
    }
    high = first;
    low = second;
    keep(bytes, from, end - from);
  }

  private void keep(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, rest, filled, count);
    filled += count;
  }

  private void mixRest() {
    filled = 0;
    mix((long) LONGS.get(rest, 0), (long) LONGS.get(rest, Long.BYTES));
  }

  private void mix(long one, long other) {
    long a = one ^ high;
    long b = other ^ low;
    high = a * HIGH_FACTOR ^ Math.multiplyHigh(b, LOW_FACTOR);
    low = b * LOW_FACTOR ^ Math.multiplyHigh(a, HIGH_FACTOR);
  }

  /** Ends the row: {@link #high()} and {@link #low()} are its hash until {@link #begin()}. */
  void end() {
    long bytes = length;
    if (filled > 0) {
      Arrays.fill(rest, filled, BLOCK, (byte) 0);
      mixRest();
    }
    mix(bytes, 0);
    mix(0, bytes);
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** Begins the next row. */
  void begin() {
    filled = 0;
    length = 0;
    high = HIGH_SEED;
    low = LOW_SEED;
  }
}
