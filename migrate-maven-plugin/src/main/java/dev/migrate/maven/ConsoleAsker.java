package dev.migrate.maven;

import dev.migrate.Asker;
import dev.migrate.audit.Author;
import java.io.Console;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;

/** Asks at the terminal that Maven was started from. */
record ConsoleAsker(Console console) implements Asker {

  /**
   * The way to the person at the terminal; {@link Asker#NOBODY} in batch mode, on a build server,
   * in a build of several threads and where input or output go elsewhere.
   */
  @SuppressWarnings("SystemConsoleNull") // isTerminal() is asked, too
  static Asker of(MavenSession session) {
    Console console = System.console();
    boolean batch = !session.getRequest().isInteractiveMode() || session.isParallel();
    return batch || console == null || !isTerminal(console) || isBuildServer()
        ? Asker.NOBODY
        : new ConsoleAsker(console);
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

  @Override
  public Optional<String> ask(String question) {
    return Optional.ofNullable(console.readLine("%s", question));
  }
}
