package dev.migrate.generate;

import dev.migrate.outcome.ConfigurationException;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of migrations under new versions, their heads changed; until they are kept, revocable. */
public final class MovedFiles {

  private static final Pattern REVISES =
      Pattern.compile("^(--\\s*revises:[ \\t]*)\\S+", Pattern.MULTILINE);

  private final FileNames names;
  private final List<Moved> moved = new ArrayList<>();

  /** A file that was moved; its bytes as characters. */
  private record Moved(Path from, String content, Path to) {}

  public MovedFiles(FileNames names) {
    this.names = names;
  }

  /**
   * Gives a file the version of a move in its name, and what it revises in its head.
   *
   * @param file of the migration, or of its undo
   * @return the new file
   * @throws ConfigurationException {@code file-exists} if there is a file of the new name
   * @throws ServerException {@code file-unwritable}
   */
  public Path move(Path file, Move move) {
    String name = String.valueOf(file.getFileName());
    boolean sameVersion = move.version().equals(move.link().version());
    Path target = sameVersion ? file : file.resolveSibling(names.withVersion(name, move.version()));
    try {
      if (!target.equals(file) && Files.exists(target)) {
        throw new ConfigurationException(
            Problem.of("file-exists", "The migration was not moved: its new file is there.")
                .at(target.toString())
                .fix("move that file away and run migrate:rebase again"));
      }
      // Whatever the file's encoding, its head is ASCII, and other bytes stay as they are.
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      write(target, revising(content, move.revises()));
      moved.add(new Moved(file, content, target));
      if (!target.equals(file)) {
        Files.delete(file);
      }
      return target;
    } catch (IOException e) {
      throw unwritable(e, file);
    }
  }

  /** Makes everything as it was. */
  public void takeBack() {
    for (int i = moved.size() - 1; i >= 0; i--) {
      Moved each = moved.get(i);
      try {
        write(each.from(), each.content());
        if (!each.to().equals(each.from())) {
          Files.deleteIfExists(each.to());
        }
      } catch (IOException e) {
        throw unwritable(e, each.to());
      }
    }
    moved.clear();
  }

  private static String revising(String content, String revises) {
    return REVISES.matcher(content).replaceFirst("$1" + Matcher.quoteReplacement(revises));
  }

  private static void write(Path file, String content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
    try {
      Files.writeString(draft, content, StandardCharsets.ISO_8859_1);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static ServerException unwritable(IOException e, Path file) {
    return new ServerException(
        Problem.of("file-unwritable", "The migration was not moved: " + e)
            .at(file.toString())
            .fix("make the folder writable and run migrate:rebase again"),
        e);
  }
}
