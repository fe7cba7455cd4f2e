package dev.migrate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.outcome.MigrateException;
import dev.migrate.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A goal on a thread of its own, to be interrupted when it is where a test wants it. */
final class Interrupting {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Migrator migrator;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread;

  private Interrupting(Migrator migrator, Consumer<Migrator> goal) {
    this.migrator = migrator;
    this.thread = new Thread(() -> run(goal));
    thread.setDaemon(true);
  }

  /** Starts a goal; the migrator is closed when it ends. */
  static Interrupting start(Migrator migrator, Consumer<Migrator> goal) {
    Interrupting interrupting = new Interrupting(migrator, goal);
    interrupting.thread.start();
    return interrupting;
  }

  private void run(Consumer<Migrator> goal) {
    try (migrator) {
      goal.accept(migrator);
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /** What the goal has ended with; null while it has not, or where it ended well. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  /** Waits until a query has rows, while the goal runs; these rows. */
  List<String> await(DatabaseSettings database, String query) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      List<String> rows = TestServer.query(database, query);
      if (!rows.isEmpty()) {
        return rows;
      }
      assertTrue(System.nanoTime() < end, "it never was there");
      assertTrue(thread.isAlive(), () -> "it has ended: " + failure);
      Thread.sleep(10);
    }
  }

  /** Interrupts it, sees that it ends soon, and has its error as a user is told it. */
  MigrateException interrupt(String goal) throws InterruptedException {
    migrator.interrupt();
    thread.join(SOON.toMillis());
    assertFalse(thread.isAlive(), () -> List.of(thread.getStackTrace()).toString());
    return migrator.told(goal, assertInstanceOf(MigrateException.class, failure.get()));
  }
}
