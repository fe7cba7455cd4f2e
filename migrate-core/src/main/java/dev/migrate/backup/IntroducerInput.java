package dev.migrate.backup;

import java.io.IOException;
import java.io.InputStream;

/**
 * Tuples without the introducer {@code _utf8mb4} before values, which an INSERT understands and
 * LOAD DATA does not. Outside of quotes an underscore begins an introducer and nothing else.
 */
final class IntroducerInput extends InputStream {

  private enum State {
    OUTSIDE,
    INTRODUCER,
    QUOTED,
    ESCAPED
  }

  private final InputStream tuples;
  private State state = State.OUTSIDE;

  IntroducerInput(InputStream tuples) {
    this.tuples = tuples;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int kept;
    do {
      int read = tuples.read(into, offset, length);
      if (read < 0) {
        return -1;
      }
      kept = filter(into, offset, read);
    } while (kept == 0);
    return kept;
  }

  private int filter(byte[] bytes, int offset, int length) {
    int to = offset;
    for (int from = offset; from < offset + length; from++) {
      byte b = bytes[from];
      state = next(b);
      if (state != State.INTRODUCER) {
        bytes[to++] = b;
      }
    }
    return to - offset;
  }

  private State next(byte b) {
    return switch (state) {
      case OUTSIDE -> b == '\'' ? State.QUOTED : b == '_' ? State.INTRODUCER : State.OUTSIDE;
      case INTRODUCER -> b == '\'' ? State.QUOTED : State.INTRODUCER;
      case QUOTED -> b == '\\' ? State.ESCAPED : b == '\'' ? State.OUTSIDE : State.QUOTED;
      case ESCAPED -> State.QUOTED;
    };
  }

  @Override
  public void close() throws IOException {
    tuples.close();
  }
}
