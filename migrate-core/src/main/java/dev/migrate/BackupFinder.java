package dev.migrate;

import dev.migrate.environment.Environment;
import dev.migrate.outcome.BackupException;
import dev.migrate.outcome.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the backup that someone named. */
final class BackupFinder {

  private static final int NEWEST = 5;

  private final Environment environment;

  BackupFinder(Environment environment) {
    this.environment = environment;
  }

  /**
   * The file of that name: a path, from the project's folder on, or a file among the environment's
   * backups, or {@code ENVIRONMENT/FILE} among all.
   *
   * @throws BackupException {@code backup-file-missing}, which lists the newest there are
   */
  Path find(String name) {
    try {
      for (Path place : places()) {
        Path file = place.resolve(name).normalize();
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    } catch (InvalidPathException e) {
      throw missing(name);
    }
    throw missing(name);
  }

  private List<Path> places() {
    List<Path> places = new ArrayList<>();
    places.add(environment.backups().folder().resolve(environment.name()));
    places.add(environment.project().baseDirectory());
    places.addAll(environment.backups().folders());
    return places;
  }

  private BackupException missing(String name) {
    List<Report.BackupEntry> newest =
        new BackupList(environment).all().stream().limit(NEWEST).toList();
    String there =
        newest.stream()
            .map(entry -> entry.environment() + "/" + entry.file().getFileName())
            .collect(Collectors.joining("\n"));
    return new BackupException(
        Problem.of("backup-file-missing", "There is no backup " + name + ".")
            .at(environment.backups().folder().toString())
            .fix(
                newest.isEmpty()
                    ? "There are no backups yet: " + environment.command("backup")
                    : "The newest are:\n" + there + "\nAll: " + environment.command("backups")));
  }
}
