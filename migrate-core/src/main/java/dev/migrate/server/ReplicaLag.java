package dev.migrate.server;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.ReplicaSettings;
import dev.migrate.outcome.Event;
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

  private static final Duration ASK = Duration.ofSeconds(1);
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final List<Replica> replicas;
  private final Duration maximum;
  private final Consumer<Event> events;
  private final Interruption interruption;
  private long asked;
  private boolean everAsked;

  private ReplicaLag(
      List<Replica> replicas, Duration maximum, Consumer<Event> events, Interruption interruption) {
    this.replicas = replicas;
    this.maximum = maximum;
    this.events = events;
    this.interruption = interruption;
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
    return of(database, operation, events, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted.
   *
   * @param interruption ends every wait
   */
  public static ReplicaLag of(
      DatabaseSettings database,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {
    ReplicaSettings settings = database.replicas();
    List<Replica> replicas =
        settings.addresses().stream()
            .map(address -> new Replica(address, database, operation, events))
            .toList();
    return new ReplicaLag(replicas, settings.maximumLag(), events, interruption);
  }

  /**
   * Waits for as long as a replica is further behind than allowed, or does not replicate. Asks at
   * most once a second: called more often, it returns at once, and as soon as the run is to end.
   */
  public void await() {
    long begin = System.nanoTime();
    if (replicas.isEmpty() || (everAsked && begin - asked < ASK.toNanos())) {
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
      if (!interruption.slept(ASK)) {
        return;
      }
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

  /** Closes the connections to the replicas. */
  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }
}
