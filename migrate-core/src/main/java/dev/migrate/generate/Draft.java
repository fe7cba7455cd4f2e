package dev.migrate.generate;

import dev.migrate.generate.NewFiles.NewFile;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * @param upText what follows the head in the migration
   * @param undoText what follows the head in its undo
   * @throws dev.migrate.outcome.ConfigurationException {@code file-exists}
   * @throws dev.migrate.outcome.ServerException {@code file-unwritable}
   */
  public Generated write(String upText, String undoText) {
    return write(List.of(new NewFile(undo, text("", undoText)), new NewFile(up, text("", upText))));
  }

  /**
   * The same for statements that were made of what a server says.
   *
   * @param more further lines of the head, each with its end
   */
  public Generated writeLiteral(String more, String upText, String undoText) {
    List<NewFile> files = new ArrayList<>(NewFiles.literal(undo, text(more, undoText)));
    files.addAll(NewFiles.literal(up, text(more, upText)));
    return write(files);
  }

  private Generated write(List<NewFile> files) {
    NewFiles.write(files);
    List<Path> paths = new ArrayList<>(List.of(up, undo));
    files.stream().map(NewFile::file).filter(file -> !paths.contains(file)).forEach(paths::add);
    return new Generated(paths, version, revision, notices);
  }

  /** All of one file's text. */
  public String text(String more, String statements) {
    return head + more + "\n" + statements;
  }
}
