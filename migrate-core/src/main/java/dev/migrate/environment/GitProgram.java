package dev.migrate.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the git program in a folder, for reading only: it takes no locks, asks nobody anything and
 * runs nothing of the repository's own. No shell is between.
 *
 * @param folder where it runs
 */
record GitProgram(Path folder) {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final List<String> BEGIN =
      List.of(
          "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false");

  /** What it printed; empty when it is not there, fails or takes too long. */
  Optional<String> text(String... arguments) {
    List<String> command = new ArrayList<>(BEGIN);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Variables could point to another repository or another index than the folder's own.
    builder.environment().keySet().removeIf(GitProgram::leadsAstray);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C");
    try {
      return output(builder.start());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Its only line. */
  Optional<String> line(String... arguments) {
    return text(arguments).map(String::strip).filter(line -> !line.isEmpty());
  }

  /** What it printed with {@code -z}: fields that end in a zero byte. */
  Optional<List<String>> fields(String... arguments) {
    return text(arguments)
        .map(text -> Stream.of(text.split("\0", -1)).filter(field -> !field.isEmpty()).toList());
  }

  private static boolean leadsAstray(String variable) {
    return variable.startsWith("GIT_")
        && !variable.startsWith("GIT_CONFIG")
        && !variable.equals("GIT_EXEC_PATH");
  }

  private static Optional<String> output(Process process) throws IOException {
    CompletableFuture<byte[]> output = read(process.getInputStream());
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
      return Optional.of(new String(output.join(), UTF_8));
    } catch (CompletionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (stream) {
                bytes.complete(stream.readAllBytes());
              } catch (IOException e) {
                bytes.completeExceptionally(e);
              }
            },
            "migrate-git");
    thread.setDaemon(true);
    thread.start();
    return bytes;
  }
}
