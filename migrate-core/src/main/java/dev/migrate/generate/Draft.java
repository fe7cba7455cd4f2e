package dev.migrate.generate;

import java.nio.file.Path;
import java.util.List;

/**
 * A new migration that is named, and not yet written.
 *
 * @param up where the migration will be
 * @param undo where its undo will be
 * @param version as the names write it
 * @param revision 12 hex digits
 * @param head the first lines of both files, {@code -- revision: …} and their like
 * @param message what it is about, in snake_case
 * @param notices what the author should know of the names
 */
public record Draft(
    Path up,
    Path undo,
    String version,
    String revision,
    String head,
    String message,
    List<String> notices) {

  public Draft {
    notices = List.copyOf(notices);
  }

  /**
   * Writes both files, or none.
   *
   * @param more further lines of the head, each with its end
   * @param upText what follows the head in the migration
   * @param undoText what follows the head in its undo
   * @throws dev.migrate.outcome.ConfigurationException {@code file-exists}
   * @throws dev.migrate.outcome.ServerException {@code file-unwritable}
   */
  public Generated write(String more, String upText, String undoText) {
    NewFiles.write(up, text(more, upText), undo, text(more, undoText));
    return new Generated(List.of(up, undo), version, revision, notices);
  }

  /** All of one file's text. */
  public String text(String more, String statements) {
    return head + more + "\n" + statements;
  }
}
