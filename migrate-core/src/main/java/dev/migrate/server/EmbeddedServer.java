package dev.migrate.server;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.DatabaseSettings;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.Password;
import dev.migrate.environment.Tls;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A use of the embedded MariaDB: a real server in a process of its own, whose data stay in a folder
 * from run to run. All uses of one folder, in this JVM and in others, share one server; the last
 * one to end shuts it down. A server whose users were killed goes on running and is taken over by
 * the next use.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** What the shutdown hook may need: Maven has closed the class loader by then. */
  static final List<Class<?>> LOADED_FOR_EXIT =
      List.of(
          EmbeddedUse.class,
          Interruption.class,
          EmbeddedProcess.class,
          Event.Waiting.class,
          Problem.class,
          ServerException.class);

  private final EmbeddedFolder folder;
  private final EmbeddedUse use;
  private final boolean keep;
  private final DatabaseSettings database;
  private final Interruption interruption;
  private final Thread atExit = new Thread(this::endAtExit, "embedded-mariadb-end");

  private EmbeddedServer(
      EmbeddedFolder folder,
      EmbeddedUse use,
      boolean keep,
      DatabaseSettings database,
      Interruption interruption) {
    this.interruption = interruption;
    this.folder = folder;
    this.use = use;
    this.keep = keep;
    this.database = database;
  }

  /**
   * Begins to use the folder's server: unpacks the program and makes the data when they are not
   * there yet, starts the server unless it runs, makes the database unless it exists.
   *
   * @throws ConfigurationException {@code embedded-unsupported} on a platform it does not exist for
   * @throws ServerException when it cannot be had or does not start; the text quotes its log
   */
  public static EmbeddedServer start(
      EmbeddedSettings settings, ArtifactSource artifacts, Consumer<Event> events) {
    return start(settings, artifacts, events, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted.
   *
   * @param interruption a JVM that is told to end leaves the server to the run until that has ended
   */
  public static EmbeddedServer start(
      EmbeddedSettings settings,
      ArtifactSource artifacts,
      Consumer<Event> events,
      Interruption interruption) {
    EmbeddedProgram program = EmbeddedProgram.obtain(artifacts, events);
    EmbeddedFolder folder = EmbeddedFolder.at(settings.folder());
    EmbeddedStart start = new EmbeddedStart(program, folder, events);
    return folder.exclusively(events, () -> begin(settings, start, interruption));
  }

  private static EmbeddedServer begin(
      EmbeddedSettings settings, EmbeddedStart start, Interruption interruption)
      throws IOException, InterruptedException {
    EmbeddedFolder folder = start.folder();
    EmbeddedUse use = EmbeddedUse.begin(folder);
    try {
      int port = start.portWith(settings.database());
      EmbeddedServer server =
          new EmbeddedServer(
              folder, use, settings.keep(), databaseAt(port, folder, settings), interruption);
      Runtime.getRuntime().addShutdownHook(server.atExit);
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      use.end();
      throw e;
    }
  }

  /**
   * Shuts down the folder's server, whoever uses it.
   *
   * @return whether one was running
   */
  public static boolean stop(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    EmbeddedFolder folder = EmbeddedFolder.at(path);
    return folder.exclusively(
        event -> {},
        () -> {
          Optional<EmbeddedProcess> running =
              EmbeddedProcess.recorded(folder).filter(EmbeddedProcess::alive);
          if (running.isPresent()) {
            running.get().end(folder);
          }
          return running.isPresent();
        });
  }

  /**
   * Where the folder's database is, if a server runs there; nothing is started, made or kept up.
   *
   * @throws ServerException {@code embedded-folder} when the folder cannot be read
   */
  public static Optional<DatabaseSettings> running(EmbeddedSettings settings) {
    if (!Files.isDirectory(settings.folder())) {
      return Optional.empty();
    }
    try {
      EmbeddedFolder folder = new EmbeddedFolder(settings.folder().toRealPath());
      Optional<EmbeddedProcess> process = EmbeddedProcess.recorded(folder);
      return process.isPresent() && process.get().alive() && !process.get().ending()
          ? Optional.of(databaseAt(process.get().port(), folder, settings))
          : Optional.empty();
    } catch (IOException e) {
      throw EmbeddedFolder.unusable(settings.folder(), e);
    }
  }

  /** The version that is always started. */
  public static ServerVersion version() {
    return ServerVersion.parse(EmbeddedPlatform.VERSION + "-MariaDB");
  }

  /** Where the database is. */
  public DatabaseSettings database() {
    return database;
  }

  /**
   * Ends this use, and the server with it when there is no other. A kept server is used until the
   * JVM ends.
   */
  @Override
  public void close() {
    if (keep) {
      return;
    }
    folder.exclusively(event -> {}, () -> endUse(true));
    // Not before: the hook makes a JVM that is told to end wait until this is done.
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It is ending; the hook finds nothing left to do.
    }
  }

  private boolean endUse(boolean wait) throws IOException, InterruptedException {
    if (!use.channel().isOpen()) {
      return false;
    }
    use.end();
    Optional<EmbeddedProcess> process = EmbeddedProcess.recorded(folder);
    if (process.isEmpty() || EmbeddedUse.any(folder)) {
      return false;
    }
    if (wait) {
      process.get().end(folder);
    } else {
      process.get().endSoon(folder);
    }
    return true;
  }

  /** Bounded, since another thread may be in the middle of a start. */
  private void endAtExit() {
    Thread worker = new Thread(this::endQuietly, "embedded-mariadb-end-worker");
    worker.setDaemon(true);
    try {
      interruption.awaitEnd();
      worker.start();
      worker.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endQuietly() {
    try {
      folder.exclusively(event -> {}, () -> endUse(false));
    } catch (RuntimeException e) {
      // No one is left to be told; the next use takes the server over.
    }
  }

  private static DatabaseSettings databaseAt(
      int port, EmbeddedFolder folder, EmbeddedSettings settings) throws IOException {
    return new DatabaseSettings(
        "127.0.0.1",
        port,
        settings.database(),
        EmbeddedAccount.USERNAME,
        new Password.Fixed(folder.password()),
        Tls.PREFERRED,
        null,
        CONNECT_TIMEOUT,
        settings.lockTimeouts(),
        Map.of());
  }
}
