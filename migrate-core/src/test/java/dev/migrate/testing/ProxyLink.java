package dev.migrate.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection to the server, through a proxy. */
final class ProxyLink {

  private static final int CLIENT_SSL = 0x0800;
  private static final int ERROR = 0xff;

  private final Proxy proxy;
  private final Socket client;
  private final Socket server;
  private final OutputStream toClient;
  private final OutputStream toServer;
  private volatile boolean cutAtReply;
  private volatile boolean replyIsLost;
  private volatile boolean staysWithServer;
  private final CountDownLatch ended = new CountDownLatch(1);

  ProxyLink(Proxy proxy, Socket client, Socket server, Duration delay) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    this.toClient = delayed(client.getOutputStream(), delay, client::close);
    // Closed in one direction only: the server reads all that was sent before it sees the end.
    this.toServer = delayed(server.getOutputStream(), delay, server::shutdownOutput);
  }

  private static OutputStream delayed(OutputStream out, Duration delay, Proxy.Work atEnd) {
    return delay.isZero() ? new DirectStream(out, atEnd) : new DelayedStream(out, delay, atEnd);
  }

  /** Ends in a way of its own. */
  private static final class DirectStream extends FilterOutputStream {
    private final Proxy.Work atEnd;

    DirectStream(OutputStream out, Proxy.Work atEnd) {
      super(out);
      this.atEnd = atEnd;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      atEnd.run();
    }
  }

  void start() {
    Proxy.thread("proxy-up", this::up);
    Proxy.thread("proxy-down", this::down);
  }

  private void up() throws IOException {
    try (toServer) {
      InputStream in = client.getInputStream();
      for (byte[] header = Proxy.header(in); header != null; header = Proxy.header(in)) {
        byte[] body = Proxy.body(in, header);
        Proxy.Cut cut = proxy.passes(header, body);
        if (cut != null) {
          cut(cut, header, body);
          return;
        }
        Proxy.write(toServer, header, body);
      }
    }
  }

  private void cut(Proxy.Cut cut, byte[] header, byte[] body) throws IOException {
    proxy.cutOthers(this);
    cutAtReply = cut == Proxy.Cut.WITHIN_REPLY;
    replyIsLost = true;
    if (cut != Proxy.Cut.BEFORE) {
      staysWithServer = cut == Proxy.Cut.AFTER;
      Proxy.write(toServer, header, body);
    }
    if (cut == Proxy.Cut.AFTER) {
      awaitServer();
    }
    if (cut != Proxy.Cut.WITHIN_REPLY) {
      client.close();
    }
    if (cut == Proxy.Cut.WITHIN_REPLY) {
      // The other thread resets both; until then the client waits, as it would.
      quietly(() -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }
  }

  /** Until it has done all that it was sent, or it takes long: the client then knows too early. */
  private void awaitServer() throws IOException {
    toServer.close();
    try {
      ended.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void down() throws IOException {
    try (server;
        toClient) {
      InputStream in = server.getInputStream();
      greet(in);
      byte[] buffer = new byte[65536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (cutAtReply) {
          reset();
          return;
        }
        if (!replyIsLost) {
          toClient.write(buffer, 0, n);
          toClient.flush();
        }
      }
    } finally {
      ended.countDown();
      proxy.ended(this);
    }
  }

  /** Protocol, version text and NUL, id, 8 bytes of salt, filler, capabilities. */
  private void greet(InputStream in) throws IOException {
    byte[] header = Proxy.header(in);
    if (header == null) {
      return;
    }
    byte[] body = Proxy.body(in, header);
    if ((body[0] & 0xff) != ERROR) {
      int at = 1;
      while (body[at] != 0) {
        at++;
      }
      int capabilities = at + 1 + 4 + 8 + 1;
      body[capabilities + 1] &= (byte) ~(CLIENT_SSL >> 8);
    }
    Proxy.write(toClient, header, body);
  }

  /** Ends both sides at once, with what they have not read yet. */
  void reset() {
    quietly(() -> client.setSoLinger(true, 0));
    quietly(client::close);
    if (staysWithServer) {
      // A reset would take from the server what it has not read yet.
      return;
    }
    quietly(() -> server.setSoLinger(true, 0));
    quietly(server::close);
  }

  private static void quietly(Proxy.Work work) {
    try {
      work.run();
    } catch (IOException e) {
      // It has ended already.
    }
  }
}
