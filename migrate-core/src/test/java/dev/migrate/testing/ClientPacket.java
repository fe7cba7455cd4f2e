package dev.migrate.testing;

import java.nio.charset.StandardCharsets;

/**
 * A packet a client sent.
 *
 * @param number how many came before it through the same proxy, and itself
 * @param sequence 0 where it begins an exchange; more in the handshake
 * @param text the statement of a query, else empty
 */
public record ClientPacket(long number, int sequence, String text) {

  private static final int COM_QUERY = 3;

  static ClientPacket of(long number, int sequence, byte[] body) {
    boolean query = sequence == 0 && body.length > 0 && body[0] == COM_QUERY;
    return new ClientPacket(number, sequence, query ? text(body) : "");
  }

  /** Connector/J tells MySQL 8.0.25 and later of no query attributes: a 0 and a 1. */
  private static String text(byte[] body) {
    int begin = body.length > 2 && body[1] == 0 && body[2] == 1 ? 3 : 1;
    return new String(body, begin, body.length - begin, StandardCharsets.UTF_8);
  }
}
