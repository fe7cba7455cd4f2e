package dev.migrate.server;

import dev.migrate.outcome.Event;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The folder an embedded server lives in, from run to run:
 *
 * <pre>
 * .gitignore          keeps all of it out of the repository
 * data/               the server's data; password: the account's, mode 0600
 * server.log          what the server says; previous.log: the one before
 * server.properties   pid, start and port of the server that runs, or ran last
 * tmp/                its temporary files
 * users/              one locked file for each use, see {@link EmbeddedUse}
 * lock                held while a server is being started or stopped
 * </pre>
 */
record EmbeddedFolder(Path path) {

  /** How long another build may take to start or stop the server. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The folder at this path, made if it is not there. */
  static EmbeddedFolder at(Path path) {
    try {
      Path folder = path.toAbsolutePath().normalize();
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        restrict(folder, "rwx------");
      }
      Path ignore = folder.resolve(".gitignore");
      if (!Files.exists(ignore)) {
        Files.writeString(ignore, "*\n");
      }
      Files.createDirectories(folder.resolve("users"));
      Files.createDirectories(folder.resolve("tmp"));
      return new EmbeddedFolder(folder.toRealPath());
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  Path data() {
    return path.resolve("data");
  }

  Path log() {
    return path.resolve("server.log");
  }

  Path state() {
    return path.resolve("server.properties");
  }

  /** Not the system's: a starting server deletes other servers' temporary tables in its own. */
  Path temporary() {
    return path.resolve("tmp");
  }

  Path users() {
    return path.resolve("users");
  }

  /** Password of the embedded server's account. */
  String password() throws IOException {
    return Files.readString(passwordIn(data())).strip();
  }

  static Path passwordIn(Path data) {
    return data.resolve("password");
  }

  /** Keeps the log of the server before, and begins a new one. */
  void turnLog() throws IOException {
    if (Files.exists(log())) {
      Files.move(
          log(), path.resolve("previous.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Does something while no one else starts or stops this folder's server: neither another process
   * nor another thread of this one.
   *
   * @throws ServerException {@code embedded-busy} when the wait has no end; {@code embedded-folder}
   *     when the folder cannot be worked with
   */
  <T> T exclusively(Consumer<Event> events, Callable<T> work) {
    // File locks belong to the process, so threads need a monitor before. An interned string is the
    // same object for every class loader: Maven may load this class several times.
    synchronized (("dev.migrate.embedded " + path).intern()) {
      try (FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        await(channel, events);
        return work.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (IOException e) {
        throw unusable(path, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerException(
            Problem.of("embedded-interrupted", "interrupted while waiting for the embedded server")
                .at(path.toString()),
            e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void await(FileChannel channel, Consumer<Event> events)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    boolean told = false;
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (Instant.now().isAfter(end)) {
        throw new ServerException(
            Problem.of(
                    "embedded-busy",
                    "another build has been starting or stopping the embedded server for "
                        + PATIENCE.toSeconds()
                        + " seconds")
                .at(path.toString())
                .fix("look at its log: " + log()));
      }
      if (!told) {
        events.accept(
            new Event.Waiting("the embedded server in " + path, "another build", PATIENCE));
        told = true;
      }
      Thread.sleep(50);
      lock = channel.tryLock();
    }
  }

  /** Allows only the owner to use a file or folder, where files have modes. */
  static void restrict(Path file, String mode) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
  }

  /** The last lines of a log, for an error message. */
  static String tail(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e + ")";
    }
  }

  static ServerException unusable(Path path, IOException e) {
    return new ServerException(
        Problem.of("embedded-folder", "the embedded server's folder cannot be used: " + e)
            .at(path.toString())
            .fix("make the folder and all in it yours and writable, or delete it to begin anew"),
        e);
  }
}
