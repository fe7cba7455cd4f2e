package dev.migrate.server;

import dev.migrate.environment.Password;
import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gets the password for one connection; a command is run each time, since tokens expire. */
final class PasswordReader {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private PasswordReader() {}

  /**
   * The password, null for an account without one.
   *
   * @throws ConfigurationException {@code password-command-failed}; its text never has what the
   *     command printed on its standard output, nor the command, which may hold a secret itself
   */
  static @Nullable String read(Password password) {
    return read(password, LIMIT);
  }

  static @Nullable String read(Password password, Duration limit) {
    if (password instanceof Password.Fixed fixed) {
      return fixed.value();
    }
    return run(((Password.Command) password).command(), limit);
  }

  private static String run(String command, Duration limit) {
    Process process = start(command);
    CompletableFuture<String> output = text(process.getInputStream());
    CompletableFuture<String> errors = text(process.getErrorStream());
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("did not end within " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with exit code " + process.exitValue() + firstLine(errors.join()));
      }
      return password(output.join());
    } catch (IOException e) {
      throw failed("could not be given its input: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(String command) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    List<String> line = windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    try {
      return new ProcessBuilder(line).start();
    } catch (IOException e) {
      throw failed("could not be started by " + line.get(0));
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
          Thread thread = new Thread(task, "password-command");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static String password(String output) {
    String password = output.replaceFirst("\r?\n\\z", "");
    if (password.isEmpty()) {
      throw failed("printed nothing");
    }
    return password;
  }

  private static String firstLine(String errors) {
    return errors.lines().filter(line -> !line.isBlank()).findFirst().map(": "::concat).orElse("");
  }

  private static ConfigurationException failed(String how) {
    return new ConfigurationException(
        Problem.of("password-command-failed", "The command that prints the password " + how)
            .at("passwordCommand")
            .fix(
                "run the command in a terminal as the user of this build: it has to print the"
                    + " password on its standard output and end with exit code 0"));
  }
}
