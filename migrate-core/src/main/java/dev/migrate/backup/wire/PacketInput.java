package dev.migrate.backup.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Packets from the server. A payload of 2^24-1 bytes and more comes in several packets, which are
 * read as one ("Sending More Than 16Mb" in MySQL's protocol manual). A payload that fits into the
 * buffer is read whole, {@link #isWhole()}; a longer one in pieces, by {@link #read}.
 */
final class PacketInput {

  static final int MAXIMUM = 0xFFFFFF;

  private static final int HEADER = 4;

  private final InputStream socket;
  private final byte[] buffer;
  private int position;
  private int limit;
  private int sequence;
  private int left;
  private boolean continued;
  private boolean whole;
  private int length;

  PacketInput(InputStream socket, int capacity) {
    this.socket = socket;
    this.buffer = new byte[capacity];
  }

  /** Goes to the next payload; whatever is left of the last one must have been read. */
  void next() throws IOException {
    header();
    length = left;
    whole = !continued && left <= buffer.length;
    if (whole) {
      require(left);
    } else {
      require(1);
    }
  }

  private void header() throws IOException {
    require(HEADER);
    left =
        (buffer[position] & 0xFF)
            | (buffer[position + 1] & 0xFF) << 8
            | (buffer[position + 2] & 0xFF) << 16;
    sequence = buffer[position + 3] & 0xFF;
    position += HEADER;
    continued = left == MAXIMUM;
  }

  /** Has {@code count} bytes in the buffer from the position on. */
  private void require(int count) throws IOException {
    if (limit - position >= count) {
      return;
    }
    if (position + count > buffer.length || position == limit) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    while (limit - position < count) {
      int read = socket.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      limit += read;
    }
  }

  /** Whether all of the payload lies in {@link #buffer()}. */
  boolean isWhole() {
    return whole;
  }

  /** The buffer with the payload, or the beginning of it, from {@link #position()} on. */
  byte[] buffer() {
    return buffer;
  }

  /** Where the unread payload begins in the buffer. */
  int position() {
    return position;
  }

  /** The bytes of the payload's first packet. */
  int length() {
    return length;
  }

  /** The number of the last packet; the answer to it has the next one. */
  int sequence() {
    return sequence;
  }

  /** The payload's first byte, which tells what it is. */
  int first() {
    return length == 0 ? -1 : buffer[position] & 0xFF;
  }

  /** Leaves a whole payload behind. */
  void skip() {
    position += left;
    left = 0;
  }

  /** The next byte of the payload. */
  int read() throws IOException {
    prepare();
    left--;
    return buffer[position++] & 0xFF;
  }

  /** As many of the payload's next bytes as there are at hand: at least one, at most count. */
  int read(byte[] into, int offset, int count) throws IOException {
    prepare();
    int chunk = Math.min(Math.min(count, left), limit - position);
    System.arraycopy(buffer, position, into, offset, chunk);
    position += chunk;
    left -= chunk;
    return chunk;
  }

  private void prepare() throws IOException {
    if (left == 0) {
      if (!continued) {
        throw new EOFException("the server's packet ends too early");
      }
      header();
    }
    require(1);
  }

  /** Reads what ends a long payload: after one of full packets comes an empty one. */
  void finish() throws IOException {
    while (left == 0 && continued) {
      header();
    }
    if (left != 0) {
      throw new IOException("the server's packet is longer than its values");
    }
  }

  /** The payload as bytes of its own; for small ones. */
  byte[] take() throws IOException {
    if (whole) {
      byte[] payload = Arrays.copyOfRange(buffer, position, position + left);
      skip();
      return payload;
    }
    byte[] payload = new byte[Math.max(left, 1024)];
    int size = 0;
    while (left > 0 || continued) {
      if (left == 0) {
        header();
        continue;
      }
      if (size == payload.length) {
        payload = Arrays.copyOf(payload, size * 2);
      }
      size += read(payload, size, payload.length - size);
    }
    return Arrays.copyOf(payload, size);
  }
}
