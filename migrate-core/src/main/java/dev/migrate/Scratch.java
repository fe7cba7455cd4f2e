package dev.migrate;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.environment.TargetServer;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.RefusedException;
import dev.migrate.server.Database;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.server.Interruption;
import dev.migrate.server.ScratchSchema;
import dev.migrate.server.ScratchServer;
import dev.migrate.server.ServerVersion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server that a run tries things out on: the one that is set for that, else the environment's
 * own where its policy allows, else the embedded one; always of the vendor and line that the
 * migrations are for, unless the run takes another one.
 */
final class Scratch implements AutoCloseable {

  /** More gained nothing on two processors. */
  private static final int SESSIONS = 4;

  private final ScratchServer server;
  private final @Nullable EmbeddedServer embedded;
  private final @Nullable String unproved;
  private final @Nullable String like;
  private final boolean shared;

  private Scratch(
      ScratchServer server,
      @Nullable EmbeddedServer embedded,
      @Nullable String unproved,
      @Nullable String like,
      boolean shared) {
    this.shared = shared;
    this.server = server;
    this.embedded = embedded;
    this.unproved = unproved;
    this.like = like;
  }

  /** The server. */
  ScratchServer server() {
    return server;
  }

  /** Empty if it is of the target's line; else what that means, as a sentence. */
  Optional<String> unproved() {
    return Optional.ofNullable(unproved);
  }

  /** An empty database, with the default character set that the environment's has, if known. */
  ScratchSchema create() {
    return like == null ? server.create(null, null) : server.createLike(like);
  }

  /**
   * How many sessions may work there at once: not in the way of others where it is their server.
   */
  int sessions() {
    return shared ? 1 : SESSIONS;
  }

  /** What a file says that was proved here. */
  String proved() {
    return "-- proved on "
        + server.version().text()
        + (unproved == null ? "" : "\n-- unproved: " + unproved)
        + "\n\n";
  }

  /** Disconnects, and ends the use of the embedded server. */
  @Override
  public void close() {
    server.close();
    if (embedded != null) {
      embedded.close();
    }
  }

  /**
   * Finds the server.
   *
   * @param own where the environment's database is; asked for only where that matters
   * @throws RefusedException {@code scratch-url-needed} where nothing may be made on the
   *     environment's own server, {@code scratch-forbidden}, {@code target-server-differs}
   */
  static Scratch open(
      Environment environment,
      Supplier<DatabaseSettings> own,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {
    return new Choice(environment, own, artifacts, operation, events, interruption).choose();
  }

  private record Choice(
      Environment environment,
      Supplier<DatabaseSettings> own,
      ArtifactSource artifacts,
      String operation,
      Consumer<Event> events,
      Interruption interruption) {

    Scratch choose() {
      Optional<DatabaseSettings> configured = environment.scratch().server();
      if (configured.isPresent()) {
        ScratchServer server = open(configured.get());
        return closing(server, () -> accepted(server, null, target()));
      }
      if (!environment.policy().scratch() && !environment.scratch().own()) {
        throw urlNeeded();
      }
      ScratchServer server = open(own.get());
      return closing(server, () -> announced(onOwn(server)));
    }

    private ScratchServer open(DatabaseSettings settings) {
      return ScratchServer.open(settings, operation, events, interruption);
    }

    /** Where nothing should be made, what replicas get to see is told. */
    private Scratch announced(Scratch scratch) {
      if (!environment.policy().scratch() && scratch.server().isLogged()) {
        events.accept(
            new Event.Notice(
                "Scratch databases on "
                    + scratch.server().address()
                    + " are written to its binary log, for this account may not set sql_log_bin:"
                    + " replicas see them come and go."));
      }
      return scratch;
    }

    private static Scratch closing(ScratchServer server, Supplier<Scratch> work) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    }

    private Scratch onOwn(ScratchServer server) {
      TargetServer target = environment.scratch().target().orElse(of(server.version()));
      boolean other = environment.database().isPresent();
      if (of(server.version()).equals(target)) {
        try {
          server.create(null, null).close();
          boolean shared = !environment.policy().scratch();
          return new Scratch(server, null, null, own.get().name(), shared);
        } catch (RefusedException e) {
          if (!other || !isEmbeddeds(target)) {
            throw e;
          }
        }
      } else if (!other || !isEmbeddeds(target)) {
        return accepted(server, null, target);
      }
      server.close();
      return onEmbedded(target);
    }

    private Scratch onEmbedded(TargetServer target) {
      EmbeddedServer embedded =
          EmbeddedServer.start(environment.embedded(), artifacts, events, interruption);
      try {
        ScratchServer server = open(embedded.database());
        return closing(server, () -> accepted(server, embedded, target));
      } catch (RuntimeException e) {
        embedded.close();
        throw e;
      }
    }

    private Scratch accepted(
        ScratchServer server, @Nullable EmbeddedServer embedded, TargetServer target) {
      if (of(server.version()).equals(target)) {
        return new Scratch(server, embedded, null, null, false);
      }
      String version = server.version().text();
      if (environment.scratch().unproved()) {
        String unproved = "tried out on " + version + " only, and not on " + target.text();
        return new Scratch(server, embedded, unproved, null, false);
      }
      throw new RefusedException(
          Problem.of(
                  "target-server-differs",
                  "The migrations are for "
                      + target.text()
                      + ", and the scratch server is "
                      + version
                      + ": what is proved there may not hold.")
              .at(server.address())
              .fix(
                  "Name a server of "
                      + target.text()
                      + ": -Dmigrate.scratch.url=mysql://host:3306/ -Dmigrate.scratch.username=…; or"
                      + " take it as it is, unproved: -Dmigrate.unproved"));
    }

    /** What the migrations are for: without a word on that, the environment's server. */
    private TargetServer target() {
      return environment
          .scratch()
          .target()
          .orElseGet(
              () -> {
                try (Database database = Database.open(own.get(), operation, event -> {})) {
                  return of(database.version());
                }
              });
    }

    private static boolean isEmbeddeds(TargetServer target) {
      return of(EmbeddedServer.version()).equals(target);
    }

    private static TargetServer of(ServerVersion version) {
      return new TargetServer(version.vendor().text(), version.major(), version.minor());
    }

    private RefusedException urlNeeded() {
      return new RefusedException(
          Problem.of(
                  "scratch-url-needed",
                  "No scratch database is made on the server of " + environment.name() + ".")
              .at("policy.scratch of the environment " + environment.name())
              .fix(
                  "Name another server of the same vendor and version: <scratch><url> in the"
                      + " environment's POM entry, or -Dmigrate.scratch.url=mysql://host:3306/"
                      + " -Dmigrate.scratch.username=… -Dmigrate.scratch.password=…; or allow this"
                      + " one for once: -Dmigrate.scratch.own"));
    }
  }
}
