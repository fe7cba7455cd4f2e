package dev.migrate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * A TCP proxy before a real server that takes TLS out of the server's greeting, as a server without
 * TLS, or someone in the middle, would. One connection at a time.
 */
final class PlainProxy implements AutoCloseable {

  private static final int CLIENT_SSL = 0x0800;

  private final ServerSocket listener;

  private PlainProxy(ServerSocket listener) {
    this.listener = listener;
  }

  static PlainProxy before(String host, int port) throws IOException {
    PlainProxy proxy = new PlainProxy(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    CompletableFuture<Void> unused = start(() -> proxy.serve(host, port));
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve(String host, int port) throws IOException {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        CompletableFuture<Void> unused = start(() -> relay(client, host, port));
        unused.exceptionally(e -> null).join();
      }
    }
  }

  private static void relay(Socket client, String host, int port) throws IOException {
    try (Socket server = new Socket(host, port)) {
      greet(server.getInputStream(), client.getOutputStream());
      CompletableFuture<Void> up = start(() -> copy(client, server));
      copy(server, client);
      up.join();
    }
  }

  /** Packet header, protocol, version text and NUL, id, 8 bytes of salt, filler, capabilities. */
  private static void greet(InputStream from, OutputStream to) throws IOException {
    byte[] head = from.readNBytes(4);
    byte[] body = from.readNBytes((head[0] & 0xff) | (head[1] & 0xff) << 8);
    int at = 1;
    while (body[at] != 0) {
      at++;
    }
    int capabilities = at + 1 + 4 + 8 + 1;
    body[capabilities + 1] &= (byte) ~(CLIENT_SSL >> 8);
    to.write(head);
    to.write(body);
    to.flush();
  }

  private static void copy(Socket from, Socket to) throws IOException {
    from.getInputStream().transferTo(to.getOutputStream());
    to.shutdownOutput();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> start(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> {
          Thread thread = new Thread(task, "proxy");
          thread.setDaemon(true);
          thread.start();
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
