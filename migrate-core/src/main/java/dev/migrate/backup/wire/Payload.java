package dev.migrate.backup.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the parts of one payload ("Protocol Data Types" in MySQL's protocol manual). */
final class Payload {

  private static final int NULL = 0xFB;

  private final byte[] bytes;
  private int position;

  Payload(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  boolean atEnd() {
    return position >= bytes.length;
  }

  int fixed(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[position++] & 0xFF) << (8 * i);
    }
    return value;
  }

  /** A length-encoded number. */
  long number() {
    int first = bytes[position++] & 0xFF;
    if (first < NULL) {
      return first;
    }
    int count = first == 0xFC ? 2 : first == 0xFD ? 3 : 8;
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** A length-encoded value; null for NULL. */
  byte @Nullable [] value() {
    if ((bytes[position] & 0xFF) == NULL) {
      position++;
      return null;
    }
    int length = Math.toIntExact(number());
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  String rest() {
    return new String(bytes, position, bytes.length - position, UTF_8);
  }

  /** The error an ERR packet tells. */
  static SQLException error(byte[] payload) {
    Payload error = new Payload(payload, 1);
    int code = error.fixed(2);
    String state = "HY000";
    if (!error.atEnd() && payload[error.position] == '#') {
      state = new String(payload, error.position + 1, 5, US_ASCII);
      error.position += 6;
    }
    return new SQLException(error.rest(), state, code);
  }
}
