package dev.migrate.history;

import dev.migrate.sql.Splitter;
import dev.migrate.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * A script of the project.
 *
 * @param file as messages name it
 * @param text its SQL, placeholders replaced
 * @param secrets values in it that are never shown: those of placeholders with a telling name
 */
public record Script(String file, String text, Set<String> secrets) {

  /**
   * Its statements, in order.
   *
   * @throws dev.migrate.outcome.ConfigurationException when it cannot be cut with certainty
   */
  public List<Statement> statements() {
    return Splitter.split(file, text, secrets);
  }

  /** File and nothing else: the text may hold secrets. */
  @Override
  public String toString() {
    return file;
  }
}
