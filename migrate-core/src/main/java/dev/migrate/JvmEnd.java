package dev.migrate;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a run end cleanly when its JVM is told to end, by Ctrl-C or SIGTERM: the run is interrupted,
 * and the JVM waits until it has ended. A second Ctrl-C ends the JVM at once. Made and closed by
 * the run's own thread.
 */
public final class JvmEnd implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What the shell says of a process that SIGINT has ended. */
  private static final int INTERRUPTED = 130;

  private final Migrator migrator;
  private final Runnable late;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "migrate-interrupt");
  private volatile boolean ending;

  private JvmEnd(Migrator migrator, Runnable late) {
    this.migrator = migrator;
    this.late = late;
  }

  /**
   * From now on the run ends with the JVM.
   *
   * @param late called when the JVM ends although the run, after half a minute, has not
   */
  public static JvmEnd of(Migrator migrator, Runnable late) {
    JvmEnd end = new JvmEnd(migrator, late);
    migrator.awaitInterrupt();
    try {
      Runtime.getRuntime().addShutdownHook(end.hook);
    } catch (IllegalStateException e) {
      // It is ending already: nothing is to be begun.
      end.ending = true;
      migrator.interrupt();
    }
    return end;
  }

  /** Whether the JVM is about to end: what is to be told has to be told before {@link #close}. */
  public boolean isEnding() {
    return ending;
  }

  private void end() {
    ending = true;
    endAtSecond();
    migrator.interrupt();
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        late.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A JVM that is ending takes no notice of signals; this one does, where the JDK has the means.
   */
  private static void endAtSecond() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                Runtime.getRuntime().halt(INTERRUPTED);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), halt);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Signals are not to be had (-Xrs): the first one is waited for.
      return;
    }
  }

  /** The run has ended. While the JVM is ending this does not return: nothing more is to begin. */
  @Override
  public void close() {
    ended.countDown();
    try {
      if (!ending) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      ending = true;
    }
    while (ending) {
      rest();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      // The JVM's end is all that ends this.
      return;
    }
  }
}
