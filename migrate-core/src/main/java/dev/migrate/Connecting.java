package dev.migrate;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.Environment;
import dev.migrate.history.AppliedFiles;
import dev.migrate.history.Migrations;
import dev.migrate.outcome.Event;
import dev.migrate.server.Database;
import dev.migrate.server.EmbeddedServer;
import dev.migrate.server.Interruption;
import dev.migrate.server.ServerVersion;
import dev.migrate.server.Stamp;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of one run to its database, and what it has to end: the connection, the server. */
final class Connecting implements AutoCloseable {

  private final Environment environment;
  private final String operation;
  private final ArtifactSource artifacts;
  private final Consumer<Event> events;
  private final Asker asker;
  private final Interruption interruption;
  private @Nullable EmbeddedServer embedded;
  private @Nullable Database database;
  private @Nullable Scratch scratch;

  /** Of a run that nobody interrupts. */
  Connecting(
      Environment environment,
      String operation,
      ArtifactSource artifacts,
      Consumer<Event> events,
      Asker asker) {
    this(environment, operation, artifacts, events, asker, new Interruption());
  }

  Connecting(
      Environment environment,
      String operation,
      ArtifactSource artifacts,
      Consumer<Event> events,
      Asker asker,
      Interruption interruption) {
    this.asker = asker;
    this.interruption = interruption;
    this.environment = environment;
    this.operation = operation;
    this.artifacts = artifacts;
    this.events = events;
  }

  /** Where the database is, as far as that is known without starting a server. */
  Optional<DatabaseSettings> where() {
    return embedded == null ? environment.database() : Optional.of(embedded.database());
  }

  /** The server's version, once it has answered. */
  @Nullable ServerVersion version() {
    return database == null ? null : database.version();
  }

  /** Where the database is; starts the embedded server where nothing else is configured. */
  DatabaseSettings settings() {
    return environment.database().orElseGet(this::startEmbedded);
  }

  /** The server to try things out on, from the first call to the run's end. */
  Scratch scratch() {
    if (scratch == null) {
      scratch =
          Scratch.open(
              environment,
              () -> where().orElseGet(this::settings),
              artifacts,
              operation,
              events,
              interruption);
    }
    return scratch;
  }

  /**
   * Connects while the project's files are read: the two halves of what a run without work costs.
   */
  Background<FirstLook> look(DatabaseSettings settings) {
    return Background.run(
        () ->
            FirstLook.at(
                Database.open(settings, operation, events, interruption), environment.flyway()));
  }

  /** The version of a database that plainly has all the project's migrations already. */
  Optional<String> upToDate(Background<FirstLook> looking) {
    Optional<AppliedFiles> files =
        reading(looking, () -> AppliedFiles.read(environment.flyway(), environment.project()));
    if (files.isEmpty()) {
      return Optional.empty();
    }
    FirstLook found = joined(looking);
    boolean ours =
        environment.stamp().isEmpty()
            && found.stamp().equals(new Stamp.Look(Optional.of(environment.name()), false));
    return ours ? found.rows().flatMap(files.get()::version) : Optional.empty();
  }

  /** The project's files and the database, once both are read. */
  Workplace open(DatabaseSettings settings, Background<FirstLook> looking) {
    Migrations migrations = reading(looking, () -> load(settings));
    FirstLook found = joined(looking);
    return new Workplace(
        environment,
        settings,
        found,
        () -> migrations,
        this::scratch,
        artifacts,
        operation,
        events,
        asker);
  }

  /** The database alone: for what needs nothing of the project's files. */
  Workplace open(DatabaseSettings settings) {
    FirstLook found = joined(look(settings));
    return new Workplace(
        environment,
        settings,
        found,
        () -> {
          throw new IllegalStateException("a goal without migrations asked for them");
        },
        this::scratch,
        artifacts,
        operation,
        events,
        asker);
  }

  private static <T> T reading(Background<FirstLook> looking, Supplier<T> files) {
    try {
      return files.get();
    } catch (RuntimeException e) {
      looking.discard(found -> found.database().close());
      throw e;
    }
  }

  private FirstLook joined(Background<FirstLook> looking) {
    FirstLook found = looking.join();
    database = found.database();
    return found;
  }

  private DatabaseSettings startEmbedded() {
    embedded = EmbeddedServer.start(environment.embedded(), artifacts, events, interruption);
    return embedded.database();
  }

  private Migrations load(DatabaseSettings settings) {
    return Migrations.load(
        environment.flyway(),
        environment.project(),
        new Migrations.Target(
            Workplace.schema(environment.flyway(), settings.name()),
            settings.name(),
            settings.username()));
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
    }
    if (database != null) {
      database.close();
      database = null;
    }
    if (embedded != null) {
      embedded.close();
    }
  }
}
