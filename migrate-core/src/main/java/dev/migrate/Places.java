package dev.migrate;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.MigrateException;
import dev.migrate.outcome.Problem;
import dev.migrate.server.EmbeddedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the project's environments stand, side by side. Nothing is changed or made, no embedded
 * server but the own environment's is started, and one that does not answer holds up the others for
 * some seconds at most.
 */
final class Places {

  private static final String ALL = "all";

  private final Environment own;
  private final Supplier<DatabaseSettings> settings;
  private final Neighbours neighbours;
  private final ArtifactSource artifacts;
  private final String operation;
  private final Consumer<Event> events;

  /**
   * Of a project.
   *
   * @param settings where the own environment's database is; starts its embedded server where that
   *     is the one
   */
  Places(
      Environment own,
      Supplier<DatabaseSettings> settings,
      Neighbours neighbours,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events) {
    this.own = own;
    this.settings = settings;
    this.neighbours = neighbours;
    this.artifacts = artifacts;
    this.operation = operation;
    this.events = events;
  }

  /**
   * The environments that someone names, the run's own among them, in the project's order.
   *
   * @param text {@code all}, or names separated by commas
   */
  List<String> named(String text) {
    Set<String> wanted = new LinkedHashSet<>();
    Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(wanted::add);
    Set<String> known = new LinkedHashSet<>(neighbours.names());
    known.add(own.name());
    if (wanted.contains(ALL)) {
      return List.copyOf(known);
    }
    wanted.add(own.name());
    List<String> names = new ArrayList<>(known);
    names.retainAll(wanted);
    wanted.removeAll(names);
    names.addAll(wanted);
    return names;
  }

  /** All environments of the project; drift is not looked at. */
  List<Place> all() {
    return of(named(ALL));
  }

  /**
   * Environments by name; drift is not looked at.
   *
   * @throws dev.migrate.outcome.ConfigurationException {@code environment-unknown}
   */
  List<Place> of(List<String> names) {
    return look(names, (look, place) -> place);
  }

  /**
   * The same with drift: the migrations that each has are replayed on a scratch server.
   *
   * @param scratch the server; asked for once a place was reached
   */
  List<Place> drifting(List<String> names, Supplier<Scratch> scratch) {
    Map<Drift.Replayed.Of, Drift.Replayed> replays = new HashMap<>();
    return look(
        names,
        (look, place) -> {
          if (place.problem() != null) {
            return place;
          }
          events.accept(
              new Event.Preparing(
                  "comparing " + place.environment() + " with what its migrations give"));
          return look.drifted(place, scratch, replays);
        });
  }

  private interface Further {
    Place of(PlaceLook look, Place place);
  }

  /** A look that began, or what there is to say without one. */
  private record Begun(@Nullable PlaceLook look, @Nullable Place place) implements AutoCloseable {
    @Override
    public void close() {
      if (look != null) {
        look.close();
      }
    }
  }

  private List<Place> look(List<String> names, Further further) {
    List<Begun> begun = new ArrayList<>();
    try {
      Instant begin = Instant.now();
      names.forEach(name -> begun.add(begin(name)));
      List<Place> places = new ArrayList<>();
      for (Begun each : begun) {
        PlaceLook look = each.look();
        places.add(
            look == null
                ? Objects.requireNonNull(each.place())
                : further.of(look, look.place(begin)));
      }
      return places;
    } finally {
      begun.forEach(Begun::close);
    }
  }

  private Begun begin(String name) {
    try {
      boolean isOwn = name.equals(own.name());
      Environment environment = isOwn ? own : neighbours.resolve(name);
      Optional<DatabaseSettings> database =
          isOwn
              ? Optional.of(settings.get())
              : environment.database().or(() -> EmbeddedServer.running(environment.embedded()));
      return database.isEmpty()
          ? new Begun(null, Place.unreached(name, null, notRunning(environment)))
          : new Begun(PlaceLook.begin(environment, database.get(), artifacts, operation), null);
    } catch (MigrateException e) {
      if (e.problem().code().equals("environment-unknown")) {
        throw new ConfigurationException(
            e.problem().at("-Dmigrate.compare").fix("-Dmigrate.compare=all, or some of these"), e);
      }
      return new Begun(null, Place.unreached(name, null, e.problem()));
    }
  }

  private static Problem notRunning(Environment environment) {
    return Problem.of("embedded-not-running", "The embedded server does not run.")
        .at(environment.embedded().folder().toString())
        .fix("Start it with " + environment.command("current"));
  }
}
