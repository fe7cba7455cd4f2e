package dev.migrate.server;

import dev.migrate.environment.ArtifactSource;
import dev.migrate.environment.EmbeddedSettings;
import dev.migrate.environment.LockTimeouts;
import dev.migrate.testing.ClassPathArtifacts;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM of its own that uses an embedded server, as a Maven build does: begins, says {@code ready},
 * and ends when its standard input ends.
 */
public final class EmbeddedBuild implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private EmbeddedBuild(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Launches it and does not wait. */
  static EmbeddedBuild launch(Path folder, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedBuild.class.getName(),
                folder.toString()));
    command.addAll(List.of(options));
    return new EmbeddedBuild(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits until its server is up, and gives the port. */
  int port() throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith("ready ")) {
      throw new IllegalStateException(line + "\n" + rest());
    }
    return Integer.parseInt(line.substring("ready ".length()));
  }

  /** Everything it says from here on; waits for its end. */
  String rest() throws IOException {
    return String.join("\n", output.lines().toList());
  }

  /** Lets it end in order; gives what it said meanwhile. */
  String finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    String said = rest();
    process.waitFor();
    return said;
  }

  /** Ends it as Ctrl-C does. */
  void interrupt() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** {@code folder [keep] [loader]}: loader runs all of it in a class loader closed before exit. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    if (!options.contains("loader")) {
      use(arguments);
      return;
    }
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(new File(entry).toURI().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method use = loader.loadClass(EmbeddedBuild.class.getName()).getMethod("use", String[].class);
      use.invoke(null, (Object) arguments);
    }
  }

  /** One use, from its beginning to its end. */
  public static void use(String[] arguments) throws Exception {
    boolean keep = Arrays.asList(arguments).contains("keep");
    ArtifactSource artifacts = new ClassPathArtifacts();
    EmbeddedSettings settings =
        new EmbeddedSettings(Path.of(arguments[0]), "shop", keep, LockTimeouts.DEFAULT);
    try (EmbeddedServer server = EmbeddedServer.start(settings, artifacts, event -> {})) {
      System.out.println("ready " + server.database().port());
      while (System.in.read() >= 0) {
        // Until whoever launched us has had enough.
      }
    }
  }
}
