package dev.migrate;

import java.util.Optional;

/** The way to the person who runs a goal, where there is one. */
@FunctionalInterface
public interface Asker {

  /** Nobody is there: a build server, a script, a build in several threads. */
  Asker NOBODY = question -> Optional.empty();

  /**
   * Asks a question of several lines and waits for the answer.
   *
   * @return empty where nobody can be asked
   */
  Optional<String> ask(String question);
}
