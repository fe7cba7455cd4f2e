package dev.migrate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a command of the user's; no text from here holds the command or what it printed. */
public final class CommandLine {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private CommandLine() {}

  /** A command that did not do its part. */
  public static final class FailedException extends Exception {

    private static final long serialVersionUID = 1L;

    FailedException(String how) {
      super(how);
    }

    /** How it ended, in words that follow its name: {@code ended with exit code 2: …}. */
    public String how() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param command a line for {@code sh}, on Windows for {@code cmd}
   * @param limit how long it may take; then it is ended, with what it started
   * @param variables of the environment, beside those this program has
   * @return what it printed on its standard output
   * @throws FailedException when it cannot be started, takes too long or ends with another exit
   *     code than 0
   */
  public static String run(String command, Duration limit, Map<String, String> variables)
      throws FailedException {
    return run(command, limit, variables, new Interruption());
  }

  /**
   * The same, for a run that may be interrupted.
   *
   * @param interruption ends the command, with what it started
   */
  public static String run(
      String command, Duration limit, Map<String, String> variables, Interruption interruption)
      throws FailedException {
    Process process = start(command, variables);
    CompletableFuture<String> output = text(process.getInputStream());
    CompletableFuture<String> errors = text(process.getErrorStream());
    try {
      process.getOutputStream().close();
      if (!ended(process, limit, interruption)) {
        throw new FailedException("did not end within " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new FailedException(
            "ended with exit code " + process.exitValue() + firstLine(errors.join()));
      }
      return output.join();
    } catch (IOException e) {
      throw new FailedException("could not be given its input: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean ended(Process process, Duration limit, Interruption interruption)
      throws InterruptedException, FailedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!process.waitFor(Math.min(LOOK_NANOS, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      if (interruption.isOn()) {
        throw new FailedException("was interrupted");
      }
      if (end - System.nanoTime() <= 0) {
        return false;
      }
    }
    return true;
  }

  private static Process start(String command, Map<String, String> variables)
      throws FailedException {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    List<String> line = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    try {
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().putAll(variables);
      return builder.start();
    } catch (IOException e) {
      throw new FailedException("could not be started by " + line.get(0));
    }
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), Charset.defaultCharset());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        // A thread of its own: the common pool may have none to spare on a small machine.
        task -> {
          Thread thread = new Thread(task, "migrate-command");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static String firstLine(String errors) {
    return errors.lines().filter(line -> !line.isBlank()).findFirst().map(": "::concat).orElse("");
  }
}
