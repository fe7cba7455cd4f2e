package dev.migrate.maven;

import dev.migrate.Asker;
import java.io.Console;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;

/** Asks at the terminal that Maven was started from. */
record ConsoleAsker(Console console) implements Asker {

  /** The way to the person at the terminal; {@link Asker#NOBODY} where there is none. */
  static Asker of(MavenSession session) {
    return Terminal.of(session)
        .<Asker>map(terminal -> new ConsoleAsker(terminal.console()))
        .orElse(Asker.NOBODY);
  }

  @Override
  public Optional<String> ask(String question) {
    return Optional.ofNullable(console.readLine("%s", question));
  }
}
