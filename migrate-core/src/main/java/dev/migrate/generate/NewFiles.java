package dev.migrate.generate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Two new files, or none. */
final class NewFiles {

  private NewFiles() {}

  /** Writes both files; the undo first, so that no migration is ever seen without its undo. */
  static void write(Path up, String upText, Path undo, String undoText) {
    write(undo, undoText);
    boolean written = false;
    try {
      write(up, upText);
      written = true;
    } finally {
      if (!written) {
        delete(undo);
      }
    }
  }

  /** Writes one file, or none. */
  static void write(Path file, String text) {
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      Path draft = folder.resolve("." + file.getFileName() + ".draft");
      try {
        Files.writeString(draft, text);
        appear(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(e, file);
    } catch (IOException e) {
      throw unwritable(e, file);
    }
  }

  /** Gives the complete file its name, at once, and never takes another file's name. */
  private static void appear(Path draft, Path file) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // file systems without hard links; the move does not replace
      Files.move(draft, file);
    }
  }

  private static ConfigurationException exists(FileAlreadyExistsException e, Path file) {
    return new ConfigurationException(
        Problem.of("file-exists", "The migration was not written: " + e.getFile() + " is there.")
            .at(file.toString())
            .fix("move that file away, or choose another message, and run migrate:generate again"),
        e);
  }

  private static ServerException unwritable(IOException e, Path file) {
    return new ServerException(
        Problem.of("file-unwritable", "The migration was not written: " + e)
            .at(file.toString())
            .fix("make the folder writable and run migrate:generate again"),
        e);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the reason why the other file could not be written is the one to report; an undo without a
      // migration does nothing
    }
  }
}
