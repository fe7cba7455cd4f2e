package dev.migrate.generate.jpa;

import dev.migrate.generate.hibernate.SchemaWorker;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the worker: a JVM with the project's class path, so that neither its classes nor its
 * versions of libraries meet those of the build. Request and answer are files that only their owner
 * can read.
 */
final class HibernateProcess {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int LINES_OF_LOG = 20;

  private HibernateProcess() {}

  /**
   * The worker's answer.
   *
   * @throws ServerException {@code hibernate-failed} when the JVM ends without one
   */
  static Properties ask(Properties request, List<Path> classPath) {
    try {
      Path folder = Files.createTempDirectory("migrate-hibernate");
      try {
        return ask(request, classPath, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw failed("its files cannot be written: " + e.getMessage(), "");
    }
  }

  private static Properties ask(Properties request, List<Path> classPath, Path folder)
      throws IOException {
    Path question = folder.resolve("request");
    Path answer = folder.resolve("answer");
    Path log = folder.resolve("log");
    try (Writer writer = Files.newBufferedWriter(question)) {
      request.store(writer, null);
    }
    Path arguments = folder.resolve("arguments");
    Files.write(arguments, arguments(classPath, question, answer), Charset.defaultCharset());
    Process process =
        new ProcessBuilder(java(), "@" + arguments)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    String end = end(process);
    if (!Files.exists(answer)) {
      throw failed(end, tail(log));
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(answer)) {
      values.load(reader);
    }
    return values;
  }

  /** Options of a JVM that lives for seconds; class paths are too long for a command line. */
  private static List<String> arguments(List<Path> classPath, Path question, Path answer) {
    List<String> entries =
        new ArrayList<>(classPath.stream().map(p -> p.toAbsolutePath().toString()).toList());
    entries.add(ownClasses().toString());
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-Djava.awt.headless=true",
        // The application's own logging would write to the application's files.
        "-Dorg.jboss.logging.provider=jdk",
        "-cp",
        quoted(String.join(File.pathSeparator, entries)),
        SchemaWorker.class.getName(),
        quoted(question.toString()),
        quoted(answer.toString()));
  }

  /** As the launcher reads argument files ("java Command-Line Argument Files"). */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String java() {
    Path home = Path.of(System.getProperty("java.home", ""));
    return home.resolve("bin").resolve("java").toString();
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          SchemaWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String end(Process process) {
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return "it did not end within " + LIMIT.toMinutes() + " minutes";
      }
      return "its JVM ended with exit code " + process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it was interrupted";
    } finally {
      process.destroyForcibly();
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines =
        Files.exists(log) ? Files.readAllLines(log, Charset.defaultCharset()) : List.of();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LINES_OF_LOG))
        .map(line -> "\n" + line)
        .collect(Collectors.joining());
  }

  private static ServerException failed(String how, String log) {
    return new ServerException(
        Problem.of("hibernate-failed", "Hibernate gave no answer: " + how + "." + log)
            .at(java())
            .fix("Look at the last lines that it printed, then run the goal again."));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // what is left belongs to the system's folder for such files
    }
  }
}
