package dev.migrate.generate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A baseline migration that is named, and not yet written: what an empty database gets in place of
 * all migrations up to its version.
 *
 * @param file where it will be
 * @param head its first lines
 */
public record BaselineFile(Path file, String head) {

  /**
   * Names it.
   *
   * @param folder where the project's migrations are
   * @param prefix of baseline migrations, {@code B}
   * @param names how the project names its files
   * @param description in the user's words
   * @param revision the one that the last migration it stands for has; null for none
   * @param origin what it was made from, for people
   * @param now when
   */
  public static BaselineFile of(
      Path folder,
      String prefix,
      FileNames names,
      String version,
      String description,
      @Nullable String revision,
      String origin,
      Instant now) {
    String words = description.strip().replaceAll("\\W+", "_").replaceAll("^_|_$", "");
    String name =
        prefix
            + names.writable(version)
            + names.separator()
            + (words.isEmpty() ? "baseline" : words)
            + names.suffix();
    String head =
        (revision == null ? "" : "-- revision: " + revision + "\n")
            + "-- created: "
            + now.truncatedTo(ChronoUnit.SECONDS)
            + "\n-- generated from: "
            + origin
            + "\n";
    return new BaselineFile(folder.resolve(name), head);
  }

  /**
   * Writes it.
   *
   * @param text what follows the head
   * @throws dev.migrate.outcome.ConfigurationException {@code file-exists}
   * @throws dev.migrate.outcome.ServerException {@code file-unwritable}
   */
  public void write(String text) {
    NewFiles.write(NewFiles.literal(file, head + text));
  }
}
