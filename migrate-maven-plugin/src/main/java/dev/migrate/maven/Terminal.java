package dev.migrate.maven;

import dev.migrate.audit.Author;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;

/** The terminal that Maven was started from, with a person before it. */
record Terminal(Console console) {

  private static final int USUAL_WIDTH = 80;

  /** What {@code stty size} prints: lines and columns. */
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

  /**
   * The terminal; empty in batch mode, on a build server, in a build of several threads and where
   * input or output go elsewhere.
   */
  @SuppressWarnings("SystemConsoleNull") // isTerminal() is asked, too
  static Optional<Terminal> of(MavenSession session) {
    Console console = System.console();
    // Of one project alone, Maven calls no number of threads parallel.
    boolean parallel = session.isParallel() || session.getRequest().getDegreeOfConcurrency() > 1;
    boolean batch = !session.getRequest().isInteractiveMode() || parallel;
    return batch || console == null || !isTerminal(console) || isBuildServer()
        ? Optional.empty()
        : Optional.of(new Terminal(console));
  }

  private static boolean isBuildServer() {
    String ci = System.getenv().getOrDefault("CI", "");
    return (!ci.isBlank() && !ci.equals("false")) || Author.here().job() != null;
  }

  /** From Java 22 on there is a console even where there is no terminal, which this tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** A line to draw again and again; empty where the terminal cannot take one away. */
  Optional<ProgressLine> line() {
    if (System.getenv().getOrDefault("TERM", "").equals("dumb")) {
      return Optional.empty();
    }
    // Not System.out, which in Maven 4 turns what is printed into lines of its log.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, Charset.defaultCharset());
    return Optional.of(
        new ProgressLine(
            text -> {
              out.print(text);
              out.flush();
            },
            width()));
  }

  private static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_WIDTH;
      }
      String said = new String(stty.getInputStream().readAllBytes(), Charset.defaultCharset());
      Matcher size = SIZE.matcher(said);
      int width = size.matches() ? Integer.parseInt(size.group(1)) : 0;
      return width == 0 ? USUAL_WIDTH : width;
    } catch (IOException e) {
      // No such program, as on Windows.
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }
}
