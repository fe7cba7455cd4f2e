package dev.migrate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The process of an embedded server, whoever started it, as recorded in its folder.
 *
 * @param pid process id
 * @param started when the process began, in milliseconds since 1970: tells it from a later process
 *     of the same id
 * @param port TCP port on 127.0.0.1
 * @param ending whether it has been told to end
 */
record EmbeddedProcess(long pid, long started, int port, boolean ending) {

  /** The record in the folder, of a server that runs or has run; empty when there is none. */
  static Optional<EmbeddedProcess> recorded(EmbeddedFolder folder) throws IOException {
    if (!Files.exists(folder.state())) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(folder.state())) {
      properties.load(in);
      // A copy of a project must not take the original's server for its own.
      if (!folder.path().toString().equals(properties.getProperty("folder"))) {
        return Optional.empty();
      }
      return Optional.of(
          new EmbeddedProcess(
              Long.parseLong(properties.getProperty("pid", "")),
              Long.parseLong(properties.getProperty("started", "")),
              Integer.parseInt(properties.getProperty("port", "")),
              Boolean.parseBoolean(properties.getProperty("ending"))));
    } catch (IllegalArgumentException e) {
      // Not ours, or damaged: as good as none.
      return Optional.empty();
    }
  }

  /** Records a server just launched. */
  static EmbeddedProcess launched(EmbeddedFolder folder, ProcessHandle process, int port)
      throws IOException {
    EmbeddedProcess launched =
        new EmbeddedProcess(process.pid(), startMillis(process), port, false);
    launched.record(folder);
    return launched;
  }

  private void record(EmbeddedFolder folder) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("folder", folder.path().toString());
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started", Long.toString(started));
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("ending", Boolean.toString(ending));
    Path fresh = folder.path().resolve("server.properties.new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      properties.store(out, null);
    }
    Files.move(
        fresh, folder.state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether this very process still runs. */
  boolean alive() {
    return handle().isPresent();
  }

  /**
   * Tells it to shut down and does not wait. It does so cleanly, but on Windows, where it is killed
   * and recovers at its next start.
   */
  void endSoon(EmbeddedFolder folder) throws IOException {
    Optional<ProcessHandle> handle = handle();
    if (handle.isPresent()) {
      new EmbeddedProcess(pid, started, port, true).record(folder);
      handle.get().destroy();
    }
  }

  /** Waits until it is gone; false when it still runs after that time. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (alive()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  /** Shuts it down; kills it after a minute (its data survive that). */
  void end(EmbeddedFolder folder) throws IOException, InterruptedException {
    endSoon(folder);
    if (!awaitEnd(Duration.ofSeconds(60))) {
      handle().ifPresent(ProcessHandle::destroyForcibly);
      awaitEnd(Duration.ofSeconds(10));
    }
  }

  static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private Optional<ProcessHandle> handle() {
    // The start is computed from the boot time, which the clock's adjustments move a little.
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(startMillis(process) - started) < 3000)
        .filter(process -> !zombie());
  }

  /** A dead process whose parent has not asked for its end, as in containers without an init. */
  private boolean zombie() {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      if (!stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z")) {
        return false;
      }
      // Its other threads may still be on their way out, holding files and ports.
      try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
        return threads.count() <= 1;
      }
    } catch (IOException e) {
      // No /proc on this system, or the process has just gone, which isAlive() will tell.
      return false;
    }
  }
}
