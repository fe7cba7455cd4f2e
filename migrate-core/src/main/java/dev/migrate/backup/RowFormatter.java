package dev.migrate.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes one table's rows, as the server sends them, as tuples of an INSERT: {@code (1,'a',NULL)}.
 * What it writes never holds a raw NUL, line end or Ctrl-Z, so that {@code mysql} and {@code LOAD
 * DATA} read it alike.
 */
final class RowFormatter {

  /** The longest prefix of a value, {@code _utf8mb4}, with quotes and a comma. */
  static final int VALUE_OVERHEAD = 16;

  static final byte[] NULL = "NULL".getBytes(US_ASCII);
  static final byte[] INTRODUCER = "_utf8mb4".getBytes(US_ASCII);

  /** What follows a backslash for a byte that must be escaped; 0 for the others. */
  static final byte[] ESCAPES = new byte[256];

  static {
    ESCAPES[0] = '0';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES[0x1A] = 'Z';
    ESCAPES['\''] = '\'';
    ESCAPES['\\'] = '\\';
  }

  private static final int NULL_LENGTH = 0xFB;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final ColumnForm[] forms;
  private boolean lenient;

  RowFormatter(List<ColumnForm> forms) {
    this.forms = forms.toArray(ColumnForm[]::new);
  }

  /** How each column is written. */
  List<ColumnForm> forms() {
    return List.of(forms);
  }

  /** The most bytes a tuple can have whose row has so many. */
  int bound(int length) {
    return 2 * length + VALUE_OVERHEAD * forms.length + 2;
  }

  /** Whether an ENUM had its error value since the last call: only a lenient mode stores it. */
  boolean takeLenient() {
    boolean was = lenient;
    lenient = false;
    return was;
  }

  void sawErrorValue() {
    lenient = true;
  }

  /**
   * Writes the row that begins at a position.
   *
   * @return where the tuple ends in {@code out}
   */
  int format(byte[] in, int position, byte[] out, int start) {
    int from = position;
    int to = start;
    out[to++] = '(';
    for (int i = 0; i < forms.length; i++) {
      if (i > 0) {
        out[to++] = ',';
      }
      int first = in[from++] & 0xFF;
      if (first == NULL_LENGTH) {
        to = put(NULL, out, to);
        continue;
      }
      int length = first;
      if (first > NULL_LENGTH) {
        int bytes = first == 0xFC ? 2 : first == 0xFD ? 3 : 8;
        length = length(in, from, bytes);
        from += bytes;
      }
      to = value(forms[i], in, from, length, out, to);
      from += length;
    }
    out[to++] = ')';
    return to;
  }

  private static int length(byte[] in, int from, int bytes) {
    int length = 0;
    for (int i = 0; i < Math.min(bytes, 4); i++) {
      length |= (in[from + i] & 0xFF) << (8 * i);
    }
    return length;
  }

  private int value(ColumnForm form, byte[] in, int from, int length, byte[] out, int start) {
    int to = start;
    switch (form) {
      case NUMBER -> {
        return plain(in, from, length, out, to);
      }
      case FLOAT, DOUBLE -> {
        to = plain(in, from, length, out, to);
        return isNegativeZero(in, from, length) ? exponent(out, to) : to;
      }
      case UTF8 -> to = put(INTRODUCER, out, to);
      case ENUM -> lenient |= length == 0;
      case BYTES -> {}
    }
    out[to++] = '\'';
    to = escaped(in, from, length, out, to);
    out[to++] = '\'';
    return to;
  }

  private static int plain(byte[] in, int from, int length, byte[] out, int to) {
    if (length <= Long.BYTES && hasWord(in, from) && hasWord(out, to)) {
      LONGS.set(out, to, (long) LONGS.get(in, from));
    } else {
      System.arraycopy(in, from, out, to, length);
    }
    return to + length;
  }

  private static boolean hasWord(byte[] bytes, int at) {
    return at + Long.BYTES <= bytes.length;
  }

  static boolean isNegativeZero(byte[] in, int from, int length) {
    return length == 2 && in[from] == '-' && in[from + 1] == '0';
  }

  /** The literal -0 is 0 to the server, -0e0 is not. */
  private static int exponent(byte[] out, int to) {
    out[to] = 'e';
    out[to + 1] = '0';
    return to + 2;
  }

  /**
   * Copies bytes with a backslash before those that need one. Eight at a time, up to the first that
   * needs one; what is read and written beyond the end is not looked at, or written over later.
   */
  static int escaped(byte[] in, int from, int length, byte[] out, int start) {
    int to = start;
    int at = from;
    int end = from + length;
    while (at < end && hasWord(in, at) && hasWord(out, to)) {
      long eight = (long) LONGS.get(in, at);
      LONGS.set(out, to, eight);
      int plain = Math.min(plain(eight), end - at);
      at += plain;
      to += plain;
      if (plain < Long.BYTES && at < end) {
        out[to++] = '\\';
        out[to++] = ESCAPES[in[at++] & 0xFF];
      }
    }
    return oneByOne(in, at, end, out, to);
  }

  /**
   * How many of eight bytes come before the first that must be escaped; 8 if there is none. A byte
   * that is below a space, a quote or a backslash goes below zero and has its high bit set, and had
   * not before; the one after it may, too, which is found out then.
   */
  private static int plain(long eight) {
    long quote = (eight ^ ONES * '\'') - ONES;
    long backslash = (eight ^ ONES * '\\') - ONES;
    long maybe = ((eight - ONES * ' ') | quote | backslash) & ~eight;
    return (maybe & HIGH_BITS) == 0 ? Long.BYTES : exactly(eight);
  }

  /** The same where there is a control character, of which only some must be escaped. */
  private static int exactly(long eight) {
    long found =
        zeros(eight)
            | zeros(eight ^ ONES * '\n')
            | zeros(eight ^ ONES * '\r')
            | zeros(eight ^ ONES * 0x1A)
            | zeros(eight ^ ONES * '\'')
            | zeros(eight ^ ONES * '\\');
    return Long.numberOfTrailingZeros(found & HIGH_BITS) / Byte.SIZE;
  }

  /** The lowest byte with its high bit set is the lowest that is zero. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  private static int oneByOne(byte[] in, int from, int end, byte[] out, int start) {
    int to = start;
    for (int i = from; i < end; i++) {
      byte b = in[i];
      byte escape = ESCAPES[b & 0xFF];
      if (escape != 0) {
        out[to++] = '\\';
        b = escape;
      }
      out[to++] = b;
    }
    return to;
  }

  private static int put(byte[] text, byte[] out, int to) {
    System.arraycopy(text, 0, out, to, text.length);
    return to + text.length;
  }
}
