package dev.migrate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A TCP proxy before a real server that reads what clients send, counts it, can hold every byte
 * back for a constant time in each direction, and can cut all connections: at any moment, or at a
 * chosen packet.
 *
 * <p>It takes TLS out of the server's greeting, as a server without TLS, or someone in the middle,
 * would: packets are to be read. Packets are those of <a
 * href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">the
 * client/server protocol</a>.
 */
public final class Proxy implements AutoCloseable {

  /** Where, seen from a packet, the connections are cut. */
  public enum Cut {
    /** The server never sees it. */
    BEFORE,
    /** The server does what it says; its reply is lost. */
    AFTER,
    /** As the reply's first bytes come, both ends are reset: nothing of it reaches the client. */
    WITHIN_REPLY
  }

  private final String host;
  private final int port;
  private final Duration delay;
  private final ServerSocket listener;
  private final List<ProxyLink> links = new CopyOnWriteArrayList<>();
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong commands = new AtomicLong();
  private volatile Function<ClientPacket, Cut> watch = packet -> null;

  private Proxy(String host, int port, Duration delay, ServerSocket listener) {
    this.host = host;
    this.port = port;
    this.delay = delay;
    this.listener = listener;
  }

  /** A proxy before the server that adds no delay. */
  public static Proxy before(String host, int port) throws IOException {
    return before(host, port, Duration.ZERO);
  }

  /** A proxy before the server; every byte arrives that much later, in each direction. */
  public static Proxy before(String host, int port, Duration delay) throws IOException {
    Proxy proxy =
        new Proxy(host, port, delay, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    thread("proxy-accept", proxy::serve);
    return proxy;
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Packets of all clients since {@link #reset}, those of the handshake included. */
  public long packets() {
    return packets.get();
  }

  /** Commands of all clients since {@link #reset}: packets that begin an exchange. */
  public long commands() {
    return commands.get();
  }

  /** Counts from 0 again. */
  public void reset() {
    packets.set(0);
    commands.set(0);
  }

  /**
   * Shows each packet of a client before it is forwarded; the answer says whether to cut all
   * connections there, null: no.
   */
  public void watch(Function<ClientPacket, Cut> watcher) {
    this.watch = watcher;
  }

  /** Watches no more. */
  public void unwatch() {
    this.watch = packet -> null;
  }

  /** Cuts all connections now; new ones are taken. */
  public void cut() {
    links.forEach(ProxyLink::reset);
  }

  private void serve() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      try {
        ProxyLink link = new ProxyLink(this, client, new Socket(host, port), delay);
        links.add(link);
        link.start();
      } catch (IOException e) {
        // The server is down: so is what stands before it.
        client.close();
      }
    }
  }

  /** Counts a packet, and asks whether to cut at it; one at a time, in the order they came. */
  synchronized Cut passes(byte[] header, byte[] body) {
    int sequence = header[3] & 0xff;
    long number = packets.incrementAndGet();
    if (sequence == 0) {
      commands.incrementAndGet();
    }
    return watch.apply(ClientPacket.of(number, sequence, body));
  }

  /** The packet at which this link cuts is not the only connection. */
  void cutOthers(ProxyLink one) {
    links.stream().filter(link -> link != one).forEach(ProxyLink::reset);
  }

  void ended(ProxyLink link) {
    links.remove(link);
  }

  /** What a thread of the proxy does; its end is the end of a connection. */
  interface Work {
    void run() throws IOException;
  }

  static void thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // A connection that ends, for whatever reason, is nothing to tell of.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  /** Reads a packet's header; null at the end of the stream. */
  static byte[] header(InputStream in) throws IOException {
    byte[] header = in.readNBytes(4);
    return header.length < 4 ? null : header;
  }

  /** Reads what follows a header. */
  static byte[] body(InputStream in, byte[] header) throws IOException {
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    return in.readNBytes(length);
  }

  /** Writes header and body as one piece. */
  static void write(OutputStream out, byte[] header, byte[] body) throws IOException {
    byte[] packet = new byte[header.length + body.length];
    System.arraycopy(header, 0, packet, 0, header.length);
    System.arraycopy(body, 0, packet, header.length, body.length);
    out.write(packet);
    out.flush();
  }
}
