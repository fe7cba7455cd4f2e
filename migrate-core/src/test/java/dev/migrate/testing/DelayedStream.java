package dev.migrate.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes all it is given on, each piece a constant time after it came: latency without a limit of
 * throughput.
 */
final class DelayedStream extends OutputStream {

  private static final class Piece {
    final long due;
    final byte[] bytes;

    Piece(long due, byte[] bytes) {
      this.due = due;
      this.bytes = bytes;
    }
  }

  private static final byte[] END = new byte[0];

  private final OutputStream out;
  private final long delay;
  private final Proxy.Work atEnd;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

  /** Does {@code atEnd}, a delay after it was closed, instead of closing what it passes to. */
  DelayedStream(OutputStream out, Duration delay, Proxy.Work atEnd) {
    this.out = out;
    this.delay = delay.toNanos();
    this.atEnd = atEnd;
    Proxy.thread("proxy-delay", this::pass);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    byte[] copy = new byte[length];
    System.arraycopy(bytes, from, copy, 0, length);
    put(copy);
  }

  @Override
  public void close() {
    put(END);
  }

  private void put(byte[] bytes) {
    pieces.add(new Piece(System.nanoTime() + delay, bytes));
  }

  private void pass() throws IOException {
    try {
      while (true) {
        Piece piece = pieces.take();
        for (long left = piece.due - System.nanoTime();
            left > 0;
            left = piece.due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        if (piece.bytes == END) {
          atEnd.run();
          return;
        }
        out.write(piece.bytes);
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
