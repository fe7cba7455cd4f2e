package dev.migrate.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who runs this program, as the operating system says; the account at the database is the server's
 * to tell.
 *
 * @param user the operating system's user
 * @param host this machine's name
 * @param job the job of a build server that runs it; null outside of one
 */
public record Author(String user, String host, @Nullable String job) {

  private static final Path KERNELS_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  /** Of this process. */
  public static Author here() {
    return of(System.getenv());
  }

  static Author of(Map<String, String> variables) {
    return new Author(
        System.getProperty("user.name", "unknown"),
        machine(variables),
        BuildJob.of(variables).orElse(null));
  }

  /** No look-up by the resolver, which may take many seconds where its settings are wrong. */
  private static String machine(Map<String, String> variables) {
    return Stream.of("HOSTNAME", "COMPUTERNAME")
        .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseGet(Author::kernels);
  }

  private static String kernels() {
    try {
      return Files.readString(KERNELS_HOSTNAME).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
