package dev.migrate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work done on a thread of its own while the caller does something else. */
final class Background<T> {

  private final CompletableFuture<T> result = new CompletableFuture<>();

  private Background() {}

  /**
   * Begins the work; the thread sees the caller's class loader, as drivers look there for their
   * parts.
   */
  static <T> Background<T> run(Supplier<T> work) {
    Background<T> background = new Background<>();
    Thread thread = new Thread(() -> background.complete(work), "migrate-background");
    thread.setDaemon(true);
    thread.start();
    return background;
  }

  private void complete(Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /** The work's result, or its own exception. */
  T join() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** The work's result, or its own exception; empty while it is not done after that time. */
  Optional<T> within(Duration limit) {
    try {
      result.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      // Which join tells.
    }
    return Optional.of(join());
  }

  /** Gives the result, when it comes, to who can dispose of it; the caller has gone on to fail. */
  void discard(Consumer<T> disposal) {
    var unused = result.thenAccept(disposal);
  }
}
