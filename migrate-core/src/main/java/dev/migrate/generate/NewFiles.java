package dev.migrate.generate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** New files, all of them or none. */
final class NewFiles {

  /** As Flyway has it unless it is configured otherwise. */
  private static final String PLACEHOLDER = "${";

  private NewFiles() {}

  /** A file to be. */
  record NewFile(Path file, String text) {}

  /**
   * A script whose text came from a server, with what has to be beside it: where something in it
   * looks like a placeholder, Flyway is told that it is none (its script configuration files).
   */
  static List<NewFile> literal(Path file, String text) {
    if (!text.contains(PLACEHOLDER)) {
      return List.of(new NewFile(file, text));
    }
    Path beside = file.resolveSibling(file.getFileName() + ".conf");
    return List.of(new NewFile(beside, "placeholderReplacement=false\n"), new NewFile(file, text));
  }

  /**
   * Writes the files in their order: an undo before its migration, so that no migration is ever
   * seen without.
   */
  static void write(List<NewFile> files) {
    List<Path> written = new ArrayList<>();
    boolean whole = false;
    try {
      for (NewFile each : files) {
        write(each.file(), each.text());
        written.add(each.file());
      }
      whole = true;
    } finally {
      if (!whole) {
        written.forEach(NewFiles::delete);
      }
    }
  }

  private static void write(Path file, String text) {
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
