package dev.migrate.backup.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Packets to the server. */
final class PacketOutput {

  private static final int HEADER = 4;

  /** What a packet of a file holds: much less than any server's max_allowed_packet. */
  private static final int FILE_PACKET = 256 * 1024;

  private final OutputStream socket;
  private final byte[] packet = new byte[HEADER + FILE_PACKET];

  PacketOutput(OutputStream socket) {
    this.socket = socket;
  }

  /** A command: its packets count from 0. */
  void command(byte[] head, byte[] body) throws IOException {
    int sequence = 0;
    int total = head.length + body.length;
    int sent = 0;
    int length;
    do {
      length = Math.min(total - sent, PacketInput.MAXIMUM);
      header(packet, length, sequence++);
      int fromHead = sent == 0 ? head.length : 0;
      System.arraycopy(head, 0, packet, HEADER, fromHead);
      int from = sent + fromHead - head.length;
      if (length <= FILE_PACKET) {
        System.arraycopy(body, from, packet, HEADER + fromHead, length - fromHead);
        socket.write(packet, 0, HEADER + length);
      } else {
        socket.write(packet, 0, HEADER + fromHead);
        socket.write(body, from, length - fromHead);
      }
      sent += length;
    } while (length == PacketInput.MAXIMUM);
    socket.flush();
  }

  /**
   * A file's bytes, then the empty packet that ends it; returns nothing the server has to wait for.
   */
  void file(InputStream data, int sequence) throws IOException {
    int next = sequence;
    int read;
    while ((read = data.readNBytes(packet, HEADER, FILE_PACKET)) > 0) {
      header(packet, read, next++);
      socket.write(packet, 0, HEADER + read);
    }
    end(next);
  }

  /** The empty packet that ends a file. */
  void end(int sequence) throws IOException {
    header(packet, 0, sequence);
    socket.write(packet, 0, HEADER);
    socket.flush();
  }

  private static void header(byte[] packet, int length, int sequence) {
    packet[0] = (byte) length;
    packet[1] = (byte) (length >> 8);
    packet[2] = (byte) (length >> 16);
    packet[3] = (byte) sequence;
  }
}
