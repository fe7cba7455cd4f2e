package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.ReplicaSettings;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a long change of rows from leaving the replicas behind. Connects when first asked to wait,
 * so that it costs nothing where nothing waits. Not for several threads at once.
 */
public final class ReplicaLag implements AutoCloseable {

  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final List<Replica> replicas;
  private final Duration maximum;
  private final Consumer<Event> events;
  private long asked;
  private boolean everAsked;

  private ReplicaLag(List<Replica> replicas, Duration maximum, Consumer<Event> events) {
    this.replicas = replicas;
    this.maximum = maximum;
    this.events = events;
  }

  /**
   * Regard for the replicas of a database.
   *
   * @param database its settings, {@link DatabaseSettings#replicas} among them
   * @param operation the run's id, as for {@link Database#open}
   * @param events told of pauses ({@link Event.Paused}), and once of each replica that cannot be
   *     asked ({@link Event.Notice})
   */
  public static ReplicaLag of(DatabaseSettings database, String operation, Consumer<Event> events) {
    ReplicaSettings settings = database.replicas();
    List<Replica> replicas =
        settings.addresses().stream()
            .map(address -> new Replica(address, database, operation, events))
            .toList();
    return new ReplicaLag(replicas, settings.maximumLag(), events);
  }

  /**
   * Waits for as long as a replica is further behind than allowed, or does not replicate. Asks at
   * most once a second: called more often, it returns at once.
   *
   * @throws ServerException {@code run-interrupted} when the thread is interrupted meanwhile
   */
  public void await() {
    long begin = System.nanoTime();
    if (replicas.isEmpty() || (everAsked && begin - asked < ASK_NANOS)) {
      return;
    }
    long told = begin - TELL_NANOS;
    for (String reason = behind(); reason != null; reason = behind()) {
      long now = System.nanoTime();
      if (now - told >= TELL_NANOS) {
        Duration elapsed = told < begin ? Duration.ZERO : Duration.ofNanos(now - begin);
        events.accept(new Event.Paused(reason, elapsed));
        told = now;
      }
      sleep();
    }
    if (told >= begin) {
      Duration paused = Duration.ofNanos(System.nanoTime() - begin);
      events.accept(new Event.Detail("Going on after a pause of " + paused.toSeconds() + " s"));
    }
  }

  private @Nullable String behind() {
    String reason = null;
    for (Replica replica : replicas) {
      reason = reason == null ? replica.behind(maximum) : reason;
    }
    asked = System.nanoTime();
    everAsked = true;
    return reason;
  }

  private static void sleep() {
    try {
      TimeUnit.NANOSECONDS.sleep(ASK_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException(
          Problem.of("run-interrupted", "The run was interrupted while it waited for a replica.")
              .fix("Run the goal again: it goes on where it was."),
          e);
    }
  }

  /** Closes the connections to the replicas. */
  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }
}
